"""A stray cell far below a list would have calamine hold a million empty rows: it is moved up, read, and put back."""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple

from doanra.intake.containers.grid import Grid
from doanra.intake.containers.package import Package

_FAR = 20_000
_ROW_START = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_WIDE = re.compile(rb'\br="[A-Z]{3}\d')


class Moved(NamedTuple):
    """A sheet whose last filled row, ``was``, stands as row ``now`` right below the others."""

    data: bytes
    was: int
    now: int


def drawn_near(data: bytes) -> Moved | None:
    """The sheet with its last filled row moved up, if it stands far below all the others."""
    tail = _last_filled_row(data, len(data))
    before = _last_filled_row(data, tail) if tail > 0 else -1
    if tail < 0 or before < 0:
        return None
    last, previous = _ROW_START.match(data, tail), _ROW_START.match(data, before)
    if last is None or previous is None or int(last[1]) - int(previous[1]) < _FAR or _WIDE.search(data, tail):
        return None
    now = int(previous[1]) + 1
    moved = re.sub(rb'(\br="[A-Z]{0,3})%s"' % last[1], rb'\g<1>%d"' % now, data[tail:])
    return Moved(data[:tail] + moved, int(last[1]), now)


def _last_filled_row(data: bytes, end: int) -> int:
    """Where the last row with a value begins before ``end``; -1 if there is none that can be told."""
    value = data.rfind(b"v>", 0, end)
    value = max(value, data.rfind(b"is>", max(value, 0), end))
    return data.rfind(b"<row ", 0, value) if value > 0 else -1


def repacked(package: Package, moved: dict[str, Moved]) -> bytes:
    """The workbook with the moved sheets in place of their own."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, info in package.names.items():
            archive.writestr(info.filename, moved[name].data if name in moved else package.read(name))
    return target.getvalue()


def moved_back(grid: Grid, moved: Moved) -> None:
    """The last row of a grid back where the sheet has it."""
    if grid.lines and grid.first_row + len(grid.lines) - 1 == moved.now:
        grid.lines[-1:] = [*((),) * (moved.was - moved.now), grid.lines[-1]]
