"""Reads CHANGES.json: ``withdrawn`` and ``cancelled`` are the shared contract, the other keys our own, all optional."""

from __future__ import annotations

from collections.abc import Collection

from doanra.planner.plan import Plan
from doanra.planner.problem import Pin, Problem
from doanra.planner.problem_file import course_at
from doanra.planner.reading import At, Fault, Malformed, no_twins
from doanra.planner.repair_changes import Changes, NewCourse, Span

KEYS = frozenset({"withdrawn", "cancelled", "pins", "courses", "limits", "units", "busy"})


def read_changes(data: object, *, problem: Problem, before: Plan) -> Changes:
    """The changes that a parsed JSON document holds, for a problem and the plan announced for it.

    Raises ``Malformed`` (a ``Refused``, code ``bad_changes``) that names every fault with its place, unknown people and
    courses included.
    """
    faults: list[Fault] = []
    changes = _changes(At(data, "", faults), problem, before)
    if faults:
        raise Malformed(
            "bad_changes",
            "Tệp thay đổi chưa đúng mẫu",
            faults=tuple(faults),
            remedy='Sửa từng chỗ nêu trên rồi chạy lại, ví dụ {"withdrawn": ["P000012"], "cancelled": ["S0003"]}.',
        )
    return changes


def _changes(root: At, problem: Problem, before: Plan) -> Changes:
    if not isinstance(root.value, dict):
        root.wrong("một đối tượng {...}")
        return Changes()
    seats = before.seats()
    people = problem.nominee.keys() | seats.keys()
    courses = tuple(_new_course(at, problem) for at in _list(root, "courses"))
    _once(root, courses)
    offered = problem.course.keys() | {new.course.id for new in courses}
    known = offered | {course.id for course in before.courses}
    limits = root["limits"] if "limits" in root else At({}, "limits", root.faults)
    return Changes(
        withdrawn=frozenset(_known(at, people, "người") for at in _list(root, "withdrawn")),
        cancelled=frozenset(_known(at, known, "khóa") for at in _list(root, "cancelled")),
        pins=tuple(_pin(at, problem, offered) for at in _list(root, "pins")),
        courses=courses,
        budget=_limit(limits, "budget"),
        abroad_at_once=_limit(limits, "abroad_at_once"),
        away_limits=dict(_unit(at, problem) for at in _list(root, "units")),
        busy=_busy(root, problem),
        ignored=tuple(sorted(root.mapping().keys() - KEYS)),
    )


def _list(root: At, key: str) -> list[At]:
    return root[key].items() if key in root else []


def _known(at: At, ids: Collection[str], what: str) -> str:
    name = at.text()
    if name and name not in ids:
        at.fault(f"không có {what} nào mang mã “{name}”")
    return name


def _limit(at: At, key: str) -> int | None:
    return at[key].whole(low=0) if key in at else None


def _unit(at: At, problem: Problem) -> tuple[str, int]:
    return _known(at["id"], problem.unit, "đơn vị"), at["away_limit"].whole(low=0)


def _pin(at: At, problem: Problem, courses: Collection[str]) -> Pin:
    return Pin(_known(at["nominee"], problem.nominee, "người"), _known(at["course"], courses, "khóa"))


def _busy(root: At, problem: Problem) -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    for at in _list(root, "busy"):
        name = _known(at["nominee"], problem.nominee, "người")
        spans = [item.pair(lambda day: day.day()) for item in at["days"].items()]
        found[name] = (*found.get(name, ()), *(span for span in spans if span))
    return found


def _new_course(at: At, problem: Problem) -> NewCourse:
    course = course_at(at["course"], programmes=problem.targets)
    if course.id in problem.course:
        at["course"]["id"].fault(f"mã “{course.id}” đã có trong bài toán")
    items = _list(at, "choices")
    names = [_known(item["nominee"], problem.nominee, "người") for item in items]
    no_twins(items, names)
    return NewCourse(course, {name: item["score"].whole() for name, item in zip(names, items, strict=True)})


def _once(root: At, courses: tuple[NewCourse, ...]) -> None:
    no_twins(_list(root, "courses"), [new.course.id for new in courses])
