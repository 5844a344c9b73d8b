"""The year of nominations in numbers: those that stand, those taken back, how the verdicts are as a reader may know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from doanra.records.models import Call, Eligibility, NominationState
from doanra.records.queries.nominations import Sums, Within, of_call
from doanra.records.queries.verdicts import standing
from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The year in numbers: nominations that stand, and of them people, units, and how each programme and verdict is."""

    standing: int
    withdrawn: int
    returned: int
    people: int
    units: int
    programmes: dict[str, int]
    verdicts: dict[str, int]
    unread: int

    @property
    def appraised(self) -> int:
        """How many have a verdict."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The whole year: what stands in it, and what all its lines add up to."""

    totals: Totals
    sums: Sums


def year(call: Call, *, within: Within, vetting: bool = False) -> Year:
    """Counts over the whole year; verdicts are looked up once for all of them. Two queries."""
    rows = of_call(call, within=within).order_by()
    here = Q(state=NominationState.STANDING.value)
    apart = rows.aggregate(
        people=Count("person_id", filter=here, distinct=True),
        units=Count("unit_id", filter=here, distinct=True),
        every_person=Count("person_id", distinct=True),
        every_unit=Count("unit_id", distinct=True),
        unread=Count("id", filter=here & ~Q(post_unread="")),
    )
    states, here_by, every = Counter[str](), Counter[str](), Counter[str]()
    told = rows.annotate(told=standing(vetting=vetting)).values_list("programme", "state", "told")
    for programme, state, verdict, many in told.annotate(many=Count("id")):
        states[state] += many
        for kind in (programme, verdict):
            every[kind] += many
            if state == NominationState.STANDING.value:
                here_by[kind] += many
    return Year(
        totals=Totals(
            standing=states[NominationState.STANDING.value],
            withdrawn=states[NominationState.WITHDRAWN.value],
            returned=states[NominationState.RETURNED.value],
            people=apart["people"],
            units=apart["units"],
            unread=apart["unread"],
            programmes={one.value: here_by[one.value] for one in Programme},
            verdicts={one.value: here_by[one.value] for one in Eligibility},
        ),
        sums=Sums(
            lines=states.total(),
            people=apart["every_person"],
            units=apart["every_unit"],
            programmes={one.value: every[one.value] for one in Programme},
            verdicts={one.value: every[one.value] for one in Eligibility},
        ),
    )
