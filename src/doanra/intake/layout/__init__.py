"""Layout: where tables begin, what their columns mean, which lines are people and which are titles, totals, signatures."""
