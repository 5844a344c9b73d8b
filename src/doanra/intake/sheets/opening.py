"""Opens a workbook that is no unit's list as carefully as one that is: clean text, and nothing that bears a mark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from doanra.intake.cleaning import clean_text, is_secret_sheet
from doanra.intake.containers.grid import Grid
from doanra.intake.containers.opening import open_grids
from doanra.intake.layout.secrecy import is_secret_mark, is_secret_name
from doanra.intake.reading import FileRefusal, Limits
from doanra.intake.refusals import Unreadable, refusal, secret
from doanra.terms.refusal import Refused

_FEW = 3
"""Fewer texts in a line are a title, a stamp or a signature, where a word may be a mark that in a table is a name."""


def open_sheets(name: str, content: bytes, *, limits: Limits) -> list[Grid]:
    """The sheets of a workbook, their text clean.

    Refused with the codes of the intake's contract for a file that is no workbook, breaks the limits, or bears the mark
    MẬT, TỐI MẬT or TUYỆT MẬT in its name or anywhere in it (``unsafe_file``, nothing of it is handed on).
    """
    if is_secret_name(PurePath(name.replace("\\", "/")).name):
        raise _refused(secret())
    try:
        grids = open_grids(content, limits=limits)
    except Unreadable as error:
        raise _refused(refusal(error.code)) from error
    clean_text(grids)
    if any(map(is_secret_sheet, grids)) or any(map(is_secret_mark, _asides(grids))):
        raise _refused(secret())
    return grids


def _refused(why: FileRefusal) -> Refused:
    return Refused(why.code, why.message, remedy=why.remedy)


def _asides(grids: list[Grid]) -> Iterator[str]:
    """The texts that stand nearly alone in their line, and those in capitals."""
    for grid in grids:
        for line in grid.lines:
            texts = [cell for cell in line if isinstance(cell, str) and cell.strip()]
            yield from (text for text in texts if len(texts) < _FEW or text.isupper())
