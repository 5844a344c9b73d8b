"""Months as people write them: numbers, Roman numerals, Vietnamese and English words."""

from __future__ import annotations

import re

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPOKEN = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_NUMBERS = (
    {word: number for number, word in enumerate(_ROMAN, 1)}
    | {word: number for number, word in enumerate(_ENGLISH, 1)}
    | _SPOKEN
)


def _either(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


ENGLISH_MONTH = rf"(?:{_either(_ENGLISH)})[a-z]*"
SPOKEN_MONTH = rf"(?:{_either((*_SPOKEN, *_ROMAN))})(?!\w)"
"""A month after the word "tháng", where "năm" is the fifth."""

MONTH = (
    rf"(?:\d{{1,2}}|(?:thg|th|t)\.?\s?\d{{1,2}}|{ENGLISH_MONTH}"
    rf"|(?:{_either((*(word for word in _SPOKEN if word != 'năm'), *_ROMAN))})(?!\w))"
)
"""A month between a day and a year."""


def month_number(text: str) -> int:
    """1 to 12 for a month in any of these forms (small letters); 0 for anything else."""
    if digits := re.fullmatch(r"(?:thg|th|t)?\.?\s?(\d{1,2})", text):
        return int(digits[1])
    return _NUMBERS.get(" ".join(text.split())) or _NUMBERS.get(text[:3], 0)
