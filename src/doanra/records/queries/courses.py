"""The catalogue of a year: its courses with their first days, what they sum to, where another one could come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef

from doanra.records.models import Call, Course, PlannedCourse
from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A course with its proposed first days; ``planned`` once a plan has it, so that it can't be removed."""

    course: Course
    starts: tuple[date, ...]
    planned: bool

    @property
    def full_cost(self) -> Decimal:
        """What it costs if every seat is taken."""
        return self.course.cost_fixed + self.course.cost_per_head * self.course.seats_max


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Courses of one programme, or all with programme "", added up."""

    programme: str
    courses: int
    seats_min: int
    seats_max: int
    starts: int
    cost: Decimal


def catalogue(call: Call) -> list[Offer]:
    """All courses in the order of programmes and codes. Two queries."""
    planned = Exists(PlannedCourse.objects.filter(course=OuterRef("pk")))
    order = {programme.value: place for place, programme in enumerate(Programme)}
    rows = call.courses.prefetch_related("starts").annotate(planned=planned)
    offers = [
        Offer(course=row, starts=tuple(start.first_day for start in row.starts.all()), planned=row.planned)
        for row in rows
    ]
    return sorted(offers, key=lambda offer: (order.get(offer.course.programme, len(order)), offer.course.code))


def add_up(offers: Iterable[Offer], *, programme: str = "") -> Sum:
    """The sum of a programme, or of all."""
    wanted = [offer for offer in offers if programme in ("", offer.course.programme)]
    return Sum(
        programme=programme,
        courses=len(wanted),
        seats_min=sum(offer.course.seats_min for offer in wanted),
        seats_max=sum(offer.course.seats_max for offer in wanted),
        starts=sum(len(offer.starts) for offer in wanted),
        cost=sum((offer.full_cost for offer in wanted), Decimal(0)),
    )


def others_with_courses(call: Call) -> list[tuple[int, int]]:
    """Other years that have a catalogue, newest first, with the number of their courses. One query."""
    rows = Call.objects.exclude(pk=call.pk).annotate(many=Count("courses")).filter(many__gt=0)
    return [(row.year, row.many) for row in rows.order_by("-year")]


def as_row(offer: Offer) -> dict[str, Any]:
    """A course by the keys of ``intake.sheets.COLUMNS``: days abroad counted from 1, as a workbook has them."""
    course = offer.course
    names = (
        "code", "programme", "topic", "content_group", "field", "field_share", "audiences", "host", "country",
        "language", "interpreted", "seats_min", "seats_max", "band_low", "band_high", "band_span", "days", "cost_fixed",
        "cost_per_head",
    )  # fmt: skip
    row = {name: getattr(course, name) for name in names}
    return {**row, "starts": offer.starts, "abroad_first": course.abroad_from + 1, "abroad_last": course.abroad_to}
