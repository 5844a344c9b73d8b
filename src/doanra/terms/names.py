"""Vietnamese text: clean form, folded form for matching, and the order by given name that lists ask for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of the dictionary
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_TONES_AND_SIGNS = re.compile("[\u0300-\u034e\u0350-\u036f]+")

_SHORT = 100


def clean(text: str) -> str:
    """NFC, without invisible characters, single plain spaces, trimmed."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """A key for search and matching: lower case, no diacritics, đ as d, single spaces.

    Both tone placements (hoà, hòa), both Unicode forms and any case give one key.
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    bare = _TONES_AND_SIGNS.sub("", unicodedata.normalize("NFD", clean(text).casefold().replace("đ", "d")))
    return bare if bare.isascii() else "".join(char for char in bare if not unicodedata.combining(char))


_fold_short = lru_cache(maxsize=16_384)(_fold)  # one name is matched against many things


def _split_tone(char: str) -> tuple[str, int]:
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)), tone


@lru_cache(maxsize=4_096)  # names are made of few syllables
def _letters_and_tones(word: str) -> tuple[str, str]:
    letters, tones = "", ""
    for char in unicodedata.normalize("NFC", word.casefold()):
        base, tone = _split_tone(char)
        place = _ALPHABET.find(base)
        letters += f"{10 + place if place >= 0 else 99}"
        tones += str(tone) if tone else ""
    return letters, tones


def given_name_key(full_name: str) -> str:
    """A text that sorts people as Vietnamese lists do: given name, then family name, then middle names.

    Letters by the alphabet (a ă â ... d đ), tones only between names of the same letters. The key has digits alone, so
    that every database and collation orders it alike.
    """
    words = clean(full_name).split(" ")
    keys = [_letters_and_tones(word) for word in (words[-1], *words[:-1])]
    return "00".join(letters for letters, _ in keys) + "0000" + "0".join(tones for _, tones in keys)


def proper_case(full_name: str) -> str:
    """A name written all in capitals as it is spoken: NGUYỄN VĂN AN becomes Nguyễn Văn An; others stay."""
    text = clean(full_name)
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" ")) if text.isupper() else text
