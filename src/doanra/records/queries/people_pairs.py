"""Pairs that may be one person as they are looked through, both sides of one pair, and the history of merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from doanra.records.models import LikelyPair, Merge, Nomination, PairState, Participation, PastCourse, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One record with what hangs on it: nominations the newest first, courses attended, old records of courses."""

    person: Person
    nominations: tuple[Nomination, ...]
    participations: int
    past_courses: int


def pairs(state: str) -> QuerySet[LikelyPair]:
    """Pairs that wait, the likeliest first, or those decided, the newest first; with the newest post of each side."""

    def post(side: str) -> Subquery:
        newest = Nomination.objects.filter(person=OuterRef(side)).order_by("-call__year", "-pk")
        return Subquery(newest.values("position")[:1])

    order = ("-strength", "pk") if state == PairState.OPEN.value else ("-decided_at", "pk")
    rows = LikelyPair.objects.filter(state=state).select_related("first__unit", "second__unit", "decided_by")
    rows = rows.defer("first__id_number", "second__id_number")
    return rows.annotate(first_post=post("first"), second_post=post("second")).order_by(*order)


def counts() -> dict[str, int]:
    """How many pairs wait and are decided, and how many merges stand. Two queries."""
    states = dict(LikelyPair.objects.values_list("state").annotate(n=Count("pk")).order_by())
    merged = Merge.objects.filter(undone_at=None).count()
    return {**{state.value: states.get(state.value, 0) for state in PairState}, "merged": merged}


def waiting() -> int:
    """How many pairs wait for somebody to look. One query."""
    return LikelyPair.objects.filter(state=PairState.OPEN.value).count()


def pair(key: int) -> QuerySet[LikelyPair]:
    """One pair with both records."""
    return LikelyPair.objects.filter(pk=key).select_related("first__unit", "second__unit", "decided_by")


def sides(people: Iterable[Person]) -> list[Side]:
    """What hangs on these people, in their order. Three queries."""
    people = list(people)
    named: dict[int, list[Nomination]] = defaultdict(list)
    for one in (
        Nomination.objects.filter(person__in=people).select_related("call", "unit").order_by("-call__year", "pk")
    ):
        named[one.person_id].append(one)
    attended = _counted(Participation.objects.filter(person__in=people))
    told = _counted(PastCourse.objects.filter(person__in=people, is_none=False))
    return [
        Side(
            person=person,
            nominations=tuple(named[person.pk]),
            participations=attended.get(person.pk, 0),
            past_courses=told.get(person.pk, 0),
        )
        for person in people
    ]


def _counted(rows: QuerySet[Participation] | QuerySet[PastCourse]) -> dict[int, int]:
    return dict(rows.order_by().values_list("person").annotate(n=Count("pk")))


def merges() -> QuerySet[Merge]:
    """The merges, the newest first, without their journals."""
    return Merge.objects.select_related("kept__unit", "merged_by", "undone_by").defer("journal", "kept__id_number")
