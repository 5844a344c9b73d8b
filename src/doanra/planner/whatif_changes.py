"""The changes of which scenarios are made, each a value of its own; a problem itself is never touched."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Protocol

from doanra.planner.problem import Choice, Limits, Nominee, Problem

OpenOn = Callable[[str, str, date], bool]
"""Whether the rules let a nominee (id) begin a course (id as it was) on a day."""
Wrong = Iterator[tuple[str, str]]
"""What is wrong with a change: the key of its JSON, and a sentence."""


class Change(Protocol):
    """One point in which the year is otherwise."""

    @property
    def key(self) -> tuple[str, str]:
        """What it changes; one scenario changes a thing once."""

    def faults(self, problem: Problem) -> Wrong:
        """What is wrong with it for this problem."""

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """The problem with it."""

    def as_json(self) -> dict[str, object]:
        """The change as `whatif_file.read_changes` reads it."""


@dataclass(frozen=True, slots=True)
class AddClass:
    """One more class of a course on days of its own, for the same people; ``seats`` None: as many as the course."""

    kind: ClassVar[str] = "add_class"
    course: str
    id: str
    starts: tuple[date, ...]
    seats: tuple[int, int] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The new class."""
        return "course", self.id

    def faults(self, problem: Problem) -> Wrong:
        """The course exists, the new id does not, there are days and sensible seats."""
        yield from _no_course(problem, self.course)
        if self.id in problem.course:
            yield "id", f"mã {self.id} đã có trong danh mục"
        if not self.starts:
            yield "starts", "chưa có ngày khai giảng nào"
        if self.seats and not 1 <= self.seats[0] <= self.seats[1]:
            yield "seats", f"số chỗ từ {self.seats[0]} đến {self.seats[1]} không hợp lệ, ví dụ [15, 20]"

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """Everybody who may choose the course may choose the class, on the days that are open to them."""
        old = problem.course[self.course]
        new = replace(old, id=self.id, starts=self.starts, seats=self.seats or old.seats)

        def choices(person: Nominee) -> tuple[Choice, ...]:
            choice = person.choice(self.course)
            found = choice and _on(replace(choice, course=self.id), self.starts, person, self.course, open_on)
            return (*person.choices, found) if found else person.choices

        return replace(problem, courses=(*problem.courses, new), nominees=_chosen(problem, choices))

    def as_json(self) -> dict[str, object]:
        """As the file has it."""
        seats = {} if self.seats is None else {"seats": list(self.seats)}
        return {"kind": self.kind, "course": self.course, "id": self.id, "starts": _days(self.starts), **seats}


@dataclass(frozen=True, slots=True)
class MoveDates:
    """A course is offered on other first days, in place of those that it has."""

    kind: ClassVar[str] = "move_dates"
    course: str
    starts: tuple[date, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The course."""
        return "course", self.course

    def faults(self, problem: Problem) -> Wrong:
        """The course exists and there are days."""
        yield from _no_course(problem, self.course)
        if not self.starts:
            yield "starts", "chưa có ngày khai giảng nào"

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """Who may not begin on any of the new days loses the choice."""

        def choices(person: Nominee) -> tuple[Choice, ...]:
            moved = (
                _on(choice, self.starts, person, self.course, open_on) if choice.course == self.course else choice
                for choice in person.choices
            )
            return tuple(choice for choice in moved if choice)

        courses = (replace(one, starts=self.starts) if one.id == self.course else one for one in problem.courses)
        return replace(problem, courses=tuple(courses), nominees=_chosen(problem, choices))

    def as_json(self) -> dict[str, object]:
        """As the file has it."""
        return {"kind": self.kind, "course": self.course, "starts": _days(self.starts)}


@dataclass(frozen=True, slots=True)
class ScaleBudget:
    """The budget is raised by so many percent, cut if negative; a part of a unit of money is never given."""

    kind: ClassVar[str] = "scale_budget"
    key: ClassVar[tuple[str, str]] = ("budget", "")
    percent: float

    def faults(self, problem: Problem) -> Wrong:
        """Not below nothing, and not to ten times and more."""
        if not -100 <= self.percent <= 900 or self.percent == 0:
            yield "percent", f"{self.percent:g} % không hợp lệ: từ -100 đến 900 và khác 0, ví dụ -10"

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """Rounded down."""
        budget = math.floor(round(problem.limits.budget * (100 + self.percent) / 100, 6))
        return replace(problem, limits=replace(problem.limits, budget=budget))

    def as_json(self) -> dict[str, object]:
        """As the file has it."""
        return {"kind": self.kind, "percent": self.percent}


@dataclass(frozen=True, slots=True)
class SetNumber:
    """One number of the year is another: ``budget``, ``abroad_at_once``, ``rank_window``."""

    kind: ClassVar[str] = "set_number"
    name: str
    value: int

    @property
    def key(self) -> tuple[str, str]:
        """The number."""
        return self.name, ""

    def faults(self, problem: Problem) -> Wrong:
        """The number exists and is not below nothing."""
        if self.name not in {"budget", "abroad_at_once", "rank_window"}:
            yield "name", f"không có giới hạn tên {self.name}: chỉ có budget, abroad_at_once, rank_window"
        if self.value < 0:
            yield "value", f"{self.value} không hợp lệ: phải từ 0"

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """The number in the place of the old one."""
        limits = problem.limits
        new = Limits(
            budget=self.value if self.name == "budget" else limits.budget,
            abroad_at_once=self.value if self.name == "abroad_at_once" else limits.abroad_at_once,
            rank_window=self.value if self.name == "rank_window" else limits.rank_window,
            extra=limits.extra,
        )
        return replace(problem, limits=new)

    def as_json(self) -> dict[str, object]:
        """As the file has it."""
        return {"kind": self.kind, "name": self.name, "value": self.value}


@dataclass(frozen=True, slots=True)
class SetAway:
    """At most so many people of one unit are away on one day."""

    kind: ClassVar[str] = "set_away"
    unit: str
    limit: int

    @property
    def key(self) -> tuple[str, str]:
        """The unit."""
        return "unit", self.unit

    def faults(self, problem: Problem) -> Wrong:
        """The unit nominated somebody, the limit is not below nothing."""
        if self.unit not in problem.unit:
            yield "unit", f"không có đơn vị {self.unit} trong các đơn vị có người được đề cử"
        if self.limit < 0:
            yield "limit", f"{self.limit} không hợp lệ: phải từ 0"

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """One unit with another limit."""
        units = (replace(one, away_limit=self.limit) if one.id == self.unit else one for one in problem.units)
        return replace(problem, units=tuple(units))

    def as_json(self) -> dict[str, object]:
        """As the file has it."""
        return {"kind": self.kind, "unit": self.unit, "limit": self.limit}


@dataclass(frozen=True, slots=True)
class SetAwayShare:
    """At most this share of each unit's nominees is away on one day, but two people always may be."""

    kind: ClassVar[str] = "set_away_share"
    key: ClassVar[tuple[str, str]] = ("away_share", "")
    share: float

    def faults(self, problem: Problem) -> Wrong:
        """A share."""
        if not 0.01 <= self.share <= 1:
            yield "share", f"{self.share:g} không hợp lệ: từ 0,01 đến 1, ví dụ 0,25 là một phần tư"

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """Every unit's limit anew, as the year reckons it."""
        heads = Counter(person.unit for person in problem.nominees)
        units = (replace(one, away_limit=max(2, math.ceil(heads[one.id] * self.share))) for one in problem.units)
        return replace(problem, units=tuple(units))

    def as_json(self) -> dict[str, object]:
        """As the file has it."""
        return {"kind": self.kind, "share": self.share}


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A programme has so many seats to fill; the seats due to units stay, so that T2 measures with one rule."""

    kind: ClassVar[str] = "set_target"
    programme: str
    seats: int

    @property
    def key(self) -> tuple[str, str]:
        """The programme."""
        return "target", self.programme

    def faults(self, problem: Problem) -> Wrong:
        """The programme has a target, the new one is not below nothing."""
        if self.programme not in problem.targets:
            yield "programme", f"không có chương trình {self.programme}"
        if not 0 <= self.seats <= 1_000_000:
            yield "seats", f"{self.seats} chỗ không hợp lệ: phải từ 0"

    def applied(self, problem: Problem, *, open_on: OpenOn) -> Problem:
        """The target in the place of the old one."""
        return replace(problem, targets={**problem.targets, self.programme: self.seats})

    def as_json(self) -> dict[str, object]:
        """As the file has it."""
        return {"kind": self.kind, "programme": self.programme, "seats": self.seats}


def _no_course(problem: Problem, course: str) -> Wrong:
    if course not in problem.course:
        yield "course", f"không có khoá {course} trong danh mục"


def _days(starts: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in starts]


def _on(choice: Choice, starts: tuple[date, ...], person: Nominee, course: str, open_on: OpenOn) -> Choice | None:
    """The choice with the new days that are open to the person; None if none is."""
    allowed = tuple(day for day in starts if open_on(person.id, course, day))
    if not allowed:
        return None
    return replace(choice, starts=None if allowed == starts else allowed)


def _chosen(problem: Problem, choices: Callable[[Nominee], tuple[Choice, ...]]) -> tuple[Nominee, ...]:
    """All nominees with new choices; who keeps theirs stays the same value."""
    found = ((person, choices(person)) for person in problem.nominees)
    return tuple(person if new == person.choices else replace(person, choices=new) for person, new in found)
