"""Pages of notices: one's own, what comes by mail, and what was said to whom."""
