"""What stands in a column: the evidence of its cells, beside that of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from doanra.intake.cells.dates import read_date
from doanra.intake.cells.marks import is_mark
from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cells.words import OTHER, gender_of, language_of_cell, programmes_of_cell, says_level
from doanra.intake.reading import Value, original_text
from doanra.intake.text.keys import phrase_key

_VALUES = 5
_POST = re.compile(
    r"\b(?:\w+ )?truong\b|\b(?:pho|giam doc|chuyen vien|bi thu|chu tich|uy vien|thanh tra vien|giang vien|chanh|can su|"
    r"kiem sat vien|kiem toan vien|tham phan|bien tap vien|phong vien|thu ky|tong|tro ly|nhan vien)\b"
)
_YEAR, _NO_YEAR = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d{1,2}(?:\s*[-/.]\s*\d{1,2})?")
_FIRST_BIRTH, _LAST_BIRTH = 1935, 2004


@dataclass(slots=True)
class Profile:
    """Counts over a sample of the lines beneath a header, and the first different values."""

    filled: int = 0
    dates: int = 0
    marks: int = 0
    genders: int = 0
    programmes: int = 0
    languages: int = 0
    names: int = 0
    codes: int = 0
    births: int = 0
    years: int = 0
    parts: int = 0
    posts: int = 0
    words: int = 0
    digits: int = 0
    values: list[str] = field(default_factory=list)
    singles: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, values: Sequence[Value]) -> Profile:
        """The profile of some cells."""
        profile = cls()
        for value in values:
            if value is None or value == "":
                continue
            text = original_text(value).strip()
            profile.filled += 1
            if text and len(profile.values) < _VALUES and text[:80] not in profile.values:
                profile.values.append(text[:80])
            profile.marks += is_mark(value) is True
            day = read_date(value).date
            profile.dates += day is not None
            profile.births += day is not None and _FIRST_BIRTH <= day.year <= _LAST_BIRTH
            profile._count_shapes(text)
            profile.genders += gender_of(text) not in (None, OTHER) if len(text) < 20 else 0
            profile.programmes += bool(programmes_of_cell(text) - {OTHER}) if len(text) < 200 else 0
            profile.languages += len(text) < 60 and language_of_cell(text) not in (None, OTHER) and not says_level(text)
            profile.codes += len(text) <= 4 and gender_of(text) is not None
            profile.names += has_surname(text) and looks_like_name(text) if len(text) < 80 else 0
        return profile

    def _count_shapes(self, text: str) -> None:
        """Years alone, days or months without a year, posts, single words of names, texts with a digit."""
        self.years += _YEAR.fullmatch(text) is not None
        self.parts += _NO_YEAR.fullmatch(text) is not None
        self.posts += 5 < len(text) < 200 and _POST.search(phrase_key(text)) is not None
        self.words += text.isalpha() and text[0].isupper() and len(text) < 12
        self.digits += any(map(str.isdigit, text))
        if text.isalpha() and len(text) < 8:
            self.singles.add(phrase_key(text))

    def fit(self, meaning: str) -> int:
        """How many cells are such as a column of that meaning has; of meanings of any text, 1 if there is any."""
        if meaning.startswith(("birth", "party")):
            return self.dates
        if meaning.startswith("gender"):
            return self.genders + self.marks
        kinds = {
            "programme": self.programmes,
            "language": self.languages,
            "full_name": self.names,
            "position": self.posts,
        }
        return kinds.get(meaning, min(self.filled, 1))

    def share(self, meaning: str) -> float:
        """The part of the filled cells that fits a meaning: 1 where nothing is filled or any text would do."""
        typed = meaning.startswith(("birth_", "gender")) or meaning in ("programme", "language", "full_name")
        return min(1.0, self.fit(meaning) / self.filled) if typed and self.filled else 1.0
