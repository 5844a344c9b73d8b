"""One key for all spellings of a phrase: folded, words and numbers only; and the clean form of a cell."""

from __future__ import annotations

import re
import unicodedata

from doanra.intake.text.memory import remembered
from doanra.terms.names import clean, fold

_NOT_WORD = re.compile(r"[\W_]+")
_DIRTY = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00a0\u2007\u202f\u3000\n\r\t]|  |^ | $")

_ODD = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00a0\u2007\u202f\u3000]")


@remembered(50_000)
def phrase_key(text: str) -> str:
    """``Ngày, tháng,\\nnăm sinh`` → ``ngay thang nam sinh``."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


@remembered(10_000)
def toned_key(text: str) -> str:
    """The same with diacritics kept, to tell ``năm`` from ``nam``: ``Năm sinh`` → ``năm sinh``."""
    return _NOT_WORD.sub(" ", clean(text).casefold()).strip()


def is_tidy(text: str) -> bool:
    """Whether ``tidy`` would change nothing but line breaks and double spaces."""
    return _ODD.search(text) is None and unicodedata.is_normalized("NFC", text)


def tidy(text: str) -> str:
    """``terms.names.clean``, quick for text that is clean already."""
    if _DIRTY.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    return clean(text)
