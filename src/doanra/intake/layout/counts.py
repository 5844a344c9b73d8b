"""A table of counts to the right of a list, past an empty column, is no part of it: "Ngắn hạn | 5 | 3 | 2"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from doanra.intake.containers.grid import Grid
from doanra.intake.layout.headers import Header
from doanra.intake.layout.headlines import GENDER_WORDS, NAMES, TOLD
from doanra.intake.layout.heads import best_phrase
from doanra.intake.layout.lines import signs
from doanra.intake.layout.spreading import filled_places
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms
from doanra.intake.text.keys import phrase_key

_COUNTS = re.compile(r"\b(?:so luong|tong|tong so|cong|so nguoi|thong ke|ty le|co cau|tong hop)\b")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%?")
_FEWEST, _LAST_COUNT = 2, 1900
_LOOKED_AT = 300  # lines
_BEYOND = 20  # columns past the header that belong to the table on its right


def counted_beside(grid: Grid, header: Header, synonyms: Synonyms) -> list[tuple[int, int]]:
    """The columns (from, to) of the list and of the counts beside it; none where no counts stand there."""
    found = [best_phrase(path, synonyms) if path else None for path in header.paths]
    meanings = [one.meaning if one else None for one in found]
    names = [column for column, meaning in enumerate(meanings) if meaning in NAMES]
    if not names:
        return []
    for gap in range(names[-1] + 1, len(meanings)):
        left = {meaning for meaning in meanings[:gap] if meaning in TOLD}
        if not header.paths[gap] and len(left) >= _FEWEST and _heads_counts(header, gap, left):
            body = list(takewhile(lambda line: not signs(line), grid.lines[header.body : header.body + _LOOKED_AT]))
            if _holds_counts(body, gap):
                return [(0, gap), (gap + 1, len(meanings) + _BEYOND)]
    return []


def _heads_counts(header: Header, gap: int, left: set[str]) -> bool:
    """Whether what stands past the gap heads counts, or genders that the list tells on its own."""
    heads = [phrase_key(" ".join(path)) for path in header.paths[gap:] if path]
    return any(_COUNTS.search(head) for head in heads) or ("gender" in left and set(heads) >= GENDER_WORDS)


def _holds_counts(body: Sequence[Sequence[Value]], gap: int) -> bool:
    """Whether the gap is empty, and past it stand numbers and one column of their labels at most."""
    texts = {column for line in body for column in filled_places(line) if column > gap and not _is_count(line[column])}
    return len(texts) < _FEWEST and all(gap >= len(line) or line[gap] in ("", None) for line in body)


def _is_count(value: Value) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value.strip()) is not None
    return isinstance(value, int | float) and abs(value) < _LAST_COUNT
