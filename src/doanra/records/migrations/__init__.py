"""One line of migrations for all stages, readable as a diary."""
