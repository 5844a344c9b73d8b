"""Plans: computed in the background, changed on the board, published as numbered versions."""
