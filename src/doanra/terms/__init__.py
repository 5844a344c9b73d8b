"""Words that every room shares: enums, value types and the one family of refusals. Standard library only."""
