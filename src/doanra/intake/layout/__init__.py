"""Layout: where tables begin, what columns mean, which lines are people and which titles, totals, signatures."""
