"""What a year lets its plan weigh: how alike a delegation is, from how many units, and first days on holidays."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from doanra.records.models import Call, HolidayStarts, Weighing
from doanra.stages import calls, seeing, soundness
from doanra.stages.acting import Act, Actor, acting
from doanra.terms.names import clean
from doanra.terms.refusal import Refused

SETTINGS = ("band_span", "field_share", "largest_unit", "holiday_starts", "source")
_LABELS = {
    "band_span": "độ rộng bậc",
    "field_share": "tỉ lệ đúng lĩnh vực",
    "largest_unit": "phần của đơn vị đông nhất",
    "holiday_starts": "ngày khai giảng trùng ngày nghỉ",
    "source": "nguồn",
}


def of(call: Call) -> Weighing:
    """The year's settings; those that every year begins with where none were saved."""
    return Weighing.objects.filter(call=call).first() or Weighing(
        call=call, field_share=Decimal("0.50"), largest_unit=Decimal("0.20")
    )


def put(
    call: Call, *, values: Mapping[str, Any], by: Actor, all_courses: bool = False, seen: str | None = None
) -> Weighing:
    """Changes the settings; with ``all_courses`` also the span and the share of every course of the year.

    Plans that exist keep the problem they were made for. Refused for what makes no sense; Stale if somebody changed
    them since they stood as ``seen`` (`seeing.mark`).
    """
    with acting("weighing.change", by=by, verb="weighing.put") as act:
        calls.require_open(call)
        strange = sorted(set(values) - set(SETTINGS))
        if strange:
            raise Refused("unknown_setting", f"Không có thiết lập tên {', '.join(strange)}.")
        Call.objects.select_for_update().get(pk=call.pk)
        row = of(call)
        seeing.require_same(
            row, seen=seen, now=seeing.mark(row), called=f"điều được cân nhắc của năm {call.year}",
            verbs=("weighing.put",),
        )  # fmt: skip
        before = {name: str(getattr(row, name)) for name in values}
        if row.pk:
            act.watch(row)
        else:
            act.added(row)
        for name, value in values.items():
            setattr(row, name, clean(value) if name == "source" else value)
        _check(row)
        row.save()
        act.subject, act.year = row, call.year
        act.detail = {"before": before, "after": {name: str(getattr(row, name)) for name in values}}
        if all_courses:
            act.detail["courses"] = _to_all(call, row, act=act)
    return row


def _to_all(call: Call, row: Weighing, *, act: Act) -> int:
    """Gives every course the year's span, and the year's share where it asks for a field; returns how many differ."""
    differing = [one for one in call.courses.all() if differs(row, one.band_span, one.field_share, one.field)]
    act.watch(*differing)
    for course in differing:
        course.band_span = row.band_span
        course.field_share = row.field_share if course.field else course.field_share
        course.save(update_fields=["band_span", "field_share"])
    return len(differing)


def differs(row: Weighing, band_span: int, field_share: Decimal, field: str) -> bool:
    """Whether a course has its own span or share; the share says nothing where no field is asked for."""
    return band_span != row.band_span or bool(field and field_share != row.field_share)


def _check(row: Weighing) -> None:
    faults = soundness.faults(row, labels=_LABELS)
    if not faults:
        if not 1 <= row.band_span <= 5:
            faults.append("độ rộng bậc phải từ 1 đến 5 (ví dụ 2: hai bậc liền nhau)")
        faults += [
            f"{_LABELS[name]} phải từ 0 đến 1 (ví dụ 0,5)"
            for name in ("field_share", "largest_unit")
            if not 0 <= Decimal(getattr(row, name)) <= 1
        ]
        if row.holiday_starts not in set(HolidayStarts):
            faults.append("chọn vẫn chào hoặc không chào ngày khai giảng trùng ngày nghỉ")
    if faults:
        raise Refused("weighing_wrong", f"Thiết lập: {'; '.join(faults)}.", remedy="Sửa các chỗ nêu trên.")
