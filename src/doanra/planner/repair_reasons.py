"""Why somebody told must move, why an announced course does not run, why a pin is not kept: codes, each of them true.

Codes are those of the judge where a constraint would break, and ``CODES`` beyond them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from doanra.planner.judge import Finding, judge, of_course
from doanra.planner.ledger import Ledger, Running
from doanra.planner.plan import Plan
from doanra.planner.problem import Nominee, Pin
from doanra.planner.repair_announced import Announced, Home, broken
from doanra.terms.words import Severity

CODES = (
    "unknown_nominee", "unknown_course", "pinned", "never_full", "needed", "room", "withdrawn", "cancelled", "twice",
)  # fmt: skip
_OF_PERSON = frozenset({"not_a_choice", "start_closed", "busy", "start_not_offered"})


@dataclass(frozen=True, slots=True)
class Moved:
    """A person told whose seat changes: from where, to where (None: no seat), and why.

    ``reasons`` are codes: what the course left behind breaks without others' help (it does not run), what staying would
    break in the new plan, ``needed`` (the new course cannot do without this person), ``room`` (others get seats),
    ``pinned``, ``never_full`` (the course cannot reach its minimum any more).
    """

    nominee: str
    before: Home
    after: Home | None
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The change as a plan file lists it."""
        after = None if self.after is None else _seat(self.after)
        return {"nominee": self.nominee, "from": _seat(self.before), "to": after, "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class Stopped:
    """An announced course, not cancelled, that does not run as announced, and why."""

    course: str
    start: date
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """As a plan file lists it."""
        return {"course": self.course, "start": self.start.isoformat(), "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class LostPin:
    """A pin that the repaired plan does not keep, and why."""

    pin: Pin
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """As a plan file lists it."""
        return {**self.pin.as_json(), "reasons": list(self.reasons)}


def _seat(home: Home) -> dict[str, object]:
    return {"course": home[0], "start": home[1].isoformat()}


class Reasons:
    """What there is to say of one repaired plan."""

    def __init__(self, announced: Announced, after: Plan) -> None:
        self.announced, self.problem, self.after = announced, announced.problem, after
        self.ledger = Ledger(self.problem, after)
        self.seats = after.seats()
        self.entries = {running.course.id: place for place, running in enumerate(self.ledger.entries)}
        self.runs = {(course.id, course.start) for course in after.courses}

    def moved(self) -> tuple[Moved, ...]:
        """Everybody told whose seat changes, by announced course."""
        told = sorted(self.announced.told.items(), key=lambda item: (item[1], item[0]))
        return tuple(
            Moved(name, home, self.seats.get(name), self._why(name, home))
            for name, home in told
            if self.seats.get(name) != home
        )

    def stopped(self) -> tuple[Stopped, ...]:
        """Announced courses with people told that do not run as announced."""
        homes = sorted({home for home in self.announced.told.values() if home not in self.runs})
        return tuple(Stopped(course, start, self._stops((course, start))) for course, start in homes)

    def _why(self, name: str, home: Home) -> tuple[str, ...]:
        person = self.problem.nominee.get(name)
        if person is None:
            return ("unknown_nominee",)
        if home[0] not in self.problem.course:
            return ("unknown_course",)
        own = self._unfit(person, home)
        if own:
            return own
        after = self.seats.get(name)
        if after and any(pin.nominee == name and pin.course == after[0] for pin in self.announced.changes.pins):
            return ("pinned",)
        if home not in self.runs:
            return self._stops(home)
        return self._stays_out(person, home)

    def _unfit(self, person: Nominee, home: Home) -> tuple[str, ...]:
        """What keeps this person from the course they were told, whoever else sits in it."""
        course = self.problem.course[home[0]]
        found = of_course(Running(course, home[1], person.id, [person]))
        return tuple(dict.fromkeys(finding.code for finding in found if finding.code in _OF_PERSON))

    def _stops(self, home: Home) -> tuple[str, ...]:
        """Why an announced course does not run: what those who could stay break alone, or all announced together."""
        if home[0] not in self.problem.course:
            return ("unknown_course",)
        stay = self.announced.homes.get(home, ())
        if not stay:
            return ("never_full",)
        alone = broken(self.problem, home, stay)
        if alone:
            return alone
        whole = judge(self.problem, self.announced.plan(self.announced.untouched())).errors
        return tuple(dict.fromkeys(finding.code for finding in whole)) or ("room",)

    def _stays_out(self, person: Nominee, home: Home) -> tuple[str, ...]:
        """What would break if this person alone were put back; else why the new seat needs them."""
        left = self.ledger.seats.get(person.id, [None])[-1]
        if left is not None:
            self.ledger.take(person, entry=left)
        place = self.entries[home[0]]
        self.ledger.put(person, entry=place)
        here = tuple(dict.fromkeys(self._errors(place, person)))
        there = left is not None and any(self._errors(left, person))
        self.ledger.take(person, entry=place)
        if left is not None:
            self.ledger.put(person, entry=left)
        if there:
            return ("needed",)
        return tuple("room" if code in {"too_many", "target_exceeded"} else code for code in here) or ("room",)

    def _errors(self, place: int, person: Nominee) -> Iterator[str]:
        """Codes of what is broken in one course of the ledger, the person's unit, the budget and the target."""
        running = self.ledger.entries[place]
        leads = next((one.id for one in running.members if one.can_lead), None)
        here = Running(running.course, running.start, leads, running.members)
        yield from (finding.code for finding in of_course(here) if _is_error(finding))
        if self.ledger.away_at_once(person.unit)[0] > self.problem.unit[person.unit].away_limit:
            yield "unit_away"
        if self.ledger.cost > self.problem.limits.budget:
            yield "budget"
        programme = running.course.programme
        if self.ledger.seated[programme] > self.problem.targets[programme]:
            yield "target_exceeded"

    def pins(self) -> tuple[LostPin, ...]:
        """The pins asked for that the plan does not keep."""
        pins = dict.fromkeys(self.announced.changes.pins)
        lost = (pin for pin in pins if self.seats.get(pin.nominee, ("",))[0] != pin.course)
        return tuple(LostPin(pin, self._lost(pin)) for pin in lost)

    def _lost(self, pin: Pin) -> tuple[str, ...]:
        changes = self.announced.changes
        if pin.nominee in changes.withdrawn:
            return ("withdrawn",)
        if pin.course in changes.cancelled:
            return ("cancelled",)
        if any(other.nominee == pin.nominee and other != pin for other in changes.pins):
            return ("twice",)
        person, course = self.problem.nominee[pin.nominee], self.problem.course[pin.course]
        each = [self._unfit(person, (course.id, start)) for start in course.starts]
        if all(each):
            return tuple(dict.fromkeys(code for codes in each for code in codes)) or ("never_full",)
        if pin in self.announced.hopeless:
            return ("never_full",)
        place = self.entries.get(pin.course)
        if place is None:
            return ("room",)
        return self._stays_out(person, (pin.course, self.ledger.entries[place].start))


def _is_error(finding: Finding) -> bool:
    return finding.level is Severity.ERROR
