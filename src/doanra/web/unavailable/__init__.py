"""The page of days on which nominees cannot go."""
