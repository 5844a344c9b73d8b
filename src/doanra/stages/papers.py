"""Papers of a year: the plan with its annexes, the list of a delegation, chaser letters. Getting one leaves a trace."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count

from doanra.documents.chaser_letter.context import ChaserLetter
from doanra.documents.delegation import Delegation, Member
from doanra.documents.delegation_list.context import DelegationList
from doanra.documents.delegation_list.workbook import render_excel
from doanra.documents.letterhead import Letterhead, Signature
from doanra.documents.render import render_word
from doanra.documents.year_plan.context import BudgetLine, Registration, Targets, UnitGroup, YearPlan
from doanra.records.models import (
    Call,
    DeadlineOf,
    Did,
    Invitation,
    NominationState,
    Plan,
    PlannedCourse,
    PlanState,
    Seat,
    Unit,
)
from doanra.records.queries import calling
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.verdicts import stands
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.terms.names import fold
from doanra.terms.refusal import NotFound, Refused
from doanra.terms.words import Audience, Gender, Language, Programme

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

_COMMITTEE = "Ban Chỉ đạo thực hiện\nKết luận số 39-KL/TW"
_RECIPIENTS = (
    "Các đồng chí thành viên Ban Chỉ đạo",
    "Các cơ quan, đơn vị, địa phương có cán bộ trong danh sách",
    "Lưu",
)
BY_ORDER = Signature(authority="T/L BAN CHỈ ĐẠO", post="CƠ QUAN THƯỜNG TRỰC")
LETTER_RECIPIENTS = ("Như trên", "Lưu")
"""Who signs the letters to units, and who gets them."""
_SIGNATURE = Signature(authority="K/T TRƯỞNG BAN", post="PHÓ TRƯỞNG BAN")
_AUDIENCE = {
    Audience.A: "diện Bộ Chính trị, Ban Bí thư quản lý",
    Audience.B: "lãnh đạo tổng cục",
    Audience.C: "lãnh đạo cục, vụ",
    Audience.D: "uỷ viên ban thường vụ tỉnh uỷ, thành uỷ",
    Audience.E: "lãnh đạo sở",
    Audience.F: "người thường xuyên dùng ngoại ngữ",
}
"""Audience groups in the few words that a column holds."""
_NEW_TERM, _LEAST_TERM = timedelta(days=10), timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file ready to be sent: its name, its kind, its bytes."""

    name: str
    kind: str
    content: bytes


def year_plan(plan: Plan, *, by: Actor, on: date) -> Paper:
    """The year plan with the list of every delegation as annexes, in Word. Refused for a draft."""
    with acting("papers.get", by=by, verb="papers.year_plan") as act:
        _published(plan)
        act.subject, act.year = plan, plan.call.year
        content = render_word("year_plan", context=_year_plan(plan, on=on), on=on)
    return Paper(f"ke-hoach-{plan.call.year}-ban-{plan.version}.docx", WORD, content)


def delegation_list(plan: Plan, *, code: str, form: str, by: Actor, on: date) -> Paper:
    """The list of one delegation: ``form`` is ``word`` or ``excel``. Refused for a draft."""
    with acting("papers.roster", by=by, verb="papers.delegation_list") as act:
        _published(plan)
        planned = plan.courses.select_related("course").filter(course__code=code).first()
        if planned is None:
            raise NotFound("course_not_running", f"{plan.name} không có đoàn {code}.")
        context = _list(plan, planned)
        act.concerns(planned.course)
        act.subject, act.year, act.detail = plan, plan.call.year, {"course": code, "form": form}
        if form == "excel":
            kind, content, ending = EXCEL, render_excel(context, on=on), "xlsx"
        else:
            kind, content, ending = WORD, render_word("delegation_list", context=context, on=on), "docx"
    return Paper(f"danh-sach-{fold(code)}-{plan.call.year}.{ending}", kind, content)


def chaser_letters(call: Call, *, by: Actor, on: date, units: Iterable[int] = ()) -> Paper:
    """One Word letter for each unit that has not answered (or only those given), in one archive."""
    with acting("papers.get", by=by, verb="papers.chaser_letters") as act:
        waiting = call.invitations.filter(answered_on=None).select_related("unit")
        chosen = list(waiting.filter(unit__in=list(units)) if units else waiting)
        if not chosen:
            raise Refused(
                "all_answered", f"Mọi đơn vị được mời năm {call.year} đã trả lời.", remedy="Không cần nhắc ai."
            )
        act.subject, act.year, act.detail = call, call.year, {"units": [one.unit.slug for one in chosen]}
        act.touched("unit", ((one.unit_id, Did.ABOUT, []) for one in chosen))
        longer, family, files = calling.longer(call), Lineage(), dict[str, bytes]()
        for one in chosen:
            for unit in family.now(one.unit_id) or (one.unit,):  # who followed a closed unit answers for it, once
                if not any(name.endswith(f"-{unit.slug}.docx") for name in files):
                    letter = _chaser(call, unit, on=on, due_on=_due(call, one, longer))
                    files[f"{len(files) + 1:02d}-{unit.slug}.docx"] = letter
    return Paper(f"cong-van-nhac-{call.year}.zip", ZIP, zipped(files))


def zipped(files: dict[str, bytes]) -> bytes:
    """One archive of several papers."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return archive.getvalue()


def _published(plan: Plan) -> None:
    if plan.state != PlanState.PUBLISHED.value:
        raise Refused(
            "plan_not_published", f"{plan.name} chưa công bố, chưa in được.", remedy="Công bố phương án rồi tải."
        )


def letterhead(
    code: str, *, year: int | None = None, number: int | None = None, issued_on: date | None = None
) -> Letterhead:
    """The head of the Committee's papers; ``code`` is KH, DS, CV. Dots for a number or a day that is not known."""
    return Letterhead(
        parent="", body=_COMMITTEE, body_code="BCĐ", kind_code=code, place="Hà Nội", year=year, number=number,
        issued_on=issued_on,
    )  # fmt: skip


def _year_plan(plan: Plan, *, on: date) -> YearPlan:
    call = plan.call
    parts = calls.targets(call)
    return YearPlan(
        year=call.year,
        letterhead=letterhead("KH", year=on.year),
        targets=Targets(
            total=calls.total_target(call),
            short=parts[Programme.SHORT],
            medium=parts[Programme.MEDIUM],
            language=parts[Programme.LANGUAGE],
        ),
        registered_on=on,
        units=_unit_groups(call),
        registrations=_registrations(call),
        delegations=_delegations(plan),
        budget=_budget(plan),
        signature=_SIGNATURE,
        recipients=_RECIPIENTS,
    )


def _unit_groups(call: Call) -> tuple[UnitGroup, ...]:
    labels = {"province": "tỉnh, thành phố", "central": "cơ quan Trung ương"}
    rows = call.invitations.values("unit__kind").annotate(many=Count("id"), answered=Count("answered_on"))
    counts = {row["unit__kind"]: row for row in rows.order_by()}
    return tuple(
        UnitGroup(label, counts[kind]["answered"], counts[kind]["many"])
        for kind, label in labels.items()
        if kind in counts
    )


def _registrations(call: Call) -> tuple[Registration, ...]:
    """Counts without political vetting, whoever draws the paper: it is read by all whom it is sent to."""
    standing = call.nominations.filter(state=NominationState.STANDING.value)
    rows = standing.values("programme").annotate(
        nominated=Count("id"),
        eligible=Count("id", filter=stands("eligible", vetting=False)),
        refused=Count("id", filter=stands("not_eligible", vetting=False)),
    )
    counts = {row["programme"]: row for row in rows.order_by()}
    return tuple(
        Registration(
            programme,
            nominated=row["nominated"],
            eligible=row["eligible"],
            unknown=row["nominated"] - row["eligible"] - row["refused"],
            refused=row["refused"],
        )
        for programme in Programme
        if (row := counts.get(programme.value))
    )


def _delegations(plan: Plan) -> tuple[Delegation, ...]:
    rows = plan.courses.select_related("course").prefetch_related("seats__person", "seats__nomination__unit")
    return tuple(_delegation(row) for row in rows)


def _delegation(row: PlannedCourse) -> Delegation:
    course, seats = row.course, list(row.seats.all())
    return Delegation(
        code=course.code,
        programme=Programme(course.programme),
        topic=course.topic,
        audience="; ".join(_AUDIENCE[Audience(letter)] for letter in course.audiences),
        seats=course.seats_max,
        host=course.host,
        country=course.country,
        days=course.days,
        first_day=row.first_day,
        language=Language(course.language) if course.language else None,
        cost=course.cost_fixed + course.cost_per_head * len(seats),
        members=tuple(_member(seat, leader=row.leader_id) for seat in seats),
    )


def _member(seat: Seat, *, leader: int | None) -> Member:
    person, nomination = seat.person, seat.nomination
    return Member(
        full_name=person.full_name,
        post=", ".join(part for part in (nomination.position, nomination.workplace) if part),
        unit=nomination.unit.short,
        birth=person.birth,
        gender=Gender(person.gender) if person.gender else None,
        is_head=person.pk == leader,
    )


def _budget(plan: Plan) -> tuple[BudgetLine, ...]:
    """Fixed and per-head costs of the courses that run, by programme."""
    sums: dict[Programme, tuple[Decimal, bool]] = {}
    for row in plan.courses.select_related("course").annotate(heads=Count("seats")):
        course, programme = row.course, Programme(row.course.programme)
        amount, assumed = sums.get(programme, (Decimal(0), False))
        cost = course.cost_fixed + course.cost_per_head * row.heads
        sums[programme] = (amount + cost, assumed or course.illustrative)
    return tuple(
        BudgetLine(f"Bồi dưỡng {programme.label.lower()}", sums[programme][0].quantize(Decimal(1)), sums[programme][1])
        for programme in Programme
        if programme in sums
    )


def _list(plan: Plan, planned: PlannedCourse) -> DelegationList:
    return DelegationList(
        year=plan.call.year,
        letterhead=letterhead("DS", year=plan.published_at.year if plan.published_at else None),
        delegation=_delegation(planned),
        signature=_SIGNATURE,
        recipients=_RECIPIENTS,
        plan_reference=f"Kế hoạch năm {plan.call.year}, bản số {plan.version}",
    )


def _due(call: Call, invitation: Invitation, longer: dict[tuple[int, str], date]) -> date:
    return max(call.closes_on, longer.get((invitation.unit_id, DeadlineOf.UNIT.value), call.closes_on))


def _chaser(call: Call, unit: Unit, *, on: date, due_on: date) -> bytes:
    """The letter to one unit. A day that has not passed stays the day; one that has, or is near, becomes a new one."""
    letter = ChaserLetter(
        year=call.year,
        letterhead=letterhead("CV", year=on.year),
        unit=unit.letterhead,
        as_of=on,
        due_on=due_on,
        new_due_on=due_on if due_on >= on + _LEAST_TERM else on + _NEW_TERM,
        signature=BY_ORDER,
        recipients=LETTER_RECIPIENTS,
        call_reference=f"Công văn số {call.document}, ngày {call.opened_on:%d/%m/%Y}" if call.document else "",
    )
    return render_word("chaser_letter", context=letter, on=on)
