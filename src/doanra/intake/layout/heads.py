"""What a header says of its column, by its words alone: "Năm" over "sinh", "Nam" under "Ngày sinh", "1" by a legend."""

from __future__ import annotations

import re

from doanra.intake.cells.words import OTHER, language_of_cell, languages_in, programmes_in, programmes_of_cell
from doanra.intake.synonyms import IGNORED, Found, Synonyms, spelt_alike
from doanra.intake.text.keys import phrase_key, toned_key
from doanra.terms.words import Language, Programme

Path = tuple[str, ...]

MALE_OPEN, FEMALE_OPEN, LANGUAGE_OPEN = "male?", "female?", "language?"
"""Guesses that only the cells can settle."""

BRACKETS = re.compile(r"\([^)]*\)")
_REMARK = re.compile(r"\((?:[^\s)]+\s+){3,}[^)]*\)")
"""Brackets of four words or more: how to fill a column in, not what it holds."""
_MARK_OF = {
    Programme.SHORT: "programme_short",
    Programme.MEDIUM: "programme_medium",
    Programme.LANGUAGE: "programme_language",
    OTHER: "programme_other",
}
_TONGUE_OF = {
    Language.ENGLISH: "language_en",
    Language.LAO: "language_lo",
    Language.CHINESE: "language_zh",
    Language.KHMER: "language_km",
    OTHER: "language_other",
}
_NUMBER_SIGNS = {"#", "№", "Nº"}
_ASKS = {"programme", "language"}
_APART = {"birth_date": "birth", "gender": "gender", "full_name": "name"}
_OF_TONGUE = re.compile(r"^(?:ngoai ngu|ngon ngu|ng ngu|nn|tieng|thu tieng|(?:boi duong|hoc|dang ky) ngoai ngu)\b")
_ABOUT_GENDER = re.compile(r"^(?:la|can bo|gioi|phai|gioi tinh|danh dau) (?=nu$|nam$)")
_PARTS_OF_DAY = {"ngay": "birth_day", "thang": "birth_month", "nam": "birth_year"}


def meaning_of(path: Path, synonyms: Synonyms) -> str | None:
    """The meaning of a column by its header alone; one ending in "?" is left to what stands in the column."""
    if not path:
        return None
    leaf, parent, whole = path[-1], " ".join(path[:-1]), " ".join(path)
    learned = synonyms.learned_meaning(whole) or synonyms.learned_meaning(leaf)
    if learned:
        return None if learned == IGNORED else learned
    above = synonyms.meaning(parent) if parent else None
    if leaf.strip() in _NUMBER_SIGNS:
        return "index"
    special = _by_leaf(leaf, above.meaning if above else None)
    if special == _MARK_OF[OTHER] and synonyms.meaning(leaf):
        special = None
    if special:
        return special
    best = best_phrase(path, synonyms)
    if (best is None or best.meaning == "programme") and _OF_TONGUE.search(phrase_key(leaf)):
        return LANGUAGE_OPEN
    if best is None or best.meaning == IGNORED:
        return None
    return _with_gender(best.meaning, whole)


def best_phrase(path: Path, synonyms: Synonyms) -> Found | None:
    """The phrase that tells most: that of the lowest title, unless a weightier one, or one cut over rows, says more."""
    found, full = (synonyms.meaning(path[-1]), synonyms.meaning(" ".join(path))) if path else (None, None)
    if found is None or full is None:
        return full
    keys = [spelt_alike(phrase_key(text)) for text in path]
    if not any(full.phrase in key for key in keys):
        if not any(" ".join(keys[at:]).startswith(full.phrase) for at in range(len(keys))):
            return found  # words of two titles that meet by chance: "... đăng ký" over "Tên"
        return full if (full.weight, full.length) > (found.weight, found.length) else found
    return full if full.weight > found.weight else found


def _by_leaf(leaf: str, above: str | None) -> str | None:
    """Short words that mean something only under their group: Nam, Nữ, Ngày, Tháng, Năm, Ngắn hạn, Tiếng Anh."""
    bare = BRACKETS.sub(" ", leaf)
    key, toned = phrase_key(bare), toned_key(bare)
    if toned.split(" ")[0] != "năm":
        key = _ABOUT_GENDER.sub("", key)
    if key in ("nam", "nu") and not (key == "nam" and "năm" in toned):
        gender = "male" if key == "nam" else "female"
        return f"{_APART[above]}_{gender}" if above in _APART else f"{gender}?"
    if above == "birth_date" and key in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[key]
    if above in ("language_level", "qualification", "courses_abroad"):
        return None
    if key in ("ngoai ngu", "nn") and above not in _ASKS:
        return LANGUAGE_OPEN
    return _mark_column(bare, key, above)


def _mark_column(leaf: str, key: str, above: str | None) -> str | None:
    tongues = languages_in(leaf) or (
        {tongue} if above in _ASKS and (tongue := language_of_cell(leaf)) not in (None, OTHER) else set()
    )
    words = len(key.split(" "))
    if len(tongues) == 1 and words <= (6 if above in _ASKS else 4):
        return _TONGUE_OF[next(iter(tongues))]
    programmes = programmes_of_cell(leaf) if above in _ASKS else frozenset()
    if not programmes and words <= 5:
        programmes = (
            programmes_of_cell(leaf) - {OTHER, Programme.LANGUAGE}
            if re.search(r"\b(?:ngan|trung) han\b", key)
            else frozenset()
        )
    if len(programmes) == 1:
        kind = next(iter(programmes))
        known = kind != OTHER or OTHER in programmes_in(leaf) or re.search(r"\bkhac\b", key)
        return _MARK_OF[kind] if known else None
    return None


def _with_gender(meaning: str, whole: str) -> str:
    """``Ngày sinh (Nam)`` in one cell; "Nam/Nữ" says both and so nothing."""
    words = toned_key(_REMARK.sub(" ", whole)).split(" ")
    if whole.isascii():  # "Nam sinh" without diacritics is a year
        return meaning
    if meaning in _APART and ("nam" in words) != ("nữ" in words):
        return f"{_APART[meaning]}_male" if "nam" in words else f"{_APART[meaning]}_female"
    return meaning
