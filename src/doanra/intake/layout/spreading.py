"""The texts that stand over each column of some rows: group titles spread over their columns, by merges or by sense."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.intake.containers.grid import Grid, Merge
from doanra.intake.layout.heads import BRACKETS, Path
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms


def paths_over(grid: Grid, first: int, last: int, merges: Sequence[Merge], synonyms: Synonyms) -> list[Path]:
    """For every column the texts of rows ``first`` to ``last`` over it, the outermost first."""
    if last < first:
        return []
    width = max(len(grid.lines[index]) for index in range(first, last + 1))
    rows = [[_text(grid.lines[index], column) for column in range(width)] for index in range(first, last + 1)]
    spread = [_spread(rows, depth, grid.first_row + first + depth, merges) for depth in range(len(rows))]
    paths = []
    for column in range(width):
        own = _joined([row[column] for row in rows])
        whole = _joined([row[column] for row in spread])
        paths.append(
            own
            if own != whole
            and _fits_better(own, whole, synonyms)
            and not _is_merged(column, grid.first_row + first, len(rows), merges)
            else whole
        )
    return paths


def filled_places(line: Sequence[Value]) -> list[int]:
    """The columns that hold anything."""
    return [column for column, cell in enumerate(line) if cell not in ("", None)]


def _joined(texts: Sequence[str]) -> Path:
    path: list[str] = []
    for text in texts:
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _fits_better(own: Path, whole: Path, synonyms: Synonyms) -> bool:
    """Whether a column says more without the title to its left, which is then that of its neighbour alone."""
    alone, grouped = (synonyms.explained(BRACKETS.sub(" ", " ".join(path))) for path in (own, whole))
    return alone > grouped


def _is_merged(column: int, row: int, height: int, merges: Sequence[Merge]) -> bool:
    return any(
        merge.left <= column <= merge.right
        and merge.right > merge.left
        and merge.top < row + height
        and merge.bottom >= row
        for merge in merges
    )


def _spread(rows: list[list[str]], depth: int, row_number: int, merges: Sequence[Merge]) -> list[str]:
    """A header row with group titles repeated over the columns of their group, by merges or by the row beneath."""
    texts = list(rows[depth])
    merged = {
        column: merge
        for merge in merges
        if merge.top <= row_number <= merge.bottom and merge.right > merge.left
        for column in range(merge.left, min(merge.right, len(texts) - 1) + 1)
    }
    group = ""
    for column in range(len(texts)):
        if column in merged:
            texts[column] = rows[depth][merged[column].left] if merged[column].left < len(texts) else ""
            group = ""
        elif texts[column]:
            group = texts[column] if _below(rows, depth, column) else ""
        elif group and _below(rows, depth, column):
            texts[column] = group
        else:
            group = ""
    return texts


def _below(rows: list[list[str]], depth: int, column: int) -> bool:
    return any(row[column] for row in rows[depth + 1 :])


def _text(line: Sequence[Value], column: int) -> str:
    cell = line[column] if column < len(line) else ""
    return " ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else str(cell)
