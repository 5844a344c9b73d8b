"""From the relaxation to a schedule: the surest modes are fixed, the rest is solved again, until little is open."""

from __future__ import annotations

from doanra.planner.formulation import Formulation
from doanra.planner.modes import Mode
from doanra.planner.relaxation import Relaxation, Relaxed

_SURE = 0.75
_OPEN = 5
_TRACE = 1e-6


def dive(formulation: Formulation, relaxation: Relaxation, root: Relaxed, *, limit: float) -> list[Mode]:
    """Modes worth solving exactly: one for each course that was fixed, those with any share for the others."""
    clock = relaxation.clock
    ends = clock.spent + limit
    fixed: dict[str, int] = {}
    now: Relaxed | None = root
    while now is not None and clock.spent < ends:
        shares = _shares(formulation, now, fixed)
        open_courses = {course for _, course, _ in shares}
        if len(open_courses) <= _OPEN:
            break
        surest = shares[: max(1, len(open_courses) // 5)]
        for share, course, place in shares:
            if course not in fixed and (share >= _SURE or (share, course, place) in surest):
                _fix(formulation, relaxation, course, place)
                fixed[course] = place
        now = relaxation.solve(limit=ends - clock.spent) or now
    last = now or root
    left = [place for _, _, place in _shares(formulation, last, fixed)]
    return [formulation.modes[place] for place in sorted({*fixed.values(), *left})]


def _shares(formulation: Formulation, relaxed: Relaxed, fixed: dict[str, int]) -> list[tuple[float, str, int]]:
    """Modes of the open courses that the relaxation uses, the surest first."""
    found = [
        (relaxed.values[runs], mode.course.id, place)
        for place, (mode, runs) in enumerate(zip(formulation.modes, formulation.runs, strict=True))
        if mode.course.id not in fixed and relaxed.values[runs] > _TRACE
    ]
    return sorted(found, key=lambda item: (-item[0], item[2]))


def _fix(formulation: Formulation, relaxation: Relaxation, course: str, place: int) -> None:
    for other, mode in enumerate(formulation.modes):
        if mode.course.id == course:
            relaxation.fix(formulation.runs[other], int(other == place))
