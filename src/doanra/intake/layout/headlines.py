"""What single lines may be to a header: heads of names or of other things, numbers of columns, words or data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from doanra.intake.cells.dates import read_date
from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.layout.heads import BRACKETS, Path
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms, begins_as_header
from doanra.intake.text.keys import phrase_key, toned_key

NAMES = frozenset({"full_name", "family_name"})
TOLD = frozenset({
    "birth_date", "gender", "position", "workplace", "programme", "language", "party_joined", "id_number", "priority",
    "ethnic", "hometown", "phone", "language_level", "qualification", "planned_position", "email", "given_name",
    "political_theory",
})  # fmt: skip
"""What lists of people tell beside names."""

GENDER_WORDS = frozenset({"nam", "nu"})
_COURSE_WORDS = frozenset({"ngan han", "trung han", "ngoai ngu"})
_WORD_ALONE = 0.9  # how well these explain a column under a title that nobody knows
_LONGEST_HEADER = 120
_FEWEST, _EXPLAINED, _HEADED, _NAMED_PART = 3, 0.5, 0.9, 0.2
_NUMBERED = re.compile(r"\(?(?:[Cc]ột)?\s*(\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})\s*[).]?(?:\s*=\s*[\d+x*() –-]+)?")
_BEGINNINGS = frozenset({"ho", "ho va", "ho va ten", "ho ten", "ten", "full", "ho va chu", "ho chu", "ten can", "danh"})
_NAME_HEADS = ("ho ten ", "ho va ten ")


def may_head(line: Sequence[Value], synonyms: Synonyms) -> bool:
    """Whether a cell heads a column of names, or begins to, in a line without anything that is data."""
    names, filled = False, 0
    for cell in line:
        if cell is None or cell == "":
            continue
        filled += 1
        if not isinstance(cell, str):
            return False
        if not names and len(cell) < _LONGEST_HEADER and ":" not in cell:
            names = _heads_names(cell, synonyms)
    return names and filled > 1


def _heads_names(text: str, synonyms: Synonyms) -> bool:
    found = synonyms.meaning(text)
    bare = phrase_key(BRACKETS.sub(" ", text))
    if (bare == "ho" or (found and found.phrase == "ho")) and {"ho", "họ"}.isdisjoint(toned_key(text).split(" ")):
        return False  # the family name Hồ in a column of its own, or in one with the middle names
    if bare in _BEGINNINGS:
        return True
    if found is None or found.meaning not in NAMES:
        return False
    return found.length * 3 >= len(bare) or bare.startswith(_NAME_HEADS)


def may_head_others(line: Sequence[Value], synonyms: Synonyms) -> bool:
    """Whether a line of short words heads two things or more that lists of people tell, and at most names none."""
    filled = [cell for cell in line if cell not in ("", None)]
    if len(filled) < _FEWEST or not all(isinstance(cell, str) and ":" not in cell and is_word(cell) for cell in filled):
        return False
    known = [str(cell) for cell in filled if synonyms.explained(str(cell)) >= _EXPLAINED]
    told = {found.meaning for cell in known if (found := synonyms.meaning(cell))}
    return len(told & TOLD) > 1 and len(known) * 2 >= len(filled) and not any(map(is_person, filled))


def heads_no_people(line: Sequence[Value], synonyms: Synonyms) -> bool:
    """Whether a line is the header of a table that names nobody: a count of people, say."""
    filled = [cell for cell in line if cell not in ("", None)]
    if len(filled) < _FEWEST or not all(isinstance(cell, str) and is_word(cell) for cell in filled):
        return False
    return all(explained((str(cell),), synonyms) >= _HEADED for cell in filled)


def is_number_row(line: Sequence[Value]) -> bool:
    """(1) (2) (3), 1 2 3, A B 1 2: a row that only numbers the columns."""
    texts = [
        str(int(cell)) if isinstance(cell, float | int) and float(cell).is_integer() else cell
        for cell in line
        if cell not in ("", None)
    ]
    if len(texts) < 3 or not all(isinstance(text, str) and _NUMBERED.fullmatch(text.strip()) for text in texts):
        return False
    numbers = [int(digits) for text in texts if (digits := re.sub(r"\D", "", str(text).partition("=")[0]))]
    if not numbers:
        letters = "".join(re.sub(r"\W", "", str(text)) for text in texts).upper()
        return len(letters) == len(texts) and letters in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return len(numbers) >= 2 and all(later == sooner + 1 for sooner, later in pairwise(numbers))


def explained(path: Path, synonyms: Synonyms) -> float:
    """How well a header over a column is understood, brackets aside; a group whose parts are named says more."""
    if not path:
        return 0.0
    whole = synonyms.explained(BRACKETS.sub(" ", " ".join(path)))
    if len(path) > 1 and whole and synonyms.is_known(path[-1]):
        return whole + _NAMED_PART
    leaf = phrase_key(BRACKETS.sub(" ", path[-1]))
    return whole or (_WORD_ALONE if leaf in GENDER_WORDS or (len(path) > 1 and leaf in _COURSE_WORDS) else 0.0)


def is_person(cell: Value) -> bool:
    if not isinstance(cell, str) or len(cell.split()) < 2 or begins_as_header(cell):
        return False
    return has_surname(cell) and looks_like_name(cell)


def is_wordy(line: Sequence[Value]) -> bool:
    """Whether a line holds short texts only (and years): no number, no date, no long text."""
    filled = [cell for cell in line if cell not in ("", None)]
    return bool(filled) and all(map(is_word, filled))


def is_word(cell: Value) -> bool:
    if not isinstance(cell, str):
        return isinstance(cell, int | float) and not isinstance(cell, bool) and 1990 <= cell <= 2100
    if len(cell) > _LONGEST_HEADER:
        return False
    return not any(map(str.isdigit, cell)) or (not (reading := read_date(cell)).date and not reading.nonexistent)
