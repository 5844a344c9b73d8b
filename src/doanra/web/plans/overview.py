"""All courses of the year as rows: those that run on their days, those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doanra.records.models import Course, PlanState
from doanra.stages.plans.board import Board, Column
from doanra.stages.plans.problem import last_day
from doanra.terms.words import Programme, Severity
from doanra.web.asking import Request, asks
from doanra.web.plans import cards
from doanra.web.plans.cards import Reason
from doanra.web.plans.scope import board_of, plan_of
from doanra.web.plans.sentences import plan_name


@dataclass(frozen=True, slots=True)
class Row:
    """A course: running with its people, or idle with those who could have taken it."""

    course: Course
    start: date | None = None
    end: date | None = None
    seats: int = 0
    in_field: int = 0
    leader: str = ""
    blocks: bool = False
    marks: tuple[Reason, ...] = ()
    waiting: int = 0

    @property
    def share(self) -> int:
        """Members who work in the field of the course, in percent."""
        return 100 * self.in_field // self.seats if self.seats else 0


@require_GET
@asks("plans.see")
def overview(request: Request, year: int, plan: int) -> HttpResponse:
    """The rows by programme, running ones in the order of their days."""
    one = plan_of(year, plan)
    found = board_of(request, one)
    waiting = waiting_for(found)
    idle = [Row(course, waiting=waiting.get(course.code, 0)) for course in found.idle]
    parts = [
        (
            programme.value,
            sorted((_row(column) for column in found.of(programme.value)), key=lambda row: (row.start, row.course.pk)),
            [row for row in idle if row.course.programme == programme.value],
        )
        for programme in Programme
    ]
    context = {
        "call": one.call,
        "plan": one,
        "name": plan_name(one),
        "board": found,
        "parts": parts,
        "draft": one.state == PlanState.DRAFT.value,
    }
    return render(request, "plans/overview.html", context)


def waiting_for(board: Board) -> dict[str, int]:
    """For each course that does not run, how many people without a seat could take it."""
    found: dict[str, int] = {}
    for one in board.unplaced:
        for course, codes in one.blocked:
            if "not_run" in codes:
                found[course] = found.get(course, 0) + 1
    return found


def _row(column: Column) -> Row:
    course, first = column.course, column.planned.first_day
    leader = column.leader
    return Row(
        course=course,
        start=first,
        end=last_day(first, days=course.days),
        seats=len(column.cards),
        in_field=in_field(column),
        leader=leader.nomination.person.full_name if leader else "",
        blocks=column.count(Severity.ERROR) > 0,
        marks=tuple(cards.marks(column.all_findings)),
    )


def in_field(column: Column) -> int:
    """Members who work in the field of the course."""
    return sum(card.nomination.field == column.course.field for card in column.cards)
