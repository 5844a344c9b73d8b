"""Frozen figures with definition, cut-off and records: one file a report. None yet; a year's counts are in queries."""
