"""The units of a problem: seats due to each from the year's quotas, and how many of its people may be away at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from doanra import planner
from doanra.records.models import Call
from doanra.stages import calls


def units_of(call: Call, nominees: Sequence[planner.Nominee]) -> tuple[planner.Unit, ...]:
    """Seats due from the quotas; of the people put forward a share may be away at once, two at least."""
    heads = Counter(nominee.unit for nominee in nominees)
    due, share = _seats_due(call, nominees), float(call.away_share)
    return tuple(
        planner.Unit(
            id=unit,
            seats_due=min(many, max(1, round(due[unit]))),
            away_limit=max(2, math.ceil(many * share)),
        )
        for unit, many in heads.items()
    )


def _seats_due(call: Call, nominees: Sequence[planner.Nominee]) -> dict[str, float]:
    """Each programme's quota shared out by the people put forward for it who have a course; added up by unit."""
    programmes = {course.code: course.programme for course in call.courses.all()}
    wanted = [
        (nominee.unit, programme)
        for nominee in nominees
        for programme in sorted({programmes[choice.course] for choice in nominee.choices})
    ]
    by_programme, due = Counter(programme for _, programme in wanted), dict.fromkeys((n.unit for n in nominees), 0.0)
    targets = {programme.value: seats for programme, seats in calls.targets(call).items()}
    for unit, programme in wanted:
        due[unit] += targets.get(programme, 0) / by_programme[programme]
    return due
