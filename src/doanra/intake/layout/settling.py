"""What headers leave open, contradict or do not say is settled by what stands beneath them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from doanra.intake.layout.heads import LANGUAGE_OPEN, Path, best_phrase
from doanra.intake.layout.profiles import Profile
from doanra.intake.synonyms import Synonyms
from doanra.intake.text.keys import phrase_key

Meanings = list[str | None]
_SEVERAL = {
    "full_name", "position", "workplace", "note", "evaluation", "discipline", "courses_abroad", "language_level",
    "planned_position", "rank", "qualification", "programme_other", "language_other", "appointed",
}  # fmt: skip
_BY_GENDER = ("name", "birth", "gender")
_PARTS_OF_DAY = {"birth_day", "birth_month", "birth_year"}
_MOSTLY = 0.8


def settled(guesses: Meanings, paths: Sequence[Path], profiles: Sequence[Profile], synonyms: Synonyms) -> Meanings:
    """The meaning of every column, after its guess by the header and its cells."""
    meanings = [_open_language(guess, profile) for guess, profile in zip(guesses, profiles, strict=True)]
    for column, guess in enumerate(guesses):
        if gender := _gender_of_guess(guess):
            meanings[column] = _by_gender(column, gender, guesses, paths, profiles)
    _settle_post(meanings, paths, synonyms)
    _settle_births(meanings)
    _settle_unsaid(meanings, paths, profiles, synonyms)
    _settle_rivals(meanings, profiles)
    return meanings


def _open_language(guess: str | None, profile: Profile) -> str | None:
    if guess != LANGUAGE_OPEN:
        return guess
    if profile.marks * 2 > profile.filled:
        return "programme_language"
    return "language" if profile.languages * 2 > profile.filled else "language_level"


def _gender_of_guess(guess: str | None) -> str | None:
    """The gender of a column of one gender: a date, a name or a cross of its own."""
    if guess is None:
        return None
    stem, _, gender = guess.rstrip("?").rpartition("_")
    return gender if gender in ("male", "female") and stem in ("", *_BY_GENDER) else None


def _by_gender(
    column: int, gender: str, guesses: Meanings, paths: Sequence[Path], profiles: Sequence[Profile]
) -> str | None:
    """Dates, names or crosses in a column of one gender and in its partner beside it say which it is."""
    stem = str(guesses[column]).rpartition("_")[0] if not str(guesses[column]).endswith("?") else ""
    other = str(guesses[column]).replace(gender, "female" if gender == "male" else "male", 1)
    partners = [place for place in (column - 1, column + 1) if 0 <= place < len(guesses) and guesses[place] == other]
    both = [profiles[place] for place in (column, *partners)]
    counts = {
        "birth": sum(profile.dates for profile in both),
        "gender": sum(profile.marks + profile.genders for profile in both),
        "name": sum(profile.names for profile in both),
    }
    best = max(counts, key=lambda kind: (counts[kind], kind == stem))
    kind = best if counts[best] else stem or "gender"
    if kind == "name" and not partners:
        return "gender_" + gender if phrase_key(paths[column][-1]) in ("nam", "nu") else "full_name"
    return f"{kind}_{gender}"


def _settle_post(meanings: Meanings, paths: Sequence[Path], synonyms: Synonyms) -> None:
    """ "Chức vụ," in one header row and "đơn vị công tác" in the next are one column of posts."""
    if "position" in meanings:
        return
    for column, path in enumerate(paths):
        whole = synonyms.meaning(" ".join(path)) if meanings[column] == "workplace" else None
        if whole and whole.meaning == "position":
            meanings[column] = "position"


def _settle_births(meanings: Meanings) -> None:
    """Beside a full column of birth dates a lone Nam or Nữ is a column of crosses; Ngay, Thang, Nam are one date."""
    male, female = "birth_male" in meanings, "birth_female" in meanings
    if "birth_date" in meanings and not (male and female):
        apart = {"birth_male": "gender_male", "birth_female": "gender_female"}
        meanings[:] = [apart.get(str(meaning), meaning) for meaning in meanings]
    elif set(meanings) >= {"birth_day", "birth_month"} and male and not female:
        meanings[meanings.index("birth_male")] = "birth_year"
    parts = [place for place, meaning in enumerate(meanings) if meaning in _PARTS_OF_DAY]
    if len(parts) == 1:
        meanings[parts[0]] = "birth_date"


def _settle_unsaid(meanings: Meanings, paths: Sequence[Path], profiles: Sequence[Profile], synonyms: Synonyms) -> None:
    """Names, genders and programmes are plain to see under a header that nobody knows; dates and tongues are not."""
    said = {str(meaning).partition("_")[0] for meaning in meanings if meaning}
    for meaning, stems in (
        ("full_name", {"full", "family", "name"}),
        ("gender", {"gender"}),
        ("programme", {"programme"}),
    ):
        if stems & said or (meaning == "gender" and {"birth_male", "birth_female"} & set(meanings)):
            continue
        for column, profile in enumerate(profiles):
            unknown = meanings[column] is None and (not paths[column] or best_phrase(paths[column], synonyms) is None)
            if (
                unknown
                and profile.filled
                and profile.fit(meaning) - profile.marks * (meaning == "gender") >= _MOSTLY * profile.filled
            ):
                meanings[column] = meaning
                break


def _settle_rivals(meanings: Meanings, profiles: Sequence[Profile]) -> None:
    """Where two columns claim one meaning, the one whose cells fit it keeps it; the others say nothing."""
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
