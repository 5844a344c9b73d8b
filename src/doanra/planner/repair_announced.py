"""What people were told: who sits where in the announced plan, which of these seats can be kept, what broke."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from doanra.planner.construct import Chosen
from doanra.planner.formulation import planned
from doanra.planner.judge import judge, of_course
from doanra.planner.ledger import Running
from doanra.planner.modes import Mode, find_modes
from doanra.planner.plan import Plan, PlannedCourse
from doanra.planner.problem import Pin, Problem
from doanra.planner.repair_changes import Changes
from doanra.terms.words import Severity

Home = tuple[str, date]
"""A course on its announced first day."""


class Announced:
    """The announced plan under what has changed since.

    ``told`` are the people whose seat counts, as the shared checker counts: not withdrawn, not on a cancelled course.
    ``homes`` holds by announced course the people (positions) who can stay in it.
    """

    def __init__(self, problem: Problem, before: Plan, changes: Changes) -> None:
        self.before, self.changes = before, changes
        self.problem = changes.applied(problem)
        self.barred = changes.barred(self.problem)
        gone, off = changes.withdrawn, changes.cancelled
        self.told = {p: seat for p, seat in before.seats().items() if p not in gone and seat[0] not in off}
        self.modes = find_modes(self.barred)[0]
        self.windows: dict[Home, list[Mode]] = defaultdict(list)
        self.of_course: dict[str, list[Mode]] = defaultdict(list)
        for mode in self.modes:
            self.windows[mode.course.id, mode.start].append(mode)
            self.of_course[mode.course.id].append(mode)
        self.homes = self._homes()
        self.home_of = {person: home for home, people in self.homes.items() for person in people}
        self.asked, self.wanted, self.hopeless = self._pins()

    def _homes(self) -> dict[Home, tuple[int, ...]]:
        """For each announced course that some mode holds, the people told who fit into one of its modes."""
        found: dict[Home, list[int]] = defaultdict(list)
        for name, home in self.told.items():
            person = self.problem.position.get(name)
            if person is not None and any(person in mode.people for mode in self.windows.get(home, ())):
                found[home].append(person)
        return {home: tuple(people) for home, people in sorted(found.items())}

    def _pins(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]], list[Pin]]:
        """Pins to keep: those that the changes ask for, those that held so far; and those that no mode can hold."""
        asked: list[tuple[int, str]] = []
        wanted: list[tuple[int, str]] = []
        hopeless: list[Pin] = []
        for pin in dict.fromkeys(self.changes.pins):
            person = self.problem.position[pin.nominee]
            fits = any(person in mode.people for mode in self.of_course[pin.course])
            if fits:
                asked.append((person, pin.course))
            else:
                hopeless.append(pin)
        for pin in self.problem.pins:
            person = self.problem.position[pin.nominee]
            if self.home_of.get(person, ("",))[0] == pin.course:
                wanted.append((person, pin.course))
        return asked, wanted, hopeless

    @property
    def forced(self) -> int:
        """People told who cannot stay, whatever else is done."""
        return len(self.told) - len(self.home_of)

    def changed(self, chosen: Chosen) -> int:
        """How many people told sit elsewhere or nowhere in a choice of modes and members."""
        return len(self.told) - sum(
            self.home_of.get(person) == (mode.course.id, mode.start)
            for mode, members in chosen.values()
            for person in members
        )

    def pins_broken(self, chosen: Chosen) -> tuple[int, ...]:
        """Which of ``asked`` then ``wanted`` (by place) a choice does not keep; a wanted one only where it runs."""
        seats = {person: mode.course.id for mode, members in chosen.values() for person in members}
        lost = [n for n, (person, course) in enumerate(self.asked) if seats.get(person) != course]
        for n, (person, course) in enumerate(self.wanted, len(self.asked)):
            if course in chosen and seats.get(person) != course:
                lost.append(n)
        return tuple(lost)

    def plan(self, chosen: Chosen) -> Plan:
        """The plan of a choice, each leader the announced one where that person can still lead it."""
        heads = {(course.id, course.start): course.leader for course in self.before.courses}
        return Plan(
            tuple(
                _led(self.problem, course, heads.get((course.id, course.start)))
                for course in planned(self.problem, chosen)
            )
        )

    def is_valid(self, chosen: Chosen) -> bool:
        """Whether a choice breaks no constraint."""
        return judge(self.problem, self.plan(chosen)).valid

    def mode_for(self, home: Home, members: Collection[int]) -> Mode | None:
        """A mode of an announced course that these people alone make whole; None if they do not."""
        if broken(self.problem, home, members):
            return None
        return next((m for m in self.windows.get(home, ()) if set(members) <= set(m.people)), None)

    def untouched(self) -> Chosen:
        """Everybody who can stay, in the courses that are whole with them alone."""
        found: Chosen = {}
        for home, members in self.homes.items():
            mode = self.mode_for(home, members)
            if mode is not None and len(members) > len(found.get(home[0], (mode, ()))[1]):
                found[home[0]] = mode, members
        return found

    def first(self) -> Chosen:
        """A valid choice within moments: the untouched courses, the smallest left out while anything is broken."""
        found = self.untouched()
        while found and not self.is_valid(found):
            del found[min(found, key=lambda name: (len(found[name][1]), name))]
        return found


def _led(problem: Problem, course: PlannedCourse, head: str | None) -> PlannedCourse:
    if head is not None and head in course.members and problem.nominee[head].can_lead:
        return replace(course, leader=head)
    return course


def broken(problem: Problem, home: Home, members: Collection[int]) -> tuple[str, ...]:
    """What these people alone break in a course: codes of the judge, none if they make it whole."""
    course = problem.course[home[0]]
    people = [problem.nominees[person] for person in members]
    leader = next((person.id for person in people if person.can_lead), None)
    found = of_course(Running(course, home[1], leader, people))
    return tuple(dict.fromkeys(finding.code for finding in found if finding.level is Severity.ERROR))


def kept_columns(announced: Announced, modes: Sequence[Mode], sits: Sequence[dict[int, int]]) -> list[int]:
    """Columns of the seats in which people told stay, given the seats of each mode by person."""
    return [
        column
        for mode, seats in zip(modes, sits, strict=True)
        for person, column in seats.items()
        if announced.home_of.get(person) == (mode.course.id, mode.start)
    ]
