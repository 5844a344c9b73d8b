"""The page of holidays."""
