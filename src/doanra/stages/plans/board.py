"""The plan board as it is read: columns of courses, cards of people, those without a seat with what stands in the way.

Everything is judged by the constraints that the planner has. A fixed number of queries, whatever the size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from doanra import planner
from doanra.planner import Finding
from doanra.planner.explain import explain
from doanra.planner.judge import judge
from doanra.records.models import Course, Eligibility, Nomination, Plan, PlannedCourse
from doanra.records.queries.verdicts import rules_told, stands
from doanra.stages.plans import drafts
from doanra.stages.plans.problem import person_id, person_key
from doanra.terms.words import Severity

GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(slots=True)
class Card:
    """A person on the board. ``unknown`` lists rules whose evidence is open; ``findings`` are about this person."""

    person: int
    nomination: Nomination
    band: int
    pinned: bool = False
    leads: bool = False
    can_lead: bool = False
    unknown: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def level(self) -> Severity | None:
        """The gravest level among the findings."""
        return next((level for level in GRAVITY if any(f.level is level for f in self.findings)), None)


@dataclass(slots=True)
class Column:
    """A course that runs, with its people in the order by given name and what is to be said of it."""

    planned: PlannedCourse
    course: Course
    cards: list[Card]
    findings: tuple[Finding, ...] = ()

    @property
    def leader(self) -> Card | None:
        """The head of delegation."""
        return next((card for card in self.cards if card.leads), None)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Of the course and of its people."""
        return (*self.findings, *(finding for card in self.cards for finding in card.findings))

    def count(self, level: Severity) -> int:
        """How many findings of a level."""
        return sum(finding.level is level for finding in self.all_findings)


@dataclass(slots=True)
class Unplaced:
    """A person without a seat; for each course of their choice what stands in the way (empty: a seat is free)."""

    card: Card
    blocked: tuple[tuple[str, tuple[str, ...]], ...]
    reason: str


@dataclass(slots=True)
class Board:
    """All of a plan for one page. ``findings`` are those about the plan as a whole or a unit."""

    plan: Plan
    columns: list[Column]
    idle: list[Course]
    unplaced: list[Unplaced]
    findings: tuple[Finding, ...]
    tiers: planner.Tiers
    bounds: dict[str, int | None]
    targets: dict[str, int]
    units: dict[str, str] = field(default_factory=dict)

    @property
    def target(self) -> int:
        """Seats to fill in all programmes."""
        return sum(self.targets.values())

    @property
    def everybody(self) -> int:
        """People that went into the run: those seated and those without a seat."""
        return self.tiers.seated + len(self.unplaced)

    @property
    def seats_bound(self) -> int | None:
        """The most seats that any plan of this problem can fill, if proven."""
        missing = self.bounds.get("T1")
        return None if missing is None else self.target - missing

    def seated(self, programme: str) -> int:
        """People seated in a programme."""
        return sum(len(column.cards) for column in self.columns if column.course.programme == programme)

    def of(self, programme: str) -> list[Column]:
        """The columns of a programme."""
        return [column for column in self.columns if column.course.programme == programme]

    def all_findings(self) -> list[Finding]:
        """Every finding once, the gravest first."""
        found = [*self.findings, *(finding for column in self.columns for finding in column.all_findings)]
        return sorted(found, key=lambda finding: GRAVITY.index(finding.level))

    def count(self, level: Severity) -> int:
        """How many findings of a level."""
        return sum(finding.level is level for finding in self.all_findings())

    def reasons(self, programme: str | None = None) -> list[tuple[str, list[Unplaced]]]:
        """The unplaced by reason, the largest group first; of one programme if given."""
        groups: dict[str, list[Unplaced]] = defaultdict(list)
        for one in self.unplaced:
            if programme is None or one.card.nomination.programme == programme:
                groups[one.reason].append(one)
        return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def read(plan: Plan, *, vetting: bool) -> Board:
    """The whole board of a plan; ``vetting``: whether the reader is told what political vetting leaves open."""
    problem, wanted = drafts.problem_of(plan), drafts.as_planned(plan)
    judgement = judge(problem, wanted)
    nominations = _nominations(plan)
    unknown = _unknown(plan, vetting=vetting)
    about = _by_subject(judgement.findings)
    columns = _columns(plan, problem, nominations, unknown, about)
    placed = {card.person for column in columns for card in column.cards}
    running = {column.course.pk for column in columns}
    return Board(
        plan=plan,
        columns=columns,
        idle=[course for course in plan.call.courses.prefetch_related("starts") if course.pk not in running],
        unplaced=_unplaced(problem, wanted, nominations, unknown, placed),
        findings=tuple(f for f in judgement.findings if f.course is None and f.nominee is None),
        tiers=judgement.tiers,
        bounds=plan.bounds,
        targets=dict(problem.targets),
        units={f"U{one.unit_id}": one.unit.short for one in nominations.values()},
    )


def _nominations(plan: Plan) -> dict[int, Nomination]:
    """One nomination for each person: that of the seat if seated, else the first."""
    seated = dict(plan.seats.values_list("person_id", "nomination_id"))
    found: dict[int, Nomination] = {}
    for nomination in plan.call.nominations.select_related("person", "unit").order_by("id"):
        wanted = seated.get(nomination.person_id)
        if nomination.pk == wanted or (wanted is None and nomination.person_id not in found):
            found[nomination.person_id] = nomination
    return found


def _unknown(plan: Plan, *, vetting: bool) -> dict[int, tuple[str, ...]]:
    """Open evidence by nomination."""
    open_ = Nomination.objects.filter(stands(Eligibility.UNKNOWN.value, vetting=vetting), call=plan.call)
    rows = open_.values_list("pk", "appraisal__unknown")
    return {pk: rules_told(text, vetting=vetting) for pk, text in rows if text}


def _by_subject(findings: tuple[Finding, ...]) -> dict[tuple[str | None, str | None], list[Finding]]:
    groups: dict[tuple[str | None, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.course if finding.nominee is None else None, finding.nominee].append(finding)
    return groups


def _columns(
    plan: Plan,
    problem: planner.Problem,
    nominations: dict[int, Nomination],
    unknown: dict[int, tuple[str, ...]],
    about: dict[tuple[str | None, str | None], list[Finding]],
) -> list[Column]:
    rows = list(plan.courses.select_related("course"))
    leaders = {row.pk: row.leader_id for row in rows}
    cards: dict[int, list[Card]] = defaultdict(list)
    for seat in plan.seats.order_by("person__sort_key", "person_id"):
        card = _card(problem, nominations[seat.person_id], unknown)
        card.pinned, card.leads = seat.pinned, leaders[seat.planned_id] == seat.person_id
        card.findings = tuple(about[None, person_id(seat.person_id)])
        cards[seat.planned_id].append(card)
    return [Column(row, row.course, cards[row.pk], tuple(about[row.course.code, None])) for row in rows]


def _card(problem: planner.Problem, nomination: Nomination, unknown: dict[int, tuple[str, ...]]) -> Card:
    nominee = problem.nominee.get(person_id(nomination.person_id))
    return Card(
        person=nomination.person_id,
        nomination=nomination,
        band=nominee.band if nominee else nomination.band or 0,
        can_lead=bool(nominee and nominee.can_lead),
        unknown=unknown.get(nomination.pk, ()),
    )


def _unplaced(
    problem: planner.Problem,
    wanted: planner.Plan,
    nominations: dict[int, Nomination],
    unknown: dict[int, tuple[str, ...]],
    placed: set[int],
) -> list[Unplaced]:
    found = []
    for one in explain(problem, wanted):
        person = person_key(one.nominee)
        if person in nominations and person not in placed:
            blocked = tuple((choice.course, tuple(choice.blocked_by)) for choice in one.choices)
            found.append(Unplaced(_card(problem, nominations[person], unknown), blocked, main_reason(blocked)))
    found.sort(key=lambda one: one.card.nomination.person.sort_key)
    return found


def main_reason(blocked: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The one word for a person: what stands in the way of most of their choices, where the fewest things do.

    Courses that do not run count only if none of the choices runs. ``no_choice`` if no course was open to them at all,
    ``free`` if a seat was left unused.
    """
    if not blocked:
        return "no_choice"
    if any(not codes for _, codes in blocked):
        return "free"
    running = [codes for _, codes in blocked if "not_run" not in codes] or [codes for _, codes in blocked]
    fewest = min(map(len, running))
    nearest = Counter(code for codes in running if len(codes) == fewest for code in codes)
    return max(nearest, key=lambda code: (nearest[code], -_ORDER.index(code) if code in _ORDER else -len(_ORDER)))


_ORDER = ("target", "full", "unit_away", "rank_band", "field_share", "busy", "budget", "not_run", "start")
