"""Old records: the workbooks that came, records that await their person, and what is known of one person's courses."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from doanra.policy.facts import Funding
from doanra.records.models import Call, CallState, HistoryFile, HistoryRow, Nomination, PastCourse, Person
from doanra.terms.dates import PartialDate
from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySums:
    """Old records in numbers: with a person, waiting, of nobody known (somebody said so), declarations of none."""

    matched: int
    waiting: int
    nobody: int
    declared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCourse:
    """One course abroad of a person, from the register or from an old record."""

    title: str
    country: str
    funded_by: Funding | None
    programme: Programme | None
    starts: PartialDate | None
    ends: PartialDate | None
    decision: str
    source: str


def sums() -> HistorySums:
    """Counts over all old records. One query."""
    course = Q(is_none=False)
    counted = PastCourse.objects.aggregate(
        matched=Count("id", filter=course & Q(person__isnull=False)),
        waiting=Count("id", filter=Q(person=None, settled=False)),
        nobody=Count("id", filter=Q(person=None, settled=True)),
        declared=Count("id", filter=Q(is_none=True, person__isnull=False)),
    )
    return HistorySums(**counted)


def files() -> QuerySet[HistoryFile]:
    """The workbooks, the newest first."""
    return HistoryFile.objects.select_related("received_by")


def waiting() -> QuerySet[PastCourse]:
    """Records that await their person, by name."""
    return PastCourse.objects.filter(person=None, settled=False).select_related("unit").order_by("search_key", "starts")


def rows(file: HistoryFile, *, only: str = "") -> QuerySet[HistoryRow]:
    """The rows of a workbook, all or those of one outcome."""
    wanted = file.rows.all()
    return wanted.filter(outcome=only) if only else wanted


def known_courses(person: Person) -> list[KnownCourse]:
    """All courses that are known of a person, the newest first. Two queries."""
    found = [
        KnownCourse(
            title=one.title, country=one.country, funded_by=Funding(one.funded_by),
            programme=Programme(one.programme) if one.programme else None, starts=PartialDate.of(one.starts_on),
            ends=PartialDate.of(one.ends_on), decision="", source=one.source,
        )
        for one in person.participations.all()
    ]  # fmt: skip
    found += [
        KnownCourse(
            title=one.title, country=one.country, funded_by=Funding(one.funded_by) if one.funded_by else None,
            programme=Programme(one.programme) if one.programme else None, starts=one.starts, ends=one.ends,
            decision=one.decision, source=one.source,
        )
        for one in person.past_courses.filter(is_none=False)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.starts.latest.toordinal() if one.starts else 0, reverse=True)


def judged_by(people: list[Person]) -> dict[Call, list[Nomination]]:
    """The nominations of these people in open years, by year: their verdicts look at the history. One query."""
    named = Nomination.objects.filter(person__in=people, call__state=CallState.OPEN.value).select_related("call")
    found: dict[Call, list[Nomination]] = {}
    for one in named:
        found.setdefault(one.call, []).append(one)
    return found
