"""Where a person of a draft could go, and which of these moves would be refused: what the board offers beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from doanra.planner import Finding, Move
from doanra.planner.moves import moves
from doanra.records.models import Plan
from doanra.stages.plans import drafts
from doanra.stages.plans.problem import person_id
from doanra.terms.words import Severity

_SOURCE_MAY_BREAK = frozenset({"too_few", "no_leader", "field_share"})
"""What a move may leave behind in the course that it takes from: to be mended before the plan is published."""


@dataclass(frozen=True, slots=True)
class Option:
    """A move on offer; ``blocks`` are the findings for which it would be refused."""

    move: Move
    blocks: tuple[Finding, ...]

    @property
    def to(self) -> str | None:
        """The course moved to; None is out of the plan."""
        return self.move.course

    @property
    def level(self) -> Severity | None:
        """How grave the gravest finding is that the move adds; None if it adds nothing."""
        if self.blocks:
            return Severity.ERROR
        levels = {finding.level for finding in self.move.adds}
        if levels & {Severity.ERROR, Severity.WARNING}:
            return Severity.WARNING
        return Severity.NOTE if levels else None


def of_person(plan: Plan, *, person: int) -> list[Option]:
    """Every move of a person in the order of fit, out of the plan last. Refused if nobody of this id was nominated."""
    found = moves(drafts.problem_of(plan), drafts.as_planned(plan), nominee=person_id(person))
    return [Option(move, _blocks(move)) for move in found]


def _blocks(move: Move) -> tuple[Finding, ...]:
    errors = (finding for finding in move.adds if finding.level is Severity.ERROR)
    return tuple(f for f in errors if not (f.code in _SOURCE_MAY_BREAK and f.course != move.course))
