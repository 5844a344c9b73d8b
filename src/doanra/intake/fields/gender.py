"""The gender that a row says: a column, crosses, the birth-date column that is filled, the form of address."""

from __future__ import annotations

from collections.abc import Sequence

from doanra.intake.cells.dates import read_date
from doanra.intake.cells.marks import is_mark
from doanra.intake.cells.words import OTHER, gender_of, text_of
from doanra.intake.containers.grid import letter_of
from doanra.intake.layout.columns import Columns
from doanra.intake.problems import problem
from doanra.intake.reading import CellProblem, Value
from doanra.terms.words import Gender

_OPPOSITE = {Gender.MALE: Gender.FEMALE, Gender.FEMALE: Gender.MALE}
_BIRTHS = (("birth_male", Gender.MALE), ("birth_female", Gender.FEMALE))
_NAMES = (("name_male", Gender.MALE), ("name_female", Gender.FEMALE))
_CROSSES = (("gender_male", Gender.MALE), ("gender_female", Gender.FEMALE))


class GenderField:
    """Reads the gender of the rows of one table; two answers are a conflict, none is None."""

    def __init__(self, columns: Columns) -> None:
        self.places = columns.all_of(
            "gender", "gender_male", "gender_female", "birth_male", "birth_female", "name_male", "name_female"
        )
        self._column = columns.first("gender")
        self._crosses = [(columns.first(key), gender) for key, gender in _CROSSES if columns.first(key) >= 0]
        self._births = [(columns.first(key), gender) for key, gender in _BIRTHS if columns.first(key) >= 0]
        self._names = [(columns.first(key), gender) for key, gender in _NAMES if columns.first(key) >= 0]
        self._letter = letter_of(self.places[0]) if self.places else None

    def read(self, line: Sequence[Value], problems: list[CellProblem], addressed: Gender | None) -> Gender | None:
        """The gender; ``addressed`` is what "Ông" or "Bà" before the name says."""
        says: dict[str, Gender] = {"cách xưng hô": addressed} if addressed else {}
        self._of_column(line, says, problems)
        self._of_crosses(line, says)
        for column, gender in self._births:
            if column < len(line) and not read_date(line[column]).empty:
                says[f"cột ngày sinh {gender.label}"] = gender
        for column, gender in self._names:
            if column < len(line) and text_of(line[column]).strip():
                says[f"cột họ tên {gender.label}"] = gender
        if len(set(says.values())) > 1:
            words = ", ".join(f"{source} cho biết {gender.label}" for source, gender in says.items())
            problems.append(problem("gender_conflict", column=self._letter, value=words))
            return None
        return next(iter(says.values()), None)

    def _of_column(self, line: Sequence[Value], says: dict[str, Gender], problems: list[CellProblem]) -> None:
        text = text_of(line[self._column]).strip() if 0 <= self._column < len(line) else ""
        gender = gender_of(text)
        if isinstance(gender, Gender):
            says["cột giới tính"] = gender
        elif gender is not None:
            problems.append(problem("gender_unreadable", column=self._letter, value=text))

    def _of_crosses(self, line: Sequence[Value], says: dict[str, Gender]) -> None:
        """Crosses; where only one gender has a column, an empty cell in it means the other."""
        marked = [(gender, _is_crossed(line, column, gender)) for column, gender in self._crosses]
        for gender, crossed in marked:
            if crossed:
                says[f"cột {gender.label}"] = gender
        if len(marked) == 1 and not marked[0][1]:
            says[f"cột {marked[0][0].label} để trống"] = _OPPOSITE[marked[0][0]]


def _is_crossed(line: Sequence[Value], column: int, gender: Gender) -> bool:
    value = line[column] if column < len(line) else ""
    mark = is_mark(value)
    return gender_of(text_of(value)) in (gender, OTHER) if mark is None else mark
