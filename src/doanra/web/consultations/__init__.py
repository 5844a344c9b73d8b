"""Pages of lists that are put before appraising bodies: the office's, and those of each body."""
