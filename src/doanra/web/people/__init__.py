"""Pages of people: their list, likely doubles, two records side by side, merges."""
