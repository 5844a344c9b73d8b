"""Pages of old records: courses abroad since 2008."""
