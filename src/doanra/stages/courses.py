"""The catalogue of a year: courses are entered one by one or by workbook; the planner chooses among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from doanra.records.models import Call, Course, CourseStart
from doanra.stages.acting import Actor, acting
from doanra.terms.refusal import Refused

FIELDS = (
    "code", "programme", "topic", "content_group", "field", "field_share", "audiences", "host", "country", "language",
    "interpreted", "seats_min", "seats_max", "band_low", "band_high", "band_span", "days", "abroad_from", "abroad_to",
    "cost_fixed", "cost_per_head", "illustrative",
)  # fmt: skip


def put(
    call: Call, *, values: Mapping[str, Any], starts: Sequence[date], by: Actor, course: Course | None = None
) -> Course:
    """Adds a course or changes it, with all its proposed first days. Refused values are named all at once."""
    _check(call, values, starts, course=course)
    with acting("courses.change", by=by, verb="courses.change" if course else "courses.add") as act:
        course = course or Course(call=call)
        for name in FIELDS:
            if name in values:
                setattr(course, name, values[name])
        course.save()
        course.starts.all().delete()
        CourseStart.objects.bulk_create(CourseStart(course=course, first_day=day) for day in sorted(set(starts)))
        act.subject, act.year, act.detail = course, call.year, {"code": course.code}
    return course


def put_many(call: Call, *, rows: Sequence[tuple[Mapping[str, Any], Sequence[date]]], by: Actor) -> int:
    """Takes a whole catalogue in, all or nothing: a code that exists is changed, a new one added."""
    known = {course.code: course for course in call.courses.all()}
    with acting("courses.change", by=by, verb="courses.load") as act:
        for values, starts in rows:
            put(call, values=values, starts=starts, by=by, course=known.get(values["code"]))
        act.subject, act.year, act.detail = call, call.year, {"courses": len(rows)}
    return len(rows)


def remove(course: Course, *, by: Actor) -> None:
    """Takes a course out of the catalogue; Refused once a plan or a delegation has it."""
    from doanra.records.models import PlannedCourse  # noqa: PLC0415 - a later stage's table, asked only here

    if PlannedCourse.objects.filter(course=course).exists():
        raise Refused(
            "course_planned",
            f"Khoá {course.code} đã có trong một phương án.",
            remedy="Bỏ khoá khỏi các phương án, hoặc giữ lại và không cho chạy.",
        )
    with acting("courses.change", by=by, verb="courses.remove") as act:
        act.year, act.detail = course.call.year, {"code": course.code}
        course.delete()


def _check(call: Call, values: Mapping[str, Any], starts: Sequence[date], *, course: Course | None) -> None:
    faults = [text for text in (*_seat_faults(values), *_day_faults(call, values, starts)) if text]
    code = str(values.get("code", course.code if course else "")).strip()
    if not code:
        faults.append("chưa có mã khoá (ví dụ NH-01)")
    twins = call.courses.filter(code=code)
    if course:
        twins = twins.exclude(pk=course.pk)
    if code and twins.exists():
        faults.append(f"mã {code} đã dùng cho khoá khác của năm {call.year}")
    if faults:
        raise Refused(
            "course_wrong", f"Khoá {code or 'mới'}: {'; '.join(faults)}.", remedy="Sửa các chỗ nêu trên rồi lưu lại."
        )


def _seat_faults(values: Mapping[str, Any]) -> list[str]:
    low, high = values.get("seats_min", 1), values.get("seats_max", 1)
    faults = [] if 1 <= low <= high else [f"số chỗ từ {low} đến {high} không hợp lệ"]
    if not 1 <= values.get("band_low", 1) <= values.get("band_high", 5) <= 5:
        faults.append("bậc chức vụ phải từ 1 đến 5, bậc thấp không lớn hơn bậc cao")
    if values.get("band_span", 2) < 1:
        faults.append("độ rộng bậc trong một đoàn ít nhất là 1")
    if not 0 <= values.get("field_share", 0) <= 1:
        faults.append("tỉ lệ cùng lĩnh vực phải từ 0 đến 1")
    faults += [f"{name} không thể âm" for name, key in _MONEY.items() if values.get(key, 0) < 0]
    return faults


_MONEY = {"chi phí cố định": "cost_fixed", "chi phí một người": "cost_per_head"}


def _day_faults(call: Call, values: Mapping[str, Any], starts: Sequence[date]) -> list[str]:
    faults = [] if starts else ["chưa có ngày khai giảng dự kiến"]
    faults += [f"ngày {day:%d/%m/%Y} không thuộc năm {call.year}" for day in starts if day.year != call.year]
    days, first, end = values.get("days", 1), values.get("abroad_from", 0), values.get("abroad_to", 0)
    if days < 1:
        faults.append("số ngày phải từ 1")
    if not 0 <= first <= end <= days:
        faults.append(f"ngày ở nước ngoài ({first} đến {end}) phải nằm trong {days} ngày của khoá")
    return faults
