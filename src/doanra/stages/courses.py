"""The catalogue of a year: courses are entered one by one or by workbook; the planner chooses among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from doanra.intake.sheets import CourseSheet
from doanra.policy import access
from doanra.records.models import Call, Course, CourseStart, Delegation, PlannedCourse
from doanra.stages import calls, seeing, soundness
from doanra.stages.acting import Act, Actor, acting, role_of
from doanra.stages.reading.sheets import read_courses
from doanra.terms.names import clean
from doanra.terms.refusal import Refused
from doanra.terms.words import Audience

FIELDS = (
    "code", "programme", "topic", "content_group", "field", "field_share", "audiences", "host", "country", "language",
    "interpreted", "seats_min", "seats_max", "band_low", "band_high", "band_span", "days", "abroad_from", "abroad_to",
    "cost_fixed", "cost_per_head", "illustrative",
)  # fmt: skip


_CODE = re.compile(r"[\w.-]+\Z")  # codes stand in addresses and file names
_LABELS = {
    "code": "mã khoá", "programme": "chương trình", "topic": "tên khoá", "content_group": "nhóm nội dung",
    "field": "lĩnh vực", "field_share": "tỉ lệ cùng lĩnh vực", "audiences": "đối tượng", "host": "cơ sở đào tạo",
    "country": "nước", "language": "thứ tiếng", "seats_min": "số chỗ ít nhất", "seats_max": "số chỗ nhiều nhất",
    "band_low": "bậc thấp nhất", "band_high": "bậc cao nhất", "band_span": "độ rộng bậc", "days": "số ngày",
    "abroad_from": "ngày bắt đầu ở nước ngoài", "abroad_to": "ngày kết thúc ở nước ngoài",
    "cost_fixed": "chi phí cố định", "cost_per_head": "chi phí một người",
}  # fmt: skip


def version(course: Course) -> str:
    """How a course stands with its first days, for `put`."""
    return seeing.mark(course, also=course.starts.order_by("first_day").values_list("first_day", flat=True))


def put(
    call: Call,
    *,
    values: Mapping[str, Any],
    starts: Sequence[date],
    by: Actor,
    course: Course | None = None,
    seen: str | None = None,
) -> Course:
    """Adds a course or changes it, with all its proposed first days. Refused values are named all at once.

    Stale if somebody changed it since it stood as ``seen``.
    """
    with acting("courses.change", by=by, verb="courses.change" if course else "courses.add") as act:
        calls.require_open(call)
        if course is not None:
            fresh = Course.objects.select_for_update().get(pk=course.pk)
            seeing.require_same(fresh, seen=seen, now=version(fresh), called=f"khoá {fresh.code}")
        filled, faults = _filled(call, values, starts, course=course)
        _require(faults)
        _store(filled, starts, act=act)
        act.subject, act.year, act.detail = filled, call.year, {"code": filled.code}
    return filled


def read_sheet(call: Call, *, name: str, content: bytes, by: Actor) -> CourseSheet:
    """What a workbook of courses says, every row or every fault; nothing is stored, neither rows nor file.

    Refused for what is no catalogue, breaks the bounds of reading, or bears a mark of secrecy.
    """
    access.require(role_of(by), "courses.change")  # before anything is opened for somebody who may not
    return read_courses(name, content, year=call.year)


def put_many(call: Call, *, rows: Sequence[tuple[Mapping[str, Any], Sequence[date]]], by: Actor) -> int:
    """Takes a whole catalogue in, all or nothing: a code that exists is changed, a new one added.

    Refused values of all rows are named at once; a code may stand in one row only.
    """
    with acting("courses.change", by=by, verb="courses.load") as act:
        calls.require_open(call)
        known = {course.code: course for course in call.courses.all()}
        codes = Counter(clean(str(values.get("code", ""))) for values, _ in rows)
        faults = [f"Mã {code} có ở {many} dòng" for code, many in codes.items() if code and many > 1]
        filled = []
        for values, starts in rows:
            course, wrong = _filled(call, values, starts, course=known.get(clean(str(values.get("code", "")))))
            filled.append((course, starts))
            faults += wrong
        _require(faults)
        for course, starts in filled:
            _store(course, starts, act=act)
        act.subject, act.year, act.detail = call, call.year, {"courses": len(rows)}
    return len(rows)


def remove(course: Course, *, by: Actor) -> None:
    """Takes a course out of the catalogue; Refused once a plan or a delegation has it."""
    with acting("courses.change", by=by, verb="courses.remove") as act:
        calls.require_open(course.call)
        if _planned(course) or Delegation.objects.filter(course=course).exists():
            raise Refused(
                "course_planned",
                f"Khoá {course.code} đã có trong một phương án.",
                remedy="Bỏ khoá khỏi các phương án, hoặc giữ lại và không cho chạy.",
            )
        act.year, act.detail = course.call.year, {"code": course.code}
        act.removed(course)
        course.delete()


def _planned(course: Course) -> bool:
    return course.pk is not None and PlannedCourse.objects.filter(course=course).exists()


def _filled(
    call: Call, values: Mapping[str, Any], starts: Sequence[date], *, course: Course | None
) -> tuple[Course, list[str]]:
    """The course with its new values, unsaved, and one sentence of all that is wrong with it (or none)."""
    filled = Course.objects.get(pk=course.pk) if course else Course(call=call)
    old_code = filled.code
    for name in FIELDS:
        if name in values:
            setattr(filled, name, values[name])
    filled.code = clean(str(filled.code or ""))
    faults = soundness.faults(filled, labels=_LABELS)
    if not faults:
        faults = [*_code_faults(call, filled, old_code), *_seat_faults(filled), *_day_faults(call, filled, starts)]
    return filled, [f"Khoá {filled.code or 'mới'}: {'; '.join(faults)}"] if faults else []


def _require(faults: Sequence[str]) -> None:
    if faults:
        raise Refused("course_wrong", f"{'. '.join(faults)}.", remedy="Sửa các chỗ nêu trên rồi lưu lại.")


def _store(course: Course, starts: Sequence[date], *, act: Act) -> None:
    old = Course.objects.filter(pk=course.pk).prefetch_related("starts").first() if course.pk else None
    course.save()
    days = [one.first_day.isoformat() for one in old.starts.all()] if old else []
    act.became(old, course)
    act.changed(course, before={"starts": days}, after={"starts": sorted(day.isoformat() for day in set(starts))})
    course.starts.all().delete()
    CourseStart.objects.bulk_create(CourseStart(course=course, first_day=day) for day in sorted(set(starts)))


def _code_faults(call: Call, course: Course, old_code: str) -> list[str]:
    faults = []
    if call.courses.filter(code=course.code).exclude(pk=course.pk or 0).exists():
        faults.append(f"mã {course.code} đã dùng cho khoá khác của năm {call.year}")
    if old_code and old_code != course.code and _planned(course):
        faults.append(f"khoá {old_code} đã có trong một phương án nên không đổi mã được")
    if not _CODE.match(course.code):
        faults.append("mã khoá chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch dưới (ví dụ NH-01)")
    return faults


def _seat_faults(course: Course) -> list[str]:
    low, high = course.seats_min, course.seats_max
    faults = [] if 1 <= low <= high else [f"số chỗ từ {low} đến {high} không hợp lệ"]
    if not 1 <= course.band_low <= course.band_high <= 5:
        faults.append("bậc chức vụ phải từ 1 đến 5, bậc thấp không lớn hơn bậc cao")
    if course.band_span < 1:
        faults.append("độ rộng bậc trong một đoàn ít nhất là 1")
    if not 0 <= course.field_share <= 1:
        faults.append("tỉ lệ cùng lĩnh vực phải từ 0 đến 1")
    if set(course.audiences) - set(Audience):
        faults.append(f"đối tượng “{course.audiences}” không có; ghi các chữ từ A đến F")
    faults += [f"{_LABELS[name]} không thể âm" for name in ("cost_fixed", "cost_per_head") if getattr(course, name) < 0]
    return faults


def _day_faults(call: Call, course: Course, starts: Sequence[date]) -> list[str]:
    faults = [] if starts else ["chưa có ngày khai giảng dự kiến"]
    faults += [f"ngày {day:%d/%m/%Y} không thuộc năm {call.year}" for day in starts if day.year != call.year]
    days, first, end = course.days, course.abroad_from, course.abroad_to
    if days < 1:
        faults.append("số ngày phải từ 1")
    if not 0 <= first <= end <= days:
        faults.append(f"ngày ở nước ngoài ({first} đến {end}) phải nằm trong {days} ngày của khoá")
    return faults


def copy_from(call: Call, *, source: Call, by: Actor) -> int:
    """Begins an empty catalogue with that of another year; returns how many courses.

    First days move by whole weeks to the same weekday nearest to the same date. Refused where courses stand already.
    """
    with acting("courses.change", by=by, verb="courses.copy") as act:
        calls.require_open(call)
        if call.courses.exists():
            raise Refused(
                "catalogue_not_empty",
                f"Danh mục năm {call.year} đã có khoá, không chép đè.",
                remedy="Sửa từng khoá, hoặc nộp bảng tính: mã đã có thì được sửa, mã mới thì được thêm.",
            )
        offered = list(source.courses.prefetch_related("starts"))
        if not offered:
            raise Refused("nothing_to_copy", f"Danh mục năm {source.year} không có khoá nào.")
        for course in offered:
            starts = [_moved(start.first_day, to=call.year) for start in course.starts.all()]
            values = {name: getattr(course, name) for name in FIELDS}
            filled, faults = _filled(call, values, starts, course=None)
            _require(faults)
            _store(filled, starts, act=act)
        act.subject, act.year, act.detail = call, call.year, {"from": source.year, "courses": len(offered)}
    return len(offered)


def _moved(day: date, *, to: int) -> date:
    """The same weekday nearest to the same date of another year, within that year."""
    target = date(to, day.month, min(day.day, 28) if day.month == 2 else day.day)
    shift = (day.weekday() - target.weekday() + 3) % 7 - 3
    moved = target + timedelta(days=shift)
    if moved.year != to:
        moved += timedelta(days=7 if moved.year < to else -7)
    return moved
