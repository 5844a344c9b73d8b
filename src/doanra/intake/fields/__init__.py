"""Fields: what several cells of a row say together of one thing, and what is wrong with it."""
