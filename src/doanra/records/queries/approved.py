"""Who was approved in a year: the newest version of every list that was put before bodies and then approved."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from doanra.records.models import ApprovedPerson, ApprovedVersion, Call, ListedPerson, ListState, Person, Plan
from doanra.records.models import PlannedFrom as From


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """The versions that count, whom they name (keys of nominations), and for which programmes that is the answer.

    A programme of which no list was approved is open to all, as before.
    """

    versions: tuple[ApprovedVersion, ...]
    nominations: frozenset[int]
    programmes: frozenset[str]

    def takes(self, nomination: int, *, programme: str) -> bool:
        """Whether a plan made from these lists takes a nomination in."""
        return programme not in self.programmes or nomination in self.nominations


def of_call(call: Call) -> Approved | None:
    """What was approved; None where nothing was. Three queries."""
    rows = ApprovedVersion.objects.filter(consultation__call=call, number=F("consultation__version"))
    versions = tuple(rows.exclude(consultation__state=ListState.DROPPED.value).select_related("consultation"))
    if not versions:
        return None
    named = ApprovedPerson.objects.filter(version__in=versions).values_list("listed__nomination", flat=True)
    lists = ListedPerson.objects.filter(consultation__in=[one.consultation_id for one in versions])
    return Approved(
        versions=tuple(sorted(versions, key=lambda one: (one.on, one.pk))),
        nominations=frozenset(key for key in named if key is not None),
        programmes=frozenset(lists.order_by().values_list("programme", flat=True).distinct()),
    )


def that_count(call: Call) -> Approved | None:
    """What the runs of the year are made from; None where nothing was approved, or the office takes all."""
    return of_call(call) if call.planned_from == From.APPROVED.value else None


def off_the_lists(plan: Plan) -> frozenset[int]:
    """Seated people (keys) whom the lists that the year plans from do not name, by now. Four queries, one without."""
    approved = that_count(plan.call)
    if approved is None:
        return frozenset()
    seats = plan.seats.values_list("person_id", "nomination_id", "nomination__programme")
    return frozenset(
        person for person, nomination, programme in seats if not approved.takes(nomination, programme=programme)
    )


def people(keys: list[int]) -> list[Person]:
    """People by their keys, by given name. One query."""
    return list(Person.objects.filter(pk__in=keys).select_related("unit").order_by("sort_key", "pk"))
