"""Publishing: an act of its own. A published plan is a numbered version that never changes; the next starts from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from doanra import planner
from doanra.planner import Finding
from doanra.planner.judge import judge
from doanra.records.models import (
    NOT_STANDING,
    Appraisal,
    Delegation,
    Did,
    Eligibility,
    Member,
    Nomination,
    Person,
    Plan,
    PlannedCourse,
    PlanState,
)
from doanra.records.queries.approved import off_the_lists
from doanra.records.queries.verdicts import findings_told, rules_told, stands
from doanra.stages import calls
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.plans import drafts
from doanra.stages.plans.problem import last_day
from doanra.stages.telling import Change
from doanra.terms.refusal import Refused, Stale
from doanra.terms.words import Sensitivity

_NAMED = 5
"""People off the approved lists whom a refusal names; the rest are counted."""


@dataclass(frozen=True, slots=True)
class OpenEvidence:
    """A seated person whose verdict is not settled: the unknown rules, the missing papers and who owes them."""

    nomination: Nomination
    course: str
    unknown: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the publishing page shows before the act."""

    blocks: tuple[Finding, ...]
    open_evidence: tuple[OpenEvidence, ...]
    withdrawn: tuple[Person, ...]
    not_eligible: tuple[Person, ...]
    not_approved: tuple[Person, ...]
    tiers: planner.Tiers
    differences: tuple[Difference, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.barred

    @property
    def barred(self) -> int:
        """How many things and people stand in the way."""
        return len(self.blocks) + len(self.withdrawn) + len(self.not_eligible) + len(self.not_approved)


@dataclass(frozen=True, slots=True)
class Difference:
    """One person who sits elsewhere than in the other plan; None: no seat there."""

    person: Person
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CourseDifference:
    """One course that runs otherwise than in the other plan: its first day or None, before and after."""

    code: str
    before: date | None
    after: date | None


def summary(plan: Plan) -> Summary:
    """Everything that must be seen before a plan is published."""
    judgement = judge(drafts.problem_of(plan), drafts.as_planned(plan))
    latest = latest_version(plan)
    withdrawn = _seated(plan, nomination__state__in=NOT_STANDING)
    not_eligible = _seated(plan, nomination__appraisal__standing=Eligibility.NOT_ELIGIBLE.value)
    unlisted = off_the_lists(plan) - {one.pk for one in (*withdrawn, *not_eligible)}
    return Summary(
        blocks=judgement.errors,
        open_evidence=tuple(open_evidence(plan, vetting=True)),
        withdrawn=withdrawn,
        not_eligible=not_eligible,
        not_approved=_seated(plan, person__in=unlisted) if unlisted else (),
        tiers=judgement.tiers,
        differences=tuple(people_moved(latest, plan)) if latest else (),
    )


def _seated(plan: Plan, **about: str | Collection[object]) -> tuple[Person, ...]:
    """The seated people, by given name, of whom something holds now, whatever held when the plan was computed."""
    return tuple(Person.objects.filter(pk__in=plan.seats.filter(**about).values("person_id")))


def latest_version(plan: Plan) -> Plan | None:
    """The newest published plan of the same year."""
    published = plan.call.plans.filter(state=PlanState.PUBLISHED.value)
    return published.exclude(pk=plan.pk).order_by("-version").first()


def open_evidence(plan: Plan, *, vetting: bool) -> list[OpenEvidence]:
    """The seated people whose verdict is unknown, in the order of courses and given names.

    ``vetting``: whether the reader is told what political vetting leaves open.
    """
    seats = plan.seats.select_related("nomination__person", "nomination__unit", "planned__course").order_by(
        "planned__course_id", "person__sort_key"
    )
    verdicts = {
        one.pk: one.appraisal
        for one in Nomination.objects.filter(
            stands(Eligibility.UNKNOWN.value, vetting=vetting), pk__in=plan.seats.values("nomination_id")
        ).select_related("appraisal")
    }
    return [
        OpenEvidence(
            nomination=seat.nomination,
            course=seat.planned.course.code,
            unknown=rules_told(verdicts[seat.nomination_id].unknown, vetting=vetting),
            needs=_needs(verdicts[seat.nomination_id], vetting=vetting),
        )
        for seat in seats
        if seat.nomination_id in verdicts
    ]


def _needs(verdict: Appraisal, *, vetting: bool) -> tuple[tuple[str, str], ...]:
    told = findings_told(verdict, vetting=vetting)
    needs = [(need["paper"], need["owed_by"]) for finding in told for need in finding["needs"]]
    return tuple(dict.fromkeys(needs))


def people_moved(before: Plan, after: Plan) -> list[Difference]:
    """Who sits elsewhere in ``after`` than in ``before``, by given name."""
    old, new = _places(before), _places(after)
    changed = [person for person in old.keys() | new.keys() if old.get(person) != new.get(person)]
    people = Person.objects.filter(pk__in=changed).order_by("sort_key")
    return [Difference(person, old.get(person.pk), new.get(person.pk)) for person in people]


def _places(plan: Plan) -> dict[int, str]:
    return dict(plan.seats.values_list("person_id", "planned__course__code"))


def courses_changed(before: Plan, after: Plan) -> list[CourseDifference]:
    """Which courses run on another day, no more, or only now."""
    old = dict(before.courses.values_list("course__code", "first_day"))
    new = dict(after.courses.values_list("course__code", "first_day"))
    changed = [code for code in sorted(old.keys() | new.keys()) if old.get(code) != new.get(code)]
    return [CourseDifference(code, old.get(code), new.get(code)) for code in changed]


def publish(plan: Plan, *, by: Actor, revision: int | None = None) -> Plan:
    """Makes a draft the next numbered version and its courses delegations. Refused while anything blocks."""
    with acting("plans.publish", by=by) as act:
        fresh = Plan.objects.select_for_update().select_related("call").get(pk=plan.pk)
        calls.require_open(fresh.call)
        if fresh.state != PlanState.DRAFT.value:
            raise Refused("plan_published", f"{fresh.name} đã được công bố.")
        if revision is not None and revision != fresh.revision:
            last = fresh.changes.select_related("by").order_by("-number").first()
            who = f" ({last.by})" if last and last.by else ""
            raise Stale(
                "plan_changed",
                f"{fresh.name} vừa được sửa{who} sau khi bạn mở trang này.",
                remedy="Xem lại rồi công bố. Chưa có gì được công bố.",
            )
        found = summary(fresh)
        if not found.ready:
            raise _blocked(found)
        act.watch(fresh)
        fresh.version = (fresh.call.plans.aggregate(top=Max("version"))["top"] or 0) + 1
        fresh.state, fresh.published_at, fresh.published_by = PlanState.PUBLISHED.value, timezone.now(), by
        fresh.save()
        _form_delegations(fresh, act=act)
        act.subject, act.year = fresh, fresh.call.year
        act.detail = {"version": fresh.version, "seated": found.tiers.seated, "open_evidence": len(found.open_evidence)}
    return fresh


def _blocked(found: Summary) -> Refused:
    said = (
        f"Còn {len(found.blocks)} điều chặn, {len(found.withdrawn)} người đã rút, "
        f"{len(found.not_eligible)} người không đủ điều kiện"
    )
    remedy = "Gỡ từng điều trên bảng xếp đoàn rồi công bố."
    if off := found.not_approved:
        names = ", ".join(one.full_name for one in off[:_NAMED])
        more = f" và {len(off) - _NAMED} người nữa" if len(off) > _NAMED else ""
        said += f", {len(off)} người không có trong danh sách đã duyệt ({names}{more})"
        remedy += " Người không có trong danh sách: tính lại, đưa ra khỏi bảng, hoặc sửa danh sách đã duyệt."
    return Refused("plan_blocked", f"{said}, chưa công bố được.", remedy=remedy)


def _form_delegations(plan: Plan, *, act: Act) -> None:
    """Each course of the version is a delegation now; those of an older version that do not run any more go.

    A delegation that has come home stays as it went, whatever a later version says.
    """
    rows = list(plan.courses.select_related("course").prefetch_related("seats__nomination__unit"))
    formed = Delegation.objects.filter(course__call=plan.call)
    home = set(formed.exclude(returned_on=None).values_list("course", flat=True))
    old = {one.course_id: one for one in formed.prefetch_related("members")}
    gone = formed.filter(returned_on=None).exclude(course__in=[row.course_id for row in rows])
    act.removed(*gone)
    gone.delete()
    for row in rows:
        if row.course_id in home:
            continue
        delegation, _ = Delegation.objects.update_or_create(
            course=row.course,
            defaults={
                "plan": plan,
                "first_day": row.first_day,
                "last_day": last_day(row.first_day, days=row.course.days),
                "leader_id": row.leader_id,
            },
        )
        act.became(old.get(row.course_id), delegation)
        act.concerns(row.course)
        was = {one.person_id for one in old[row.course_id].members.all()} if row.course_id in old else set()
        act.touched("person", _joined(row, was))
        delegation.members.all().delete()
        Member.objects.bulk_create(
            Member(
                delegation=delegation,
                person_id=seat.person_id,
                position=seat.nomination.position,
                unit_name=seat.nomination.unit.name,
            )
            for seat in row.seats.all()
        )


def _joined(row: PlannedCourse, was: set[int]) -> Iterator[tuple[int, Did, list[Change]]]:
    """Who goes with the delegation now and did not, and who no more."""
    now, code = {seat.person_id for seat in row.seats.all()}, row.course.code
    for person in sorted(now ^ was):
        old, new = (None, code) if person in now else (code, None)
        yield person, Did.CHANGED, [["member", "delegation", old, new, Sensitivity.ORDINARY.value]]


def next_draft(plan: Plan, *, by: Actor) -> Plan:
    """A new draft that starts from a plan, published or not."""
    with acting("plans.change", by=by, verb="plans.next_draft") as act:
        calls.require_open(plan.call)
        draft = drafts.copy(plan, by_id=by.pk if by else None)
        act.added(draft)
        act.subject, act.year, act.detail = draft, plan.call.year, {"based_on": plan.pk}
    return draft
