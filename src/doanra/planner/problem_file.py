"""From the JSON of a planning problem to its value: every fault is named with its place before anything is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from doanra.planner.problem import SCHEMA, Choice, Course, Limits, Nominee, Pin, Problem, Unit
from doanra.planner.reading import At, Fault, Malformed, no_twins

T = TypeVar("T", Unit, Course, Nominee)
_UNIT = {"id", "seats_due", "away_limit"}
_COURSE = {
    "id", "programme", "field", "field_share", "seats", "band_span", "starts", "days", "abroad",
    "cost_fixed", "cost_per_head",
}  # fmt: skip
_NOMINEE = {"id", "unit", "band", "field", "can_lead", "unit_rank", "busy", "choices"}
_LIMITS = {"budget", "abroad_at_once", "rank_window"}
_PROBLEM = {"schema", "targets", "limits", "units", "courses", "nominees", "pins"}
_MOST_SEATS = 10_000
_MOST_DAYS = 3_660


def read_problem(data: object) -> Problem:
    """The problem that a parsed JSON document holds.

    Raises ``Malformed`` (a ``Refused``, code ``bad_problem``) that names every fault with its place. Keys that the
    contract does not know are kept as they are.
    """
    faults: list[Fault] = []
    problem = _problem(At(data, "", faults))
    if faults:
        raise Malformed(
            "bad_problem",
            "Bài toán kế hoạch chưa đúng mẫu plan-problem/1",
            faults=tuple(faults),
            remedy='Sửa từng chỗ nêu trên rồi chạy lại, ví dụ "seats": [15, 20].',
        )
    return problem


def _problem(root: At) -> Problem:
    root.is_a(SCHEMA)
    targets = {name: at.whole(low=0) for name, at in root["targets"].fields()}
    units = _listed(root["units"], _unit)
    unit_ids = {unit.id for unit in units}
    courses = _listed(root["courses"], lambda at: course_at(at, programmes=targets))
    course_ids = {course.id for course in courses}
    nominees = _listed(root["nominees"], lambda at: _nominee(at, unit_ids, course_ids, targets))
    nominee_ids = {person.id for person in nominees}
    pins = tuple(_pin(at, nominee_ids, course_ids) for at in root["pins"].items()) if "pins" in root else ()
    limits = _limits(root["limits"])
    return Problem(targets, limits, units, courses, nominees, pins, root.extra(_PROBLEM))


def _listed(at: At, read: Callable[[At], T]) -> tuple[T, ...]:
    """All entries of a list of things with an id, which must be there only once."""
    items = at.items()
    found = tuple(read(item) for item in items)
    no_twins(items, [thing.id for thing in found])
    return found


def _limits(at: At) -> Limits:
    return Limits(
        budget=at["budget"].whole(low=0),
        abroad_at_once=at["abroad_at_once"].whole(low=0),
        rank_window=at["rank_window"].whole(low=0),
        extra=at.extra(_LIMITS),
    )


def _unit(at: At) -> Unit:
    return Unit(
        id=at["id"].text(),
        seats_due=at["seats_due"].number(low=0, high=10**6),
        away_limit=at["away_limit"].whole(low=0),
        extra=at.extra(_UNIT),
    )


def _field(at: At) -> str | None:
    """A field of work; null where none is asked for or known."""
    return None if at.value is None else at.text()


def course_at(at: At, *, programmes: Collection[str]) -> Course:
    """The course at a place of a document; its faults go to the document's list."""
    programme = at["programme"]
    name = programme.text()
    if name and name not in programmes:
        programme.fault(f"chương trình “{name}” không có trong targets")
    starts = tuple(day.day() for day in at["starts"].items())
    if len(set(starts)) < len(starts):
        at["starts"].fault("có ngày khai giảng ghi hai lần")
    return Course(
        id=at["id"].text(),
        programme=name,
        field=_field(at["field"]),
        field_share=at["field_share"].number(low=0, high=1),
        seats=at["seats"].pair(lambda n: n.whole(low=0, high=_MOST_SEATS)) or (0, 0),
        band_span=at["band_span"].whole(low=1),
        starts=starts,
        days=at["days"].whole(low=1, high=_MOST_DAYS),
        abroad=at["abroad"].pair(lambda n: n.whole(low=0, high=_MOST_DAYS)) or (0, 0),
        cost_fixed=at["cost_fixed"].whole(low=0),
        cost_per_head=at["cost_per_head"].whole(low=0),
        extra=at.extra(_COURSE),
    )


def _choice(at: At, courses: Collection[str]) -> Choice:
    course = at["course"]
    name = course.text()
    if name and name not in courses:
        course.fault(f"không có khóa nào mang mã “{name}”")
    starts = tuple(day.day() for day in at["starts"].items()) if "starts" in at else None
    return Choice(name, at["score"].whole(), starts, at.extra({"course", "score", "starts"}))


def _nominee(at: At, units: Collection[str], courses: Collection[str], programmes: Collection[str]) -> Nominee:
    unit = at["unit"]
    if (name := unit.text()) and name not in units:
        unit.fault(f"không có đơn vị nào mang mã “{name}”")
    ranks = at["unit_rank"].fields()
    for programme, rank in ranks:
        if programme not in programmes:
            rank.fault(f"chương trình “{programme}” không có trong targets")
    items = at["choices"].items()
    choices = tuple(_choice(item, courses) for item in items)
    no_twins(items, [choice.course for choice in choices])
    busy = [item.pair(lambda day: day.day()) for item in at["busy"].items()]
    return Nominee(
        id=at["id"].text(),
        unit=name,
        band=at["band"].whole(low=1, high=5),
        field=_field(at["field"]),
        can_lead=at["can_lead"].flag(),
        unit_rank={programme: rank.whole(low=1) for programme, rank in ranks},
        busy=tuple(days for days in busy if days),
        choices=choices,
        extra=at.extra(_NOMINEE),
    )


def _pin(at: At, nominees: Collection[str], courses: Collection[str]) -> Pin:
    nominee, course = at["nominee"].text(), at["course"].text()
    if nominee and nominee not in nominees:
        at["nominee"].fault(f"không có người nào mang mã “{nominee}”")
    if course and course not in courses:
        at["course"].fault(f"không có khóa nào mang mã “{course}”")
    return Pin(nominee, course)
