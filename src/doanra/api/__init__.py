"""The door for programs. It has no routes yet; they will call the same verbs as the pages (docs/house.md)."""
