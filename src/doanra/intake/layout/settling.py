"""What headers leave open, contradict or do not say is settled by what stands beneath them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from doanra.intake.cells.words import whole_number
from doanra.intake.layout.heads import LANGUAGE_OPEN, Path, best_phrase
from doanra.intake.layout.profiles import Profile
from doanra.intake.layout.tongues import settle_tongue
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms
from doanra.intake.text.keys import phrase_key

Meanings = list[str | None]
_SEVERAL = {
    "full_name", "position", "workplace", "note", "evaluation", "discipline", "courses_abroad", "language_level",
    "planned_position", "rank", "qualification", "programme_other", "language_other", "appointed", "family_name",
}  # fmt: skip
_BY_GENDER = ("name", "birth", "gender")
_PARTS_OF_DAY = {"birth_day", "birth_month", "birth_year"}
_OF_DIGITS = {"phone", "id_number"}
_RANKS = {"thu tu", "so thu tu"}
_MOSTLY = 0.8
_SEVERAL_COUNTS = 3


def settled(
    guesses: Meanings,
    paths: Sequence[Path],
    profiles: Sequence[Profile],
    sample: Sequence[Sequence[Value]],
    synonyms: Synonyms,
) -> Meanings:
    """The meaning of every column, after its guess by the header and its cells."""
    meanings = [_open_language(guess, profile) for guess, profile in zip(guesses, profiles, strict=True)]
    for column, guess in enumerate(guesses):
        if gender := _gender_of_guess(guess):
            meanings[column] = _by_gender(column, gender, guesses, paths, profiles)
    _settle_post(meanings, paths, synonyms)
    _settle_births(meanings, paths, profiles)
    _settle_names(meanings, paths, profiles)
    _settle_unsaid(meanings, paths, profiles, synonyms)
    settle_tongue(meanings, paths, profiles, sample, synonyms)
    _settle_order(meanings, paths, sample)
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
    if counts["birth"] and (stem == "birth" or counts["birth"] * _SEVERAL_COUNTS >= counts["gender"]):
        counts["gender"] = 0  # no crosses: the numbers of a total, as sections and sums have them above years
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


def _settle_births(meanings: Meanings, paths: Sequence[Path], profiles: Sequence[Profile]) -> None:
    """Beside a full column of birth dates a lone Nam or Nữ is a column of crosses; Ngay, Thang, Nam are one date."""
    _settle_parts(meanings, paths, profiles)
    male, female = "birth_male" in meanings, "birth_female" in meanings
    if "birth_date" in meanings and not (male and female):
        apart = {"birth_male": "gender_male", "birth_female": "gender_female"}
        meanings[:] = [apart.get(str(meaning), meaning) for meaning in meanings]
    elif set(meanings) >= {"birth_day", "birth_month"} and male and not female:
        meanings[meanings.index("birth_male")] = "birth_year"
    parts = [place for place, meaning in enumerate(meanings) if meaning in _PARTS_OF_DAY]
    if len(parts) == 1:
        meanings[parts[0]] = "birth_date"


def _settle_parts(meanings: Meanings, paths: Sequence[Path], profiles: Sequence[Profile]) -> None:
    """Days or months without a year, under "Ngày sinh" or "Tháng sinh", belong to a column of years beside them."""
    births = [place for place, meaning in enumerate(meanings) if meaning == "birth_date"]
    years = [place for place in births if profiles[place].years * 2 > profiles[place].filled]
    parts = [place for place in births if place not in years and profiles[place].parts * 2 >= profiles[place].filled]
    if len(years) != 1 or not 0 < len(parts) < 3 or len(years) + len(parts) != len(births):
        return
    meanings[years[0]] = "birth_year"
    for place in parts:
        words = phrase_key(" ".join(paths[place])).split(" ")
        meanings[place] = "birth_month" if "thang" in words and "ngay" not in words else "birth_day"


def _settle_names(meanings: Meanings, paths: Sequence[Path], profiles: Sequence[Profile]) -> None:
    """Whole names under "Tên" are names; single words under no header, right behind the names, are given names."""
    said = set(meanings)
    if "full_name" not in said and "family_name" not in said and "given_name" in said:
        place = meanings.index("given_name")
        if profiles[place].names * 2 > profiles[place].filled:
            meanings[place] = "full_name"
    elif "full_name" in said and "given_name" not in said:
        behind = meanings.index("full_name") + 1
        if behind < len(meanings) and meanings[behind] is None and not paths[behind]:
            profile = profiles[behind]
            if profile.words and profile.words * 3 >= 2 * (profile.filled - profile.digits):
                meanings[behind] = "given_name"


def _settle_unsaid(meanings: Meanings, paths: Sequence[Path], profiles: Sequence[Profile], synonyms: Synonyms) -> None:
    """Names, genders, programmes and posts are plain to see under a header that nobody knows; so are the only dates of
    people of an age to work."""
    said = {str(meaning).partition("_")[0] for meaning in meanings if meaning}
    for meaning, stems in (
        ("full_name", {"full", "family", "name"}),
        ("gender", {"gender"}),
        ("programme", {"programme"}),
        ("position", {"position"}),
        ("birth_date", {"birth"}),
    ):
        if stems & said or (meaning == "gender" and {"birth_male", "birth_female"} & set(meanings)):
            continue
        for column, profile in enumerate(profiles):
            unknown = meanings[column] is None and (not paths[column] or best_phrase(paths[column], synonyms) is None)
            belied = meaning == "programme" and meanings[column] in _OF_DIGITS and not profile.digits
            if (unknown or belied) and profile.filled and _plain(meaning, profile) >= _MOSTLY * profile.filled:
                meanings[column] = meaning
                break


def _plain(meaning: str, profile: Profile) -> int:
    """The cells that show a meaning by themselves."""
    if meaning == "birth_date":
        return profile.births
    return profile.fit(meaning) - profile.marks * (meaning == "gender")


def _settle_order(meanings: Meanings, paths: Sequence[Path], sample: Sequence[Sequence[Value]]) -> None:
    """ "Thứ tự" beside a running number is an order of its own, that of priority, unless it runs along too."""
    numbers = [place for place, meaning in enumerate(meanings) if meaning == "index"]
    ranks = [place for place in numbers if phrase_key(" ".join(paths[place])) in _RANKS]
    if len(numbers) != 2 or len(ranks) != 1 or "priority" in meanings:
        return
    found = [whole_number(line[ranks[0]]) for line in sample if ranks[0] < len(line)]
    told = [number for number in found if number is not None]
    if any(number not in (1, before + 1) for before, number in pairwise([0, *told])):
        meanings[ranks[0]] = "priority"


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
