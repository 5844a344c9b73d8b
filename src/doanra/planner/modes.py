"""The ways in which each course could run: a mode is a first day, a window of rank bands and all who could sit in it.

A mode that can never reach the minimum of seats is left out, so is one whose people another window holds all of.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from doanra.planner.ledger import lacks_field
from doanra.planner.problem import Course, Nominee, Pin, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Mode:
    """A course on one first day for bands ``low`` up to ``low`` + span - 1.

    ``people`` are positions in ``problem.nominees``; ``most`` bounds the seats that it can fill; days are ordinals, the
    end excluded; ``pinned`` must have a seat if it runs.
    """

    course: Course
    start: date
    low: int
    people: tuple[int, ...]
    most: int
    pinned: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The first day, as an ordinal."""
        return self.start.toordinal()

    @property
    def end(self) -> int:
        """The first day after, as an ordinal."""
        return self.start.toordinal() + self.course.days

    @property
    def abroad(self) -> tuple[int, int]:
        """The days abroad, as ordinals, the end excluded."""
        first = self.start.toordinal()
        return first + self.course.abroad[0], first + self.course.abroad[1]


def smallest_field(course: Course, *, seats: int) -> int:
    """How many members of so many must work in the field of the course."""
    need = int(course.field_share * seats) if course.field else 0
    while need > 0 and not lacks_field(course, in_field=need - 1, seats=seats):
        need -= 1
    while lacks_field(course, in_field=need, seats=seats):
        need += 1
    return need


def find_modes(problem: Problem) -> tuple[list[Mode], tuple[Pin, ...]]:
    """All modes worth a thought, in the order of the catalogue, and the pins that cannot be kept."""
    free = _free(problem)
    pins, lost = _pins(problem)
    modes: list[Mode] = []
    for course in problem.courses:
        found = [mode for start in course.starts for mode in _windows(problem, course, start, free[course.id, start])]
        kept, without = _pinned(found, pins[course.id])
        modes += kept
        lost += [Pin(problem.nominees[person].id, course.id) for person in without]
    return modes, tuple(lost)


def never_run(problem: Problem) -> tuple[str, ...]:
    """Ids of the courses that can never reach their minimum with a leader: the office should know before it plans."""
    found = {mode.course.id for mode in find_modes(problem)[0]}
    return tuple(course.id for course in problem.courses if course.id not in found)


def fewest_missing(problem: Problem, modes: Sequence[Mode]) -> int:
    """A true bound of T1 by counting people, seats and money, the cheapest seats first.

    No programme seats more than its target, than its courses can fill, or than people could sit in them; and a seat
    costs no less than its head and its part of the fixed cost when the course is full.
    """
    fullest: dict[str, Mode] = {}
    people: dict[str, set[int]] = defaultdict(set)
    for mode in modes:
        fullest[mode.course.id] = max(mode, fullest.get(mode.course.id, mode), key=lambda one: one.most)
        people[mode.course.programme].update(mode.people)
    left = {name: min(target, len(people[name])) for name, target in problem.targets.items()}
    offers = sorted(
        (mode.course.cost_per_head + Fraction(mode.course.cost_fixed, mode.most), mode.course.id, mode)
        for mode in fullest.values()
    )
    money, seats = Fraction(problem.limits.budget), Fraction(0)
    for price, _, mode in offers:
        count: Fraction | int = min(mode.most, left[mode.course.programme])
        count = min(count, money / price) if price else count
        left[mode.course.programme] -= math.ceil(count)
        money -= count * price
        seats += count
    return sum(problem.targets.values()) - math.floor(seats)


def _free(problem: Problem) -> dict[tuple[str, date], list[int]]:
    """For each course and first day everybody who chose it and is free."""
    free: dict[tuple[str, date], list[int]] = defaultdict(list)
    for position, person in enumerate(problem.nominees):
        for choice in person.choices:
            course = problem.course[choice.course]
            for start in course.starts:
                if choice.starts is not None and start not in choice.starts:
                    continue
                if not person.busy or person.is_busy(start, course.end(start)) is None:
                    free[course.id, start].append(position)
    return free


def _windows(problem: Problem, course: Course, start: date, free: list[int]) -> Iterator[Mode]:
    """The modes of a course on one first day; a window inside another one's people is not worth a thought."""
    bands = sorted({problem.nominees[position].band for position in free})
    kept: list[tuple[int, ...]] = []
    for low in bands:
        people = tuple(p for p in free if low <= problem.nominees[p].band < low + course.band_span)
        if kept and set(people) <= set(kept[-1]):
            continue
        most = _most(problem, course, [problem.nominees[position] for position in people])
        kept.append(people)
        if most >= max(1, course.seats[0]):
            yield Mode(course, start, low, people, most)


def _most(problem: Problem, course: Course, people: list[Nominee]) -> int:
    """More than this many seats can never be filled: seats, target, units' limits, field; 0 without a leader."""
    if not any(person.can_lead for person in people):
        return 0
    limit = min(course.seats[1], problem.targets[course.programme])
    seats = min(limit, _within_units(problem, (person.unit for person in people)))
    fielded = _within_units(problem, (person.unit for person in people if person.field == course.field))
    while seats > 0 and smallest_field(course, seats=seats) > fielded:
        seats -= 1
    return seats


def _within_units(problem: Problem, units: Iterable[str]) -> int:
    """How many of these people may be away at once, by the limits of their units."""
    return sum(min(count, problem.unit[unit].away_limit) for unit, count in Counter(units).items())


def _pins(problem: Problem) -> tuple[dict[str, list[int]], list[Pin]]:
    """Pinned people of each course; of several pins of one person the first holds."""
    pins: dict[str, list[int]] = defaultdict(list)
    lost: list[Pin] = []
    taken: set[str] = set()
    for pin in problem.pins:
        if pin.nominee in taken:
            lost.append(pin)
            continue
        taken.add(pin.nominee)
        pins[pin.course].append(problem.position[pin.nominee])
    return pins, lost


def _pinned(modes: list[Mode], pins: list[int]) -> tuple[list[Mode], list[int]]:
    """The modes in which all pinned people fit, pins that leave no mode left out in their order."""
    kept: list[int] = []
    lost: list[int] = []
    for person in pins:
        fitting = [mode for mode in modes if person in mode.people and len(kept) < mode.most]
        if fitting:
            modes = fitting
        (kept if fitting else lost).append(person)
    if not kept:
        return modes, lost
    return [Mode(m.course, m.start, m.low, m.people, m.most, tuple(kept)) for m in modes], lost
