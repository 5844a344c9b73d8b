"""Clean Unicode in every cell before anything is understood, and whether a sheet bears a mark of secrecy."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.intake.cells.words import has_ditto
from doanra.intake.containers.grid import Grid
from doanra.intake.layout.secrecy import is_secret_anywhere, is_secret_mark
from doanra.intake.reading import Value
from doanra.intake.text.keys import is_tidy, tidy
from doanra.intake.text.legacy import Decoder, as_it_is, choose_decoder, is_foreign, repaired


def clean_text(grids: Sequence[Grid]) -> dict[int, Decoder]:
    """Makes all text of the grids clean Unicode; returns the decoder of each grid whose fonts were of the 1990s."""
    samples = {id(grid): _accented(grid) for grid in grids}
    whole = choose_decoder(text for texts in samples.values() for text in texts)
    decoders: dict[int, Decoder] = {}
    for grid in grids:
        sample = samples[id(grid)]
        decoder = choose_decoder(sample) if len(sample) > 20 else whole
        joined = decoder("\n".join(sample))
        grid.may_be_secret = "mật" in joined.casefold() or not is_tidy(joined)
        if decoder is not as_it_is:
            decoders[id(grid)] = decoder
            _change(grid, decoder)
        elif is_foreign(joined):
            _change(grid, repaired)
        elif not is_tidy(joined):
            _change(grid, tidy)
    return decoders


def is_secret_sheet(grid: Grid) -> bool:
    """Whether the name of a sheet with clean text, its page head or a cell inside its tables bears a mark."""
    if is_secret_mark(grid.name) or any(map(is_secret_mark, grid.page_texts)):
        return True
    return grid.may_be_secret and any(map(is_secret_anywhere, _accented(grid)))


def _accented(grid: Grid) -> list[str]:
    """The texts of a grid that are not ASCII, each once."""
    texts = set().union(*grid.lines) if grid.lines else set()
    grid.has_dittos = has_ditto(texts)
    return [text for text in texts if type(text) is str and not text.isascii()]


def _change(grid: Grid, decoder: Decoder) -> None:
    def clean(cell: Value) -> Value:
        return tidy(decoder(cell)) if isinstance(cell, str) and not cell.isascii() else cell

    grid.lines = [[clean(cell) for cell in line] for line in grid.lines]
