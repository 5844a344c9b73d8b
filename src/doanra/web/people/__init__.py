"""Pages of people: likely doubles, two records side by side, merges."""
