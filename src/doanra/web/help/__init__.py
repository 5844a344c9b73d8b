"""Help at every page, and the words of the field: one key away, and plain pages without a script."""
