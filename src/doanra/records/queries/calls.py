"""Who was asked in a year and who answered, as of any day, by units then and by units now.

A unit has answered at the end of a day if an answer of it stood then: its day (of the unit's letter, or on which its
list was saved, or on which its letter came that it names nobody) is not later, it was noted by then, and its file was
not undone by then. So what is told of a past day stays the same whatever comes later; what was noted later is told
apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from doanra.records.models import Call, DeadlineOf, Invitation, Reply, Unit, UnitKind
from doanra.records.queries.calling import longer
from doanra.records.queries.lineage import Lineage, names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One unit that was asked; ``now`` is empty where it is today what it was then, or where nothing followed it.

    ``answered_on`` is its day of answer, None while it has none; ``noted_later`` that of an answer of which the books
    knew only after the day as of which it is told. ``due_on`` is its own last day.
    """

    invitation: Invitation
    unit: Unit
    then: str
    now: tuple[Unit, ...]
    ended: bool = False
    nominated: int = 0
    due_on: date | None = None
    answered_on: date | None = None
    names_nobody: bool = False
    noted_later: date | None = None

    @property
    def answered(self) -> bool:
        """Whether it has answered, by a list or by a letter that names nobody."""
        return self.answered_on is not None


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

    def share_with_later(self, kind: UnitKind) -> tuple[int, int]:
        """The same with those of whose answer the books knew only later."""
        own = self.of_kind(kind)
        return sum(one.answered or one.noted_later is not None for one in own), len(own)

    @property
    def noted_later(self) -> int:
        """How many had answered by the day, though the books knew it only later."""
        return sum(one.noted_later is not None for one in self.asked)

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
    """All invitations of a year, as of the end of a day where ``on`` is given (a query more). One query, with a
    lineage of its own two; ``counting`` adds the nominated, ``dues`` the last day of each unit, a query each."""
    family = lineage or Lineage()
    then = names_of("unit", call.opened_on)
    rows = call.invitations.all() if on is None else _asked_by(call, on)
    invitations = rows.select_related("unit").annotate(then=then)
    counts = _nominated(call) if counting else {}
    own = longer(call, on=on) if dues else {}
    return Answers(
        asked=tuple(
            _asked(
                one, family, nominated=counts.get(one.unit_id, 0), on=on,
                due_on=max(call.closes_on, own.get((one.unit_id, DeadlineOf.UNIT.value), call.closes_on)),
            )
            for one in invitations.order_by("-unit__kind", "unit__order", "unit_id")
        ),
        lineage=family,
    )  # fmt: skip


def _asked_by(call: Call, on: date) -> QuerySet[Invitation]:
    """Who counted as asked at the end of a day, with what they answered. Whom nobody had asked: while a list stood."""
    rows = Invitation.every.filter(call=call).filter(Q(asked_on=None) | Q(asked_on__lte=on))
    replies = Reply.objects.filter(invitation=OuterRef("pk"))
    standing = replies.filter(Q(taken_back_on=None) | Q(taken_back_on__gt=on), noted_on__lte=on)
    rows = rows.filter(Q(asked_on=None) | Exists(standing) | ~Exists(replies))
    return rows.prefetch_related("replies")


def _nominated(call: Call) -> dict[int, int]:
    rows = call.nominations.filter(state="standing").order_by().values_list("unit_id")
    return dict(rows.annotate(count=Count("id")))


def _asked(invitation: Any, lineage: Lineage, *, nominated: int, on: date | None, due_on: date) -> Asked:
    unit = invitation.unit
    then = invitation.then or unit.short
    heirs = lineage.now(unit.pk)
    same = len(heirs) == 1 and heirs[0].pk == unit.pk and heirs[0].short == then
    first = _Stood(invitation.answered_on, invitation.names_nobody) if on is None else _stood(invitation, on=on)
    return Asked(
        invitation=invitation,
        unit=unit,
        then=then,
        now=() if same else heirs,
        ended=not heirs,
        nominated=nominated,
        due_on=due_on,
        answered_on=first.on,
        names_nobody=first.names_nobody,
        noted_later=first.noted_later,
    )


class _Stood(NamedTuple):
    on: date | None = None
    names_nobody: bool = False
    noted_later: date | None = None


def _stood(invitation: Invitation, *, on: date) -> _Stood:
    """The first answer that stood at the end of a day. Of the time before answers were kept the day itself tells."""
    rows = list(invitation.replies.all())
    if not rows:
        day = invitation.answered_on
        return _Stood(day, invitation.names_nobody) if day is not None and day <= on else _Stood()
    standing = [one for one in rows if one.taken_back_on is None or one.taken_back_on > on]
    by_then = [one for one in standing if one.noted_on <= on]
    if by_then:
        return _Stood(by_then[0].on, by_then[0].names_nobody)
    later = [one.on for one in standing if one.on <= on and one.taken_back_on is None]
    return _Stood(noted_later=min(later, default=None))


def addressed(call: Call) -> frozenset[int]:
    """Units that were asked, and those of today that closed ones among them became. One query, two after a
    reorganisation."""
    rows = dict(call.invitations.order_by().values_list("unit_id", "unit__valid_to"))
    closed = [unit for unit, valid_to in rows.items() if valid_to is not None]
    family = Lineage() if closed else None
    return frozenset(rows) | {heir.pk for unit in closed if family for heir in family.now(unit)}


def of_units(call: Call, units: Iterable[int]) -> Sequence[Invitation]:
    """The invitations of some units, for an account that may see only these. One query."""
    return list(call.invitations.filter(unit__in=list(units)).select_related("unit"))
