"""Cells: what one value says, as a date, a name, a gender, a programme. Nothing is guessed."""
