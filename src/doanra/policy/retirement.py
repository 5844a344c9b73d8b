"""The last day in a post by the retirement age of Decree 135/2020, as exactly as the birth is known.

Only an upper bound: it can end earlier by term, decision or choice, and later only by a decision of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doanra.policy import parameters
from doanra.policy.facts import Person
from doanra.policy.parameters import Citation
from doanra.terms.dates import PartialDate, add_months
from doanra.terms.words import Gender


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """First day after retirement, earliest and latest that the facts allow; ``age`` in months where one age is certain.

    ``exact`` is False when birth month or gender is not known.
    """

    earliest: date
    latest: date
    age: int | None
    exact: bool
    citations: tuple[Citation, ...]


def bound(person: Person, *, on: date) -> Bound | None:
    """From when the person is retired by the table in force on a day; None without a birth year."""
    if person.birth is None:
        return None
    genders = [person.gender] if person.gender else list(Gender)
    months = [person.birth.month] if person.birth.month else list(range(1, 13))
    cases = [retires(PartialDate(person.birth.year, month), gender, on=on) for gender in genders for month in months]
    ages = {age for _, age in cases}
    days = [day for day, _ in cases]
    return Bound(
        earliest=min(days),
        latest=max(days),
        age=ages.pop() if len(ages) == 1 else None,
        exact=bool(person.birth.month and person.gender),
        citations=tuple(parameters.value(f"retirement.{gender.value}", on=on).citation for gender in genders),
    )


def retires(birth: PartialDate, gender: Gender, *, on: date) -> tuple[date, int]:
    """First day of retirement and age in months, for a birth known to the month.

    The age is that of the year in which it is reached; the post ends with the last day of that month, which is the
    latest reading of the decree and so never cuts anybody short. Births before the table take its first age.
    """
    table = parameters.value(f"retirement.{gender.value}", on=on).value
    month_of_birth = birth.earliest
    year = table["start_year"]
    while True:
        age = min(table["limit"], table["start"] + table["step"] * (year - table["start_year"]))
        reached = add_months(month_of_birth, age)
        if reached.year <= year:
            return add_months(reached.replace(day=1), 1), age
        year += 1
