"""Who was asked in a year and who answered, as of any day, by units then and by units now.

A unit has answered at the end of a day if its day of answer is not later: the day on which its first list was saved, or
on which its letter came that it names nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from doanra.records.models import Call, DeadlineOf, Invitation, Unit, UnitKind
from doanra.records.queries.calling import longer
from doanra.records.queries.lineage import Lineage, names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One unit that was asked; ``now`` is empty where it is today what it was then, or where nothing followed it.

    ``due_on`` is its own last day; ``on`` the day as of which it is told, None: now.
    """

    invitation: Invitation
    unit: Unit
    then: str
    now: tuple[Unit, ...]
    ended: bool = False
    nominated: int = 0
    due_on: date | None = None
    on: date | None = None

    @property
    def answered(self) -> bool:
        """Whether it has answered, by a list or by a letter that names nobody."""
        day = self.invitation.answered_on
        return day is not None and (self.on is None or day <= self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of ``of`` units that were asked, how many answered. ``unit`` is one of today, for a map."""

    unit: Unit
    answered: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everybody who was asked in a year, provinces first, in the order of the register."""

    asked: tuple[Asked, ...]
    lineage: Lineage

    def of_kind(self, kind: UnitKind) -> tuple[Asked, ...]:
        """Provinces, or central bodies."""
        return tuple(one for one in self.asked if one.unit.kind == kind.value)

    def share(self, kind: UnitKind) -> tuple[int, int]:
        """How many answered, of how many."""
        own = self.of_kind(kind)
        return sum(one.answered for one in own), len(own)

    @property
    def answered(self) -> int:
        """How many answered in all."""
        return sum(one.answered for one in self.asked)

    @property
    def silent(self) -> tuple[Asked, ...]:
        """Those that have not answered."""
        return tuple(one for one in self.asked if not one.answered)

    @property
    def units_changed(self) -> bool:
        """Whether a province that was asked is another unit today, so that two maps tell two things."""
        return any(one.now for one in self.of_kind(UnitKind.PROVINCE))

    def provinces_now(self) -> list[Share]:
        """The provinces of today with the share of their former units that answered."""
        parts: dict[int, list[bool]] = defaultdict(list)
        for one in self.of_kind(UnitKind.PROVINCE):
            for heir in one.now or (one.unit,):
                parts[heir.pk].append(one.answered)
        today = [
            unit
            for unit in self.lineage.units.values()
            if unit.kind == UnitKind.PROVINCE.value and unit.valid_to is None
        ]
        return [Share(unit=unit, answered=sum(parts[unit.pk]), of=len(parts[unit.pk])) for unit in today]


def answers(
    call: Call, *, lineage: Lineage | None = None, counting: bool = False, on: date | None = None, dues: bool = False
) -> Answers:
    """All invitations of a year, as of the end of a day where ``on`` is given. One query, with a lineage of its own
    two; ``counting`` adds the nominated, ``dues`` the last day of each unit, a query each."""
    family = lineage or Lineage()
    then = names_of("unit", call.opened_on)
    invitations = call.invitations.select_related("unit").annotate(then=then)
    counts = _nominated(call) if counting else {}
    own = longer(call) if dues else {}
    return Answers(
        asked=tuple(
            _asked(
                one, family, one.then or one.unit.short, nominated=counts.get(one.unit_id, 0), on=on,
                due_on=max(call.closes_on, own.get((one.unit_id, DeadlineOf.UNIT.value), call.closes_on)),
            )
            for one in invitations.order_by("-unit__kind", "unit__order", "unit_id")
        ),
        lineage=family,
    )  # fmt: skip


def _nominated(call: Call) -> dict[int, int]:
    rows = call.nominations.filter(state="standing").order_by().values_list("unit_id")
    return dict(rows.annotate(count=Count("id")))


def _asked(
    invitation: Invitation, lineage: Lineage, then: str, *, nominated: int, on: date | None, due_on: date
) -> Asked:
    unit = invitation.unit
    heirs = lineage.now(unit.pk)
    same = len(heirs) == 1 and heirs[0].pk == unit.pk and heirs[0].short == then
    return Asked(
        invitation=invitation,
        unit=unit,
        then=then,
        now=() if same else heirs,
        ended=not heirs,
        nominated=nominated,
        due_on=due_on,
        on=on,
    )


def of_units(call: Call, units: Iterable[int]) -> Sequence[Invitation]:
    """The invitations of some units, for an account that may see only these. One query."""
    return list(call.invitations.filter(unit__in=list(units)).select_related("unit"))
