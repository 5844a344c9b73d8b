"""The verbs of the office, one module per stage. A verb checks rights and flow, changes, and writes the trail."""
