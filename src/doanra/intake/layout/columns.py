"""What the columns of a table mean: by their header first, by what stands in them where the header leaves it open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from doanra.intake.cells.words import OTHER, language_of_cell, languages_in, programmes_of_cell
from doanra.intake.containers.grid import letter_of
from doanra.intake.layout.headers import Header
from doanra.intake.layout.profiles import Profile
from doanra.intake.preview import SURE, ColumnMeaning
from doanra.intake.reading import Value
from doanra.intake.synonyms import IGNORED, Synonyms
from doanra.intake.text.keys import phrase_key, toned_key
from doanra.terms.words import Language, Programme

_BRACKETS = re.compile(r"\([^)]*\)")
_MALE, _FEMALE = "male?", "female?"
_LANGUAGE_OPEN = "language?"
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
_ASKS = {"programme", "language"}
_SEVERAL = {
    "full_name", "position", "workplace", "note", "evaluation", "discipline", "courses_abroad", "language_level",
            "planned_position", "rank", "qualification", "programme_other", "language_other", "appointed"}  # fmt: skip


@dataclass(slots=True)
class Columns:
    """Meaning → the columns that have it, in order; and the same for the preview."""

    places: dict[str, list[int]] = field(default_factory=dict)
    shown: tuple[ColumnMeaning, ...] = ()

    def first(self, meaning: str) -> int:
        """The column of a meaning, -1 if there is none."""
        places = self.places.get(meaning)
        return places[0] if places else -1

    def all_of(self, *meanings: str) -> list[int]:
        """The columns of some meanings, in the order of the meanings."""
        return [place for meaning in meanings for place in self.places.get(meaning, ())]


def understand(
    header: Header,
    sample: Sequence[Sequence[Value]],
    *,
    synonyms: Synonyms,
    choices: Mapping[str, str | None],
    table: int,
) -> Columns:
    """The meaning of every column; ``choices`` (letter → meaning or None) are the clerk's and go before all else."""
    profiles = [Profile.of([line[c] if c < len(line) else "" for line in sample]) for c in range(len(header.paths))]
    guesses = [meaning_of(path, synonyms) for path in header.paths]
    meanings = [_settled(guess, profile) for guess, profile in zip(guesses, profiles, strict=True)]
    _settle_post(meanings, header, synonyms)
    _settle_rivals(meanings, profiles)
    chosen = {column: choices[letter_of(column)] for column in range(len(meanings)) if letter_of(column) in choices}
    for column, choice in chosen.items():
        meanings[column] = choice
    places: dict[str, list[int]] = defaultdict(list)
    for column, meaning in enumerate(meanings):
        if meaning:
            places[meaning].append(column)
    shown = []
    for c, (path, profile) in enumerate(zip(header.paths, profiles, strict=True)):
        if path or profile.filled:
            sure = 1.0 if c in chosen else confidence(path, guesses[c], meanings[c], profile, synonyms)
            first = profile.values[0] if profile.values else ""
            head, seen = " / ".join(path), tuple(profile.values)
            shown.append(ColumnMeaning(letter_of(c), c, head, meanings[c], first, sure >= SURE, table, sure, seen))
    return Columns(dict(places), tuple(shown))


def confidence(
    path: tuple[str, ...], guess: str | None, meaning: str | None, profile: Profile, synonyms: Synonyms
) -> float:
    """How far header and cells agree on a meaning, from 0 to 1; what no clerk needs to look at is 1."""
    if meaning is None:
        known = path and synonyms.meaning(" ".join(path)) is not None and guess is None
        return 1.0 if known or not profile.filled else 0.0
    if guess != meaning:
        return 0.6
    share = profile.share(meaning)
    return 1.0 if share >= 0.5 else round(0.4 + 0.6 * share, 2)


def meaning_of(path: tuple[str, ...], synonyms: Synonyms) -> str | None:
    """The meaning of a column by its header alone; one ending in "?" is left to what stands in the column."""
    if not path:
        return None
    leaf, parent, whole = path[-1], " ".join(path[:-1]), " ".join(path)
    learned = synonyms.learned_meaning(whole) or synonyms.learned_meaning(leaf)
    if learned:
        return None if learned == IGNORED else learned
    above = synonyms.meaning(parent) if parent else None
    special = _by_leaf(leaf, above[0] if above else None)
    if special:
        return special
    found, full = synonyms.meaning(leaf), synonyms.meaning(whole)
    best = full if found is None or (full is not None and full[1] > found[1]) else found
    if best is None or best[0] == IGNORED:
        return None
    return _with_gender(best[0], whole)


def _by_leaf(leaf: str, above: str | None) -> str | None:
    """Short words that mean something only under their group: Nam, Nữ, Ngày, Tháng, Năm, Ngắn hạn, Tiếng Anh."""
    bare = _BRACKETS.sub(" ", leaf)
    key, toned = phrase_key(bare), toned_key(bare)
    if key in ("nam", "nu") and not (key == "nam" and toned == "năm"):
        gender = "male" if key == "nam" else "female"
        return {"birth_date": f"birth_{gender}", "gender": f"gender_{gender}"}.get(above or "", f"{gender}?")
    if above == "birth_date" and key in ("ngay", "thang", "nam"):
        return {"ngay": "birth_day", "thang": "birth_month", "nam": "birth_year"}[key]
    if above in ("language_level", "qualification", "courses_abroad"):
        return None
    if key in ("ngoai ngu", "nn") and above not in _ASKS:
        return _LANGUAGE_OPEN
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
        return _MARK_OF[kind] if kind != OTHER or re.search(r"\b(?:han|si|hoc|khac)\b", key) else None
    return None


def _with_gender(meaning: str, whole: str) -> str:
    """``Ngày sinh (Nam)`` in one cell; "Nam/Nữ" says both and so nothing."""
    words = toned_key(whole).split(" ")
    if whole.isascii():  # "Nam sinh" without diacritics is a year
        return meaning
    if meaning in ("birth_date", "gender") and ("nam" in words) != ("nữ" in words):
        stem = "birth" if meaning == "birth_date" else "gender"
        return f"{stem}_male" if "nam" in words else f"{stem}_female"
    return meaning


def _settled(guess: str | None, profile: Profile) -> str | None:
    """Decides by the cells what a header leaves open."""
    if guess in (_MALE, _FEMALE, "birth_male", "birth_female", "gender_male", "gender_female"):
        gender = "female" if "female" in str(guess) else "male"
        if guess.endswith("?"):
            return f"birth_{gender}" if profile.dates > profile.marks + profile.genders else f"gender_{gender}"
        if guess.startswith("birth") and profile.marks + profile.genders > profile.dates:
            return f"gender_{gender}"
        if guess.startswith("gender") and profile.dates > profile.marks + profile.genders:
            return f"birth_{gender}"
    if guess == _LANGUAGE_OPEN:
        if profile.marks * 2 > profile.filled:
            return "programme_language"
        return "language" if profile.languages * 2 > profile.filled else "language_level"
    return guess


def _settle_rivals(meanings: list[str | None], profiles: Sequence[Profile]) -> None:
    """Where two columns claim one meaning, the one whose cells fit it keeps it; the others say nothing."""
    _settle_births(meanings)
    claims: dict[str, list[int]] = defaultdict(list)
    for column, meaning in enumerate(meanings):
        if meaning:
            claims[meaning].append(column)
    for meaning, columns in claims.items():
        if len(columns) > 1 and meaning not in _SEVERAL:
            best = max(columns, key=lambda column: (profiles[column].fit(meaning), -column))
            for column in columns:
                if column != best:
                    meanings[column] = None
    for sooner, later in pairwise(claims.get("full_name", [])):
        if later != sooner + 1 or meanings[sooner] is None:
            meanings[later] = None


def _settle_post(meanings: list[str | None], header: Header, synonyms: Synonyms) -> None:
    """ "Chức vụ," in one header row and "đơn vị công tác" in the next are one column of posts."""
    if "position" in meanings:
        return
    for column, path in enumerate(header.paths):
        whole = synonyms.meaning(" ".join(path)) if meanings[column] == "workplace" else None
        if whole and whole[0] == "position":
            meanings[column] = "position"


def _settle_births(meanings: list[str | None]) -> None:
    """Beside a full column of birth dates a lone Nam or Nữ is a column of crosses; Ngay, Thang, Nam are one date."""
    male, female = "birth_male" in meanings, "birth_female" in meanings
    if "birth_date" in meanings and not (male and female):
        apart = {"birth_male": "gender_male", "birth_female": "gender_female"}
        meanings[:] = [apart.get(str(meaning), meaning) for meaning in meanings]
    elif {"birth_day", "birth_month"} <= set(meanings) and male and not female:
        meanings[meanings.index("birth_male")] = "birth_year"
