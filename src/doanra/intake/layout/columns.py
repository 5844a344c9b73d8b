"""What the columns of a table mean: by their header first, by what stands in them where the header leaves it open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doanra.intake.containers.grid import letter_of
from doanra.intake.layout.headers import Header
from doanra.intake.layout.heads import Path, meaning_of
from doanra.intake.layout.legends import Codes, Legends, code_key, is_code
from doanra.intake.layout.profiles import Profile
from doanra.intake.layout.settling import settled
from doanra.intake.preview import SURE, ColumnMeaning
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms

CODED = frozenset({"programme", "language", "gender"})


@dataclass(slots=True)
class Columns:
    """Meaning → the columns that have it, in order; the same for the preview; column → what its codes stand for."""

    places: dict[str, list[int]] = field(default_factory=dict)
    shown: tuple[ColumnMeaning, ...] = ()
    codes: dict[int, Codes] = field(default_factory=dict)

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
    legends: Legends,
    table: int,
) -> Columns:
    """The meaning of every column; ``choices`` (letter → meaning or None) are the clerk's and go before all else."""
    profiles = [Profile.of([line[c] if c < len(line) else "" for line in sample]) for c in range(len(header.paths))]
    guesses = [meaning_of(_worded(path, legends, synonyms), synonyms) for path in header.paths]
    meanings = settled(guesses, header.paths, profiles, sample, synonyms)
    chosen = {column: choices[letter_of(column)] for column in range(len(meanings)) if letter_of(column) in choices}
    for column, choice in chosen.items():
        meanings[column] = choice
    columns = Columns(codes=_codes(meanings, header.paths, profiles, legends))
    shown = []
    for c, (path, profile) in enumerate(zip(header.paths, profiles, strict=True)):
        if meaning := meanings[c]:
            columns.places.setdefault(meaning, []).append(c)
        if path or profile.filled:
            certain = c in chosen or c in columns.codes
            sure = 1.0 if certain else confidence(path, guesses[c], meanings[c], profile, synonyms)
            first = profile.values[0] if profile.values else ""
            head, seen = " / ".join(path), tuple(profile.values)
            shown.append(ColumnMeaning(letter_of(c), c, head, meanings[c], first, sure >= SURE, table, sure, seen))
    columns.shown = tuple(shown)
    return columns


def _worded(path: Path, legends: Legends, synonyms: Synonyms) -> Path:
    """A path that ends in a code ("1" under "Chương trình"), with the words that a legend gives for it."""
    if len(path) < 2 or not is_code(path[-1]):
        return path
    above = synonyms.meaning(" ".join(path[:-1]))
    if above is None or above.meaning not in CODED:
        return path
    words = legends.codes(above.meaning, " ".join(path[:-1]), used=path[-1:]).get(code_key(path[-1]))
    return (*path[:-1], words) if words else path


def _codes(
    meanings: Sequence[str | None], paths: Sequence[Path], profiles: Sequence[Profile], legends: Legends
) -> dict[int, Codes]:
    """The legends of the columns that hold codes instead of words."""
    found = {}
    for column, meaning in enumerate(meanings):
        profile = profiles[column]
        if meaning in CODED and profile.codes * 2 > profile.filled > 2 * _readable(meaning, profile):
            found[column] = legends.codes(meaning, " ".join(paths[column]), used=profile.values)
        elif meaning == "programme" and "trung" in profile.singles:
            found[column] = _bare_trung(profile)
    return {column: codes for column, codes in found.items() if codes}


def _bare_trung(profile: Profile) -> Codes:
    """What "Trung" alone stands for: medium beside "Ngắn", Chinese beside "Anh" or "Lào", nothing certain otherwise."""
    courses, tongues = profile.singles & {"ngan", "dai"}, profile.singles & {"anh", "lao", "khmer"}
    if bool(courses) == bool(tongues):
        return {}
    return {"trung": "Trung hạn" if courses else "Tiếng Trung"}


def _readable(meaning: str, profile: Profile) -> int:
    return profile.genders if meaning == "gender" else profile.fit(meaning)


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
