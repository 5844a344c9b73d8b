"""The units of a problem: seats due to each, and how many of its people may be away at once.

Where the office gives units quotas, these are what is due; else the targets of the year, shared out by the nominated.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from django.db.models import Sum

from doanra import planner
from doanra.records.models import Call, QuotaMode
from doanra.stages import calls


def units_of(call: Call, nominees: Sequence[planner.Nominee]) -> tuple[planner.Unit, ...]:
    """Seats due, never more than people; of the people put forward a share may be away at once, two at least."""
    heads = Counter(nominee.unit for nominee in nominees)
    due, share = _due(call, nominees), float(call.away_share)
    return tuple(
        planner.Unit(
            id=unit,
            seats_due=min(many, due.get(unit, 0)),
            away_limit=max(2, math.ceil(many * share)),
        )
        for unit, many in heads.items()
    )


def _due(call: Call, nominees: Sequence[planner.Nominee]) -> dict[str, int]:
    """Seats by unit: those of the ledger where the year has quotas, else the share of the targets, one at least."""
    if call.quotas == QuotaMode.OFF.value:
        return {unit: max(1, round(seats)) for unit, seats in _seats_due(call, nominees).items()}
    rows = call.quota_balances.exclude(unit=None).order_by().values_list("unit").annotate(seats=Sum("seats"))
    return {f"U{unit}": seats for unit, seats in rows}


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
