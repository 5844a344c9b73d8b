"""Codes that a list explains somewhere: "1: Ngắn hạn; 2: Trung hạn" in a header, a note, a title, or in cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from doanra.intake.cells.words import OTHER, gender_of, language_of_cell, programmes_of_cell
from doanra.intake.containers.grid import Grid
from doanra.intake.reading import Value, original_text
from doanra.intake.text.keys import phrase_key

_CODE = r"[0-9]{1,2}|[A-Za-zĐđ]{1,3}"
_FORWARD = re.compile(
    rf"(?:^|(?<=[\s;,(\[/.:]))\(?\s*({_CODE})\s*\)?\s*(?:[:=.)\-–—]|là\b|\))\s*([^\W\d_][^;,:=\n\d()]{{1,60}}(?:\([^)]*\))?)"
)
_BACKWARD = re.compile(r"([^\W\d_][^;,:=()\n\d]{1,40}?)\s*(?:[:=(\-–—]|là\b|ghi\b)\s*“?([0-9]{1,2}|[A-ZĐ])\b")
_LONGEST, _LINES = 400, 2_000
_READERS = {"programme": programmes_of_cell, "language": language_of_cell, "gender": gender_of}
Codes = dict[str, str]


def is_code(value: Value) -> bool:
    """1, "02", A, NH: what may stand for words that are explained elsewhere."""
    return value not in ("", None) and re.fullmatch(_CODE, original_text(value).strip().strip(".()")) is not None


def code_key(value: Value) -> str:
    """One key for 1, 1.0, "01" and "(1)"."""
    text = original_text(value).strip().strip(".()").casefold()
    return text.lstrip("0") or "0" if text.isdigit() else text


class Legends:
    """The legends of a file, looked for only when a column holds codes."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = grids

    def codes(self, meaning: str, header: str, *, used: Iterable[Value]) -> Codes:
        """Code → words for a column of that meaning that uses these codes.

        By its own header, else by one text of the file, else by several; nothing if two texts contradict each other.
        """
        wanted = {code_key(code) for code in used if is_code(code)}
        own = _explained(meaning, [header])
        if wanted & set(own):
            return own
        found = [codes for text in self._texts if wanted & set(codes := _explained(meaning, [text]))]
        found = found or [codes for codes in self._scattered(meaning) if wanted & set(codes)]
        merged: Codes = {}
        for codes in found:
            if any(
                _READERS[meaning](merged.get(code, words)) != _READERS[meaning](words) for code, words in codes.items()
            ):
                return {}
            merged |= codes
        return merged

    def _scattered(self, meaning: str) -> list[Codes]:
        """Legends with a line or a cell for each code."""
        cells = _valid(meaning, self._cells)
        return [cells] if cells else [_explained(meaning, [text for text in self._texts if len(text) < 60])]

    @cached_property
    def _texts(self) -> list[str]:
        cells = {cell for grid in self._grids for line in grid.lines[:_LINES] for cell in line if type(cell) is str}
        return sorted(
            (text for text in cells if 5 < len(text) < _LONGEST and re.search(r"\W", text)), key=len, reverse=True
        )

    @cached_property
    def _cells(self) -> Codes:
        """Cells with a code before cells with words, in lines of little else."""
        found: Codes = {}
        for grid in self._grids:
            for line in grid.lines[:_LINES]:
                filled = [cell for cell in line if cell not in ("", None)]
                if 2 <= len(filled) <= 3 and is_code(filled[0]) and isinstance(filled[1], str):
                    found.setdefault(code_key(filled[0]), filled[1])
        return found


def _explained(meaning: str, texts: Iterable[str]) -> Codes:
    joined = "\n".join(texts)
    forward = {code_key(code): words.strip() for code, words in _FORWARD.findall(joined)}
    backward = {code_key(code): words.strip() for words, code in _BACKWARD.findall(joined)}
    return _valid(meaning, forward) or _valid(meaning, backward)


def _valid(meaning: str, codes: Mapping[str, str]) -> Codes:
    """The codes whose words can be read as that meaning; none unless two of them differ."""
    read = {code: (words, _READERS[meaning](words)) for code, words in codes.items() if phrase_key(words)}
    good = {code: words for code, (words, found) in read.items() if found and found not in (OTHER, frozenset({OTHER}))}
    return good if len({read[code][1] for code in good}) > 1 else {}
