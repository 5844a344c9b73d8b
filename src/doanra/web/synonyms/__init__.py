"""Pages of the table of column heads."""
