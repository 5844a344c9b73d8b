"""The machine behind every long list: columns, filters as chips, totals, kept views, acts on many rows, files."""
