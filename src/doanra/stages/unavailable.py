"""Days on which a nominee cannot go, told by the unit or the office: dates and the kind of reason, nothing more."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from django.utils import timezone

from doanra.records.models import BusyDays, BusyReason, Call, Delegation, Member, NominationState, Person
from doanra.records.queries import reach
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.terms.names import clean
from doanra.terms.refusal import NotFound, Refused

_LETTER = re.compile(r"[\w./-]{1,60}\Z")
"""A number such as 12-CV/TU: no blanks, so that no sentence about a person can be written into it."""
_LONGEST = 400  # days


def add(
    call: Call, *, person: int, first_day: date, last_day: date, reason: str, letter: str = "", by: Actor
) -> BusyDays:
    """Notes that a nominee of the year cannot go from one day to another, both included. A unit: its own people only.

    Refused for days out of order or out of the year, an unknown kind of reason, text instead of a letter's
    number, or the very same days, reason and letter as noted before: a form that is sent twice.
    """
    with acting("unavailable.change", by=by, verb="unavailable.add") as act:
        calls.require_open(call)
        who = _nominee(call, person, by)
        _check(call, first_day, last_day, reason, clean(letter))
        row = BusyDays(
            call=call, person=who, first_day=first_day, last_day=last_day, reason=reason, letter=clean(letter),
            recorded_at=timezone.now(), recorded_by=by,
        )  # fmt: skip
        _require_new(row)
        row.save()
        act.subject, act.year, act.detail = row, call.year, _told(row)
        act.added(row)
        act.ground = row.letter
    return row


def remove(row: BusyDays, *, by: Actor) -> None:
    """Takes noted days back. A unit: those of its own people only."""
    with acting("unavailable.change", by=by, verb="unavailable.remove") as act:
        calls.require_open(row.call)
        _nominee(row.call, row.person_id, by)
        act.year, act.detail, act.ground = row.call.year, _told(row), row.letter
        act.removed(row)
        row.delete()


def _require_new(row: BusyDays) -> None:
    Call.objects.select_for_update().get(pk=row.call_id)
    same = BusyDays.objects.filter(
        call=row.call_id, person=row.person_id, first_day=row.first_day, last_day=row.last_day, reason=row.reason,
        letter=row.letter,
    )  # fmt: skip
    one = same.select_related("recorded_by").first()
    if one is not None:
        who = f"{one.recorded_by} đã ghi" if one.recorded_by else "Đã ghi"
        raise Refused(
            "busy_already",
            f"{who} đúng những ngày này lúc {timezone.localtime(one.recorded_at):%H:%M, %d/%m/%Y}.",
            remedy="Xem các ngày đã ghi của người này. Ngày hoặc công văn khác thì sửa rồi ghi thêm.",
        )


def _told(row: BusyDays) -> dict[str, object]:
    return {"person": row.person_id, "from": row.first_day.isoformat(), "to": row.last_day.isoformat()}


def _nominee(call: Call, person: int, by: Actor) -> Person:
    """Somebody nominated this year, within what the account may see."""
    named = call.nominations.filter(person=person, state=NominationState.STANDING.value)
    units = units_of(by)
    if units is not None:
        named = named.filter(unit__in=units)
    found = named.select_related("person").first()
    if found is None:
        raise NotFound(
            "no_nominee", f"Không có người này trong danh sách đề cử năm {call.year} của bạn.", remedy="Tải lại trang."
        )
    return found.person


def units_of(account: Actor) -> frozenset[int] | None:
    """Units whose people an account may speak for; None for all."""
    return reach.units(account)


def _check(call: Call, first: date, last: date, reason: str, letter: str) -> None:
    faults = []
    if last < first:
        faults.append(f"ngày cuối {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y}")
    elif (last - first).days > _LONGEST:
        faults.append(f"khoảng bận dài quá {_LONGEST} ngày")
    elif last.year < call.year or first.year > call.year:
        faults.append(f"khoảng {first:%d/%m/%Y}–{last:%d/%m/%Y} nằm ngoài năm {call.year}")
    if reason not in set(BusyReason):
        faults.append("chưa chọn loại lý do")
    if letter and not _LETTER.match(letter):
        faults.append("số công văn chỉ gồm chữ, số và dấu . / - (ví dụ 12-CV/TU); không ghi lý do bằng lời")
    if faults:
        raise Refused("busy_wrong", f"Ngày bận: {'; '.join(faults)}.", remedy="Sửa các chỗ nêu trên rồi lưu lại.")


def busy_of(call: Call) -> dict[int, tuple[tuple[date, date], ...]]:
    """For each person the days on which they cannot go this year: noted ones, and courses of other years that reach in.

    Two queries.
    """
    found: dict[int, set[tuple[date, date]]] = defaultdict(set)
    for person, first, last in call.busy_days.values_list("person_id", "first_day", "last_day"):
        found[person].add((first, last))
    reaching = Delegation.objects.filter(last_day__gte=date(call.year, 1, 1), first_day__lte=date(call.year, 12, 31))
    members = Member.objects.filter(delegation__in=reaching.exclude(course__call=call))
    for person, first, last in members.values_list("person_id", "delegation__first_day", "delegation__last_day"):
        found[person].add((first, last))
    return {person: tuple(sorted(spans)) for person, spans in found.items()}
