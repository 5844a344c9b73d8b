"""The call of a year: opening it, its settings, which units are asked, chasing those who have not answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from doanra.policy import parameters
from doanra.records.models import Call, CallState, Did, Invitation, PlannedFrom, QuotaMode, Unit, UnknownMeans
from doanra.stages import ledger, reaching, replies, seeing, soundness, telling
from doanra.stages.acting import Act, Actor, acting
from doanra.terms.refusal import NotFound, Refused
from doanra.terms.words import Programme

SETTINGS = (
    "title", "document", "closes_on", "unknown_means", "planned_from", "target_short", "target_medium",
    "target_language", "budget", "abroad_at_once", "away_share", "rank_window", "register_complete", "programmes",
    "people_due_on",
)  # fmt: skip


_LABELS = {
    "title": "tên đợt",
    "document": "số công văn",
    "closes_on": "hạn trả lời",
    "target_short": "chỉ tiêu ngắn hạn",
    "target_medium": "chỉ tiêu trung hạn",
    "target_language": "chỉ tiêu ngoại ngữ",
    "budget": "kinh phí",
    "abroad_at_once": "số đoàn ở nước ngoài cùng lúc",
    "away_share": "tỉ lệ vắng mặt",
    "rank_window": "độ lệch thứ tự ưu tiên",
    "programmes": "chương trình của năm",
    "people_due_on": "hạn giấy tờ của từng người",
}
YEARS = range(2022, 2101)
"""Years that can be called: from the first under Conclusion 39-KL/TW."""


def of_year(year: int) -> Call:
    """The call of a year; NotFound with what to do if none was opened."""
    call = Call.objects.filter(year=year).first()
    if call is None:
        raise NotFound("no_call", f"Chưa mở đợt đề cử năm {year}.", remedy="Mở đợt mới ở trang “Mời đề cử”.")
    return call


def open_call(
    year: int,
    *,
    by: Actor,
    on: date,
    title: str = "",
    document: str = "",
    closes_on: date | None = None,
    synthetic: bool = False,
) -> Call:
    """Opens a year and asks every unit that exists on that day. Refused if the year is open already or out of range."""
    with acting("calls.open", by=by) as act:
        if year not in YEARS:
            raise Refused(
                "year_range",
                f"Năm {year} nằm ngoài khoảng {YEARS[0]}–{YEARS[-1]}.",
                remedy="Ghi năm mở khoá, ví dụ 2027.",
            )
        call = Call(
            year=year,
            title=title or f"Bồi dưỡng cán bộ lãnh đạo, quản lý ở nước ngoài năm {year}",
            document=document,
            opened_on=on,
            closes_on=closes_on or max(on, date(year - 1, 12, 31)),
            synthetic=synthetic,
        )
        _require_sound(call)
        _store_new(call)
        asked = units_on(on)
        invite(call, units=asked)
        act.added(call)
        act.touched("unit", ((unit.pk, Did.ABOUT, []) for unit in asked))
        act.ground = document
        act.subject, act.year, act.detail = call, year, {"on": on.isoformat()}
    return call


def _store_new(call: Call) -> None:
    """Stores a year unless there is one, or somebody opens one at this very moment."""
    try:
        with transaction.atomic():
            call.save()
    except IntegrityError:
        raise Refused(
            "call_exists", f"Đợt đề cử năm {call.year} đã được mở.", remedy="Chọn năm khác, hoặc sửa đợt đã mở."
        ) from None


def require_open(call: Call) -> None:
    """Refused once the year was closed: nothing of it changes any more. Asks the table, not the object at hand."""
    if Call.objects.filter(pk=call.pk, state=CallState.CLOSED.value).exists():
        raise Refused(
            "call_closed",
            f"Đợt năm {call.year} đã tổng kết, không đổi nữa.",
            remedy="Mọi trang của năm vẫn xem và tải được. Việc mới: chọn năm đang mở.",
        )


def units_on(day: date) -> list[Unit]:
    """All units that exist on a day, by kind and order of the register."""
    return list(Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day))


def invite(call: Call, *, units: Iterable[Unit]) -> None:
    """Asks units that were not asked yet."""
    known = set(call.invitations.values_list("unit_id", flat=True))
    Invitation.objects.bulk_create(Invitation(call=call, unit=unit) for unit in units if unit.pk not in known)


def change(
    call: Call, *, by: Actor, values: Mapping[str, Any], on: date | None = None, seen: str | None = None
) -> Call:
    """Changes settings of the year; Refused for a name that is none, or values that make no sense.

    Stale if somebody changed them since they stood as ``seen``.

    Where units have quotas the plan of their ledger follows the targets; ``on`` is the day of those entries.
    """
    with acting("calls.change", by=by) as act:
        require_open(call)
        strange = sorted(set(values) - set(SETTINGS))
        if strange:
            raise Refused("unknown_setting", f"Không có thiết lập tên {', '.join(strange)}.")
        fresh = Call.objects.select_for_update().get(pk=call.pk)
        now = seeing.mark(fresh, only=SETTINGS)
        seeing.require_same(fresh, seen=seen, now=now, called=f"thiết lập năm {fresh.year}", verbs=("calls.change",))
        before = {name: str(getattr(fresh, name)) for name in values}
        act.watch(fresh)
        for name, value in values.items():
            setattr(fresh, name, value)
        _check(values)
        _require_sound(fresh)
        fresh.save(update_fields=list(values))
        _follow(act, fresh, by=by, on=on)
        for name in values:
            setattr(call, name, getattr(fresh, name))
        act.subject, act.year = call, call.year
        act.detail = {"before": before, "after": {name: str(getattr(fresh, name)) for name in values}}
    return call


def _follow(act: Act, call: Call, *, by: Actor, on: date | None) -> None:
    """Brings the ledger of quotas along with the targets: Refused to go below what units have."""
    if call.quotas != QuotaMode.OFF.value:
        document = call.document or f"Thiết lập năm {call.year}"
        ground = ledger.Ground(document=document, on=on or call.opened_on, reason="theo chỉ tiêu của năm")
        act.added(*ledger.follow(call, targets=targets(call), ground=ground, actor=by))


def _check(values: Mapping[str, Any]) -> None:
    named = values.get("programmes")
    if named is not None and (not named or not set(named.split(",")) <= set(Programme)):
        raise Refused("programmes_wrong", "Năm phải có ít nhất một chương trình.", remedy="Đánh dấu chương trình mở.")
    means = values.get("unknown_means")
    if means is not None and means not in set(UnknownMeans):
        raise Refused("unknown_means", "Chọn “nhận vào, có dấu” hoặc “để lại” cho người còn chưa rõ.")
    if values.get("planned_from", PlannedFrom.ALL.value) not in set(PlannedFrom):
        raise Refused("planned_from", "Chọn “chỉ người trong danh sách đã duyệt” hoặc “mọi đề cử đang đứng”.")
    budget = values.get("budget")
    if budget is not None and Decimal(budget) < 0:
        raise Refused("budget_negative", "Kinh phí không thể âm.", remedy="Ghi số tiền, ví dụ 95.000.000.000.")
    share = values.get("away_share")
    if share is not None and not Decimal("0.01") <= Decimal(share) <= 1:
        raise Refused(
            "away_share", "Tỉ lệ vắng mặt cùng lúc phải từ 0,01 đến 1.", remedy="Ví dụ 0,25 nghĩa là một phần tư."
        )


def _require_sound(call: Call) -> None:
    found = soundness.faults(call, labels=_LABELS)
    if not found and call.closes_on < call.opened_on:
        found = [f"{_LABELS['closes_on']}: không thể trước ngày mời {call.opened_on:%d/%m/%Y}"]
    if not found and call.people_due_on is not None and call.people_due_on < call.opened_on:
        found = [f"{_LABELS['people_due_on']}: không thể trước ngày mời {call.opened_on:%d/%m/%Y}"]
    if found:
        raise Refused("call_wrong", f"Năm {call.year}: {'; '.join(found)}.", remedy="Sửa các chỗ nêu trên rồi lưu lại.")


def remind(call: Call, *, units: Iterable[Unit], by: Actor, on: date) -> int:
    """Notes that a chaser letter goes to units that have not answered; returns how many. Once a day for a unit."""
    with acting("calls.remind", by=by) as act:
        require_open(call)
        silent = call.invitations.filter(answered_on=None, unit__in=list(units)).exclude(reminded_on=on)
        waiting = list(silent.select_related("unit"))
        act.watch(*waiting)
        for invitation in waiting:
            invitation.reminders += 1
            invitation.reminded_on = on
            invitation.save(update_fields=["reminders", "reminded_on"])
        act.subject, act.year = call, call.year
        act.detail = {"units": [invitation.unit.slug for invitation in waiting]}
    return len(act.detail["units"])


def answer_none(
    call: Call,
    *,
    unit: Unit,
    letter: str,
    letter_on: date | None,
    by: Actor,
    on: date,
    noted_on: date | None = None,
) -> Invitation:
    """Notes that a unit answered by letter that it names nobody: it has answered, from that day on.

    ``on`` is the day on which the letter came, ``noted_on`` the day on which that is written down, if it is a later
    one. Refused where it was not asked, has answered already, or the letter has no number.
    """
    with acting("calls.answer_none", by=by) as act:
        require_open(call)
        reaching.require_unit(unit, actor=by)
        invitation = call.invitations.select_for_update().filter(unit=unit).first()
        if invitation is None:
            raise Refused(
                "unit_not_asked", f"{unit.short} không được mời năm {call.year}.", remedy="Xem danh sách mời."
            )
        if invitation.answered_on is not None:
            raise Refused(
                "has_answered",
                f"{unit.short} đã trả lời ngày {invitation.answered_on:%d/%m/%Y}.",
                remedy="Rút từng đề cử nếu đơn vị không cử ai nữa.",
            )
        _require_letter(call, letter=letter, letter_on=letter_on, on=on, today=noted_on or on)
        act.watch(invitation)
        replies.note(invitation, on=on, noted_on=noted_on or on, before=None, names_nobody=True)
        invitation.answered_on, invitation.names_nobody = on, True
        invitation.letter, invitation.letter_on = letter.strip(), letter_on
        invitation.save(update_fields=["answered_on", "names_nobody", "letter", "letter_on"])
        act.subject, act.year, act.unit = unit, call.year, unit
        act.ground = telling.document(invitation.letter, letter_on)
    return invitation


def _require_letter(call: Call, *, letter: str, letter_on: date | None, on: date, today: date) -> None:
    if not letter.strip() or len(letter.strip()) > 80:
        raise Refused(
            "letter_missing", "Chưa ghi số công văn trả lời.", remedy="Ghi số trong 80 ký tự, ví dụ 45-CV/TU."
        )
    if not call.opened_on <= on <= today or (letter_on is not None and not call.opened_on <= letter_on <= on):
        raise Refused(
            "letter_day",
            f"Ngày trả lời phải từ ngày mời {call.opened_on:%d/%m/%Y} đến hôm nay, công văn không sau ngày trả lời.",
            remedy="Ghi ngày nhận công văn và ngày ký công văn.",
        )


def close(call: Call, *, by: Actor, on: date | None = None) -> None:
    """Ends the year on a day, None where nobody knows it: nothing of it changes any more."""
    with acting("calls.change", by=by, verb="calls.close") as act:
        require_open(call)
        act.watch(call)
        call.state, call.closed_on = CallState.CLOSED.value, on
        call.save(update_fields=["state", "closed_on"])
        act.subject, act.year = call, call.year


def targets(call: Call) -> dict[Programme, int]:
    """Seats to fill for each programme: the year's own figures, else those of Conclusion 39-KL/TW, section 2.2.

    Nothing for a programme that the year does not offer.
    """
    return {one: seats if one in call.offered else 0 for one, seats in _targets_of_all(call).items()}


def _targets_of_all(call: Call) -> dict[Programme, int]:
    own = {
        Programme.SHORT: call.target_short,
        Programme.MEDIUM: call.target_medium,
        Programme.LANGUAGE: call.target_language,
    }
    if all(value is not None for value in own.values()):
        return {programme: value or 0 for programme, value in own.items()}
    published = parameters.targets(call.year)
    return {
        programme: own_value if own_value is not None else published.parts[programme]
        for programme, own_value in own.items()
    }


def total_target(call: Call) -> int:
    """Seats to fill in all: the published total, which is no exact sum, unless the year sets a figure of its own."""
    set_none = (call.target_short, call.target_medium, call.target_language) == (None, None, None)
    if set_none and len(call.offered) == len(Programme):
        return parameters.targets(call.year).total
    return sum(targets(call).values())
