"""Builds what tests need through the verbs of the stages; everybody is invented."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from doanra import planner
from doanra.records.models import Account, Call, Course, Nomination, Person, Plan, PlanningProblem, Unit
from doanra.stages import appraisals, calls, courses
from doanra.stages.acting import acting
from doanra.stages.plans import drafts, problem
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold, given_name_key

PROVINCES = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien", "p-lai-chau", "p-yen-bai")
_numbers = itertools.count(1)
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
_GIVENS = ("An", "Ân", "Bình", "Cường", "Đạt", "Hà", "Hoà", "Lâm", "Mai", "Ngọc", "Ổn", "Quỳnh", "Thuý", "Vân")


def account(username: str, *, role: str, unit: str | None = None) -> Account:
    """An account without a password, for ``client.force_login``."""
    return Account.objects.create(
        username=username,
        full_name=username.title(),
        role=role,
        unit=Unit.objects.get(slug=unit) if unit else None,
        password="!",
    )


def call(year: int = 2027, *, on: date | None = None, **values: Any) -> Call:
    """An open call; it asks the units of its day."""
    made = calls.open_call(year, by=None, on=on or date(year - 1, 9, 15), synthetic=True)
    for name, value in values.items():
        setattr(made, name, value)
    made.save()
    return made


def course(of: Call, code: str = "NH-01", *, starts: tuple[date, ...] = (), **values: Any) -> Course:
    """A course on offer, by default a short one of two weeks for two to four people."""
    given: dict[str, Any] = {
        "code": code, "programme": "short", "topic": f"Chủ đề giả định {code}", "content_group": "4", "field": "",
        "field_share": Decimal("0.5"), "country": "Hàn Quốc", "host": "Học viện giả định", "seats_min": 2,
        "seats_max": 4, "band_low": 1, "band_high": 5, "band_span": 2, "days": 14, "abroad_from": 0, "abroad_to": 14,
        "cost_fixed": Decimal(100_000_000), "cost_per_head": Decimal(80_000_000),
    }  # fmt: skip
    return courses.put(
        of, values={**given, **values}, starts=starts or (date(of.year, 4, 5), date(of.year, 9, 6)), by=None
    )


def short_year(*, courses: int = 3, target: int = 6, **values: Any) -> Call:
    """An open year for short courses alone: so many of them, NH-01, NH-02 ..."""
    made = call(2027, target_short=target, target_medium=0, target_language=0, **values)
    for number in range(1, courses + 1):
        course(made, f"NH-{number:02}")
    return made


def person(unit: Unit, *, full_name: str = "", birth: str = "1975-03-12", gender: str = "male") -> Person:
    """An invented person of a unit."""
    number = next(_numbers)
    name = full_name or f"{_FAMILIES[number % 8]} Thử {_GIVENS[number % 14]}"
    return Person.objects.create(
        full_name=name,
        search_key=fold(name),
        sort_key=given_name_key(name),
        gender=gender,
        birth=PartialDate.parse(birth) if birth else None,
        unit=unit,
        synthetic=True,
    )


def nomination(of: Call, *, unit: str = "p-cao-bang", programme: str = "short", **values: Any) -> Nomination:
    """A nomination with a post of band 4, so that rules and planner have what they ask for."""
    sender = Unit.objects.get(slug=unit)
    who = values.pop("person", None) or person(sender, birth=values.pop("birth", "1975-03-12"))
    given: dict[str, Any] = {
        "position": "Uỷ viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh uỷ", "audience": "D", "band": 4,
        "field": "party-organisation", "leads": True, "source": "tệp giả định, dòng 1",
    }  # fmt: skip
    return Nomination.objects.create(call=of, unit=sender, person=who, programme=programme, **{**given, **values})


def nominations(of: Call, many: int, *, unit: str = "p-cao-bang", **values: Any) -> list[Nomination]:
    """Several nominations of one unit, appraised."""
    made = [nomination(of, unit=unit, priority=number, **values) for number in range(1, many + 1)]
    appraisals.appraise(of, by=None, nominations=made)
    return made


def one_of_each_unit(of: Call, many: int = 6) -> list[Nomination]:
    """One appraised nomination of each of so many units."""
    return [nominations(of, 1, unit=slug)[0] for slug in PROVINCES[:many]]


def plan(of: Call, *, seats: dict[str, list[Nomination]] | None = None) -> Plan:
    """A draft with these people in these courses, on each course's first proposed day, led by the first who can."""
    built, _ = problem.build(of)
    kept: PlanningProblem = problem.keep(of, built)
    with acting("plans.change", by=None, verb="plans.next_draft"):
        made = Plan.objects.create(
            call=of, letter=drafts.next_letter(of), problem=kept, created_at=kept.made_at, bounds={}
        )
        drafts.fill(
            made, planner.Plan(courses=tuple(_planned(built, code, seated) for code, seated in (seats or {}).items()))
        )
    return made


def _planned(built: planner.Problem, code: str, seated: list[Nomination]) -> planner.PlannedCourse:
    ids = [problem.person_id(one.person_id) for one in seated]
    heads = [name for name in ids if built.nominee[name].can_lead]
    return planner.PlannedCourse(
        id=code, start=built.course[code].starts[0], leader=heads[0] if heads else None, members=tuple(ids)
    )
