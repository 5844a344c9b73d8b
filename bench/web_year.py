"""Twelve years of invented nominations from 400 units, put by COPY into an empty PostgreSQL: for bench/web.py."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from doanra.policy.assess import assess
from doanra.records import bulk
from doanra.records.facts import facts_of, nominations_with_facts
from doanra.records.models import (
    Account,
    Appraisal,
    AppraisingBody,
    Call,
    Course,
    CourseStart,
    FileRow,
    Invitation,
    Nomination,
    Person,
    SourceFile,
    Unit,
    UnitName,
)
from doanra.stages import posts, units
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold, given_name_key
from doanra.terms.words import Programme, Role

YEARS = range(2016, 2028)
UNITS = 400
_COURSES = 40
_FAMILIES = (
    ("Nguyễn",) * 8 + ("Trần",) * 3 + ("Lê",) * 3 + ("Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
)
_MIDDLES = (
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Quốc",
    "Thanh",
    "Hồng",
    "Thu",
    "Xuân",
    "Ngọc",
    "Hữu",
    "Anh",
    "Thuỳ",
    "Hải",
    "Hoà",
)
_GIVENS = (
    "An", "Ân", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hạnh", "Hoà", "Huệ", "Khoa", "Lâm", "Linh", "Mai",
    "Nam", "Ngọc", "Oanh", "Phúc", "Quỳnh", "Sơn", "Tâm", "Thuý", "Thuỷ", "Trung", "Uyên", "Vân", "Yến", "Toàn", "Tuấn",
    "Khánh",
)  # fmt: skip
_POSTS = (
    "Phó Giám đốc Sở Nội vụ", "Uỷ viên Ban Thường vụ, Trưởng Ban Tổ chức", "Phó Vụ trưởng Vụ Kế hoạch",
    "Phó Chủ tịch Uỷ ban nhân dân", "Giám đốc Sở Tài chính", "Phó Trưởng Ban Nội chính",
)  # fmt: skip
_TOPICS = ("Quản trị địa phương", "Kinh tế số", "Xây dựng pháp luật", "Kỹ năng lãnh đạo", "Chuyển đổi xanh")
_COUNTRIES = ("Hàn Quốc", "Nhật Bản", "Singapore", "Pháp", "Đức", "Ô-xtrây-li-a")


def make(nominations: int, *, dice: random.Random) -> None:
    """Fills an empty database. The people are nobody."""
    units.load(by=None)
    posts.load(by=None)
    senders = _senders()
    accounts(senders)
    calls = _calls()
    files = _files(calls, senders, dice=dice)
    people = _people(nominations * 7 // 10, senders, dice=dice)
    named = _nominations(nominations, calls, files, people, dice=dice)
    _verdicts(named, dice=dice)


def _senders() -> list[Unit]:
    """The units of today, with invented ones up to 400."""
    there = list(Unit.objects.filter(valid_to=None))
    made = [
        Unit(
            slug=f"x-thu-{number}", kind="central", valid_from=date(2010, 1, 1), order=1000 + number,
            name=f"Cơ quan thử số {number}", short=f"Cơ quan thử {number}", search_key=f"co quan thu so {number}",
            illustrative=True,
        )
        for number in range(UNITS - len(there))
    ]  # fmt: skip
    Unit.objects.bulk_create(made)
    UnitName.objects.bulk_create(
        [UnitName(unit=one, name=one.name, short=one.short, valid_from=one.valid_from) for one in made]
    )
    return there[:UNITS] + made


def accounts(senders: list[Unit]) -> None:
    """One of each role."""
    body = AppraisingBody.objects.first()
    for role in Role:
        unit = senders[0] if role in (Role.UNIT, Role.APPROVER) else None
        Account.objects.create(
            username=f"bench.{role.value}", full_name=role.label, role=role.value, unit=unit, password="!",
            body=body if role is Role.APPRAISER else None, is_staff=True, is_superuser=role is Role.CHIEF,
        )  # fmt: skip


def _calls() -> list[Call]:
    made = [
        Call(
            year=year, title=f"Đợt đề cử năm {year}", opened_on=date(year - 1, 9, 15), closes_on=date(year - 1, 11, 30),
            state="open" if year == YEARS[-1] else "closed", synthetic=True,
        )
        for year in YEARS
    ]  # fmt: skip
    Call.objects.bulk_create(made)
    courses = [
        Course(
            call=call, code=f"NH-{number:02d}", programme="short", topic=_TOPICS[number % 5], host="Học viện giả định",
            country=_COUNTRIES[number % 6], seats_min=10, seats_max=25, days=14, abroad_to=14, cost_fixed=100_000_000,
            cost_per_head=80_000_000,
        )
        for call in made
        for number in range(_COURSES)
    ]  # fmt: skip
    Course.objects.bulk_create(courses)
    CourseStart.objects.bulk_create(
        [CourseStart(course=one, first_day=date(one.call.year, month, 5)) for one in courses for month in (4, 9)]
    )
    return made


def _files(calls: list[Call], senders: list[Unit], *, dice: random.Random) -> dict[int, list[SourceFile]]:
    at = datetime(2015, 10, 1, tzinfo=UTC)
    numbers = count(1)
    made: dict[int, list[SourceFile]] = {}
    for call in calls:
        letters = [f"{dice.randint(10, 4000)}-CV/TU" for _ in senders]
        made[call.pk] = [
            SourceFile(
                call=call, unit=unit, name=f"{unit.short}, danh sách {call.year}.xlsx", sha256=f"{next(numbers):064x}",
                size=40_000, received_at=at.replace(year=call.year - 1), state="saved", letter_number=letter,
                rows_read=21, rows_accepted=21,
            )
            for unit, letter in zip(senders, letters, strict=True)
        ]  # fmt: skip
        bulk.insert(made[call.pk])
        Invitation.objects.bulk_create(
            [
                Invitation(call=call, unit=unit, answered_on=date(call.year - 1, 10, 20), letter=letter)
                for unit, letter in zip(senders, letters, strict=True)
            ]
        )
    return made


def _people(many: int, senders: list[Unit], *, dice: random.Random) -> list[Person]:
    made = []
    for number in range(many):
        name = f"{dice.choice(_FAMILIES)} {dice.choice(_MIDDLES)} {dice.choice(_GIVENS)}"
        born = date(1965, 1, 1) + timedelta(days=dice.randrange(9000))
        made.append(
            bulk.new(
                Person, full_name=name, search_key=fold(name), sort_key=given_name_key(name), gender="male",
                birth=PartialDate.parse(born.isoformat()), unit_id=senders[number % len(senders)].pk, synthetic=True,
            )
        )  # fmt: skip
    for start in range(0, many, 10_000):
        bulk.insert(made[start : start + 10_000])
    return made


def _nominations(
    many: int, calls: list[Call], files: dict[int, list[SourceFile]], people: list[Person], *, dice: random.Random
) -> list[Nomination]:
    every = list(Programme)
    made: list[Nomination] = []
    for call, share in zip(calls, _shares(many, len(calls)), strict=True):
        by_unit = {file.unit_id: file for file in files[call.pk]}
        chosen = dice.sample(people, share)
        rows = [
            bulk.new(FileRow, file_id=by_unit[one.unit_id].pk, sheet="DS", row=number % 30 + 4, outcome="accepted")
            for number, one in enumerate(chosen)
        ]
        bulk.insert(rows)
        named = [
            bulk.new(
                Nomination, call_id=call.pk, unit_id=one.unit_id, person_id=one.pk, row_id=row.pk,
                programme=every[number % 3].value, language="en" if number % 3 == 2 else "",
                priority=number % 20 + 1, position=dice.choice(_POSTS), workplace="", audience="D", band=4,
                field="party-organisation", leads=True,
            )
            for number, (one, row) in enumerate(zip(chosen, rows, strict=True))
        ]  # fmt: skip
        bulk.insert(named)
        made += named
    return made


def _shares(many: int, parts: int) -> Iterator[int]:
    for number in range(parts):
        yield many // parts + (number < many % parts)


def _verdicts(named: list[Nomination], *, dice: random.Random) -> None:
    """Verdicts with what the rules really say of one such nomination."""
    loaded = Nomination.objects.select_related("person", "unit", "call").prefetch_related(*nominations_with_facts())
    said = assess(facts_of(loaded.get(pk=named[0].pk)), programme=Programme.SHORT, on=date(2027, 4, 5))
    findings = [finding.as_json() for finding in said.findings]
    standings = ("eligible",) * 5 + ("unknown",) * 4 + ("not_eligible",)
    now = timezone.now()

    def verdict(one: Nomination) -> Any:
        standing = dice.choice(standings)
        return bulk.new(
            Appraisal, nomination_id=one.pk, on=date(2027, 4, 5), edition=said.edition.id, standing=standing,
            not_met="short_once" if standing == "not_eligible" else "",
            unknown="health,discipline,vetting" if standing == "unknown" else "", findings=findings, appraised_at=now,
        )  # fmt: skip

    for start in range(0, len(named), 10_000):
        bulk.insert([verdict(one) for one in named[start : start + 10_000]])
