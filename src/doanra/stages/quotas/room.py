"""How many seats a unit has left, and the question that a submission asks before it adds to them."""

from __future__ import annotations

from dataclasses import dataclass

from doanra.records.models import Call, QuotaMode, Unit
from doanra.records.queries import quotas as queries
from doanra.stages import ledger
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme


def room(call: Call, unit: Unit, programme: Programme) -> int | None:
    """Seats that the unit has left, below nothing where more are used than given; None where the year has no quotas."""
    if call.quotas == QuotaMode.OFF.value:
        return None
    balance = call.quota_balances.filter(unit=unit, programme=programme.value).first()
    return (balance.seats if balance else 0) - _used(call, unit, programme)


@dataclass(frozen=True, slots=True)
class Room:
    """Seats that a unit has, and how many of them are used."""

    has: int = 0
    used: int = 0

    @property
    def left(self) -> int:
        """Below nothing where more are used than given."""
        return self.has - self.used


@dataclass(frozen=True, slots=True)
class RoomOf:
    """What a unit has in a year, by programme, and whether that limits or informs."""

    mode: QuotaMode
    programmes: dict[Programme, Room]


def room_of(call: Call, unit: Unit) -> RoomOf | None:
    """What a unit has in every programme; None where the year has no quotas. One query there, else at most four."""
    mode = QuotaMode(Call.objects.values_list("quotas", flat=True).get(pk=call.pk))
    if mode is QuotaMode.OFF:
        return None
    used = queries.used(call, unit=unit.pk)
    has = dict(call.quota_balances.filter(unit=unit).values_list("programme", "seats"))
    return RoomOf(mode, {one: Room(has.get(one.value, 0), used.get((unit.pk, one.value), 0)) for one in Programme})


def take(call: Call, unit: Unit, programme: Programme, *, wanted: int = 1) -> None:
    """To be asked within the act that adds ``wanted`` nominations, before they are stored: Refused where they find no
    room and the year lets quotas limit. Who asks second waits for the first, so that no two take the last seat.
    """
    if Call.objects.values_list("quotas", flat=True).get(pk=call.pk) != QuotaMode.LIMIT.value:
        return
    balance = ledger.held(call, programme).get(unit.pk)
    has = balance.seats if balance else 0
    left = max(0, has - _used(call, unit, programme))
    if wanted > left:
        raise Refused(
            "quota_full",
            f"{unit.short} có {has} chỗ {programme.label.lower()} năm {call.year}, còn {left}; cần thêm {wanted}.",
            remedy="Bớt người, rút một đề cử cũ, hoặc đề nghị văn phòng bổ sung chỉ tiêu.",
        )


def _used(call: Call, unit: Unit, programme: Programme) -> int:
    return queries.used(call, unit=unit.pk).get((unit.pk, programme.value), 0)
