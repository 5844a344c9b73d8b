"""Which column tells the language that is wished for, where no header says so: the one filled for such people alone."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.intake.cells.marks import is_mark
from doanra.intake.cells.words import language_of_cell, programmes_of_cell, text_of
from doanra.intake.layout.heads import Path, best_phrase
from doanra.intake.layout.profiles import Profile
from doanra.intake.reading import Value
from doanra.intake.synonyms import Synonyms
from doanra.terms.words import Language, Programme


def settle_tongue(
    meanings: list[str | None],
    paths: Sequence[Path],
    profiles: Sequence[Profile],
    sample: Sequence[Sequence[Value]],
    synonyms: Synonyms,
) -> None:
    """Gives the meaning "language" to a column that is not named so but says it.

    A column of marks for the language programme with languages in it, beside a column of programmes; or a column under
    an unknown header with languages for those alone who ask for that programme.
    """
    if any(meaning and meaning.startswith("language") and meaning != "language_level" for meaning in meanings):
        return
    asking = [meanings.index(meaning) for meaning in ("programme", "programme_language") if meaning in meanings]
    if not asking:
        return
    for column, profile in enumerate(profiles):
        unknown = meanings[column] is None and (not paths[column] or best_phrase(paths[column], synonyms) is None)
        marked = meanings[column] == "programme_language" and profile.languages * 2 > profile.filled and len(asking) > 1
        if marked or (unknown and profile.languages and _goes_with(sample, column, asking)):
            meanings[column] = "language"
            return


def _goes_with(sample: Sequence[Sequence[Value]], column: int, asking: Sequence[int]) -> bool:
    """Whether the cells of a column are languages, and stand only where the language programme is asked for."""
    for line in sample:
        text = text_of(line[column]) if column < len(line) else ""
        if is_mark(text) is False:
            continue
        if not isinstance(language_of_cell(text), Language) or not any(_asks(line, place) for place in asking):
            return False
    return True


def _asks(line: Sequence[Value], place: int) -> bool:
    """Whether a cell asks for the language programme, by its words or by a cross in the column for it."""
    value = line[place] if place < len(line) else ""
    return is_mark(value) is True or programmes_of_cell(text_of(value)) == {Programme.LANGUAGE}
