"""The top-up that the committee asked for: "bổ sung các chỉ tiêu còn thiếu trên cơ sở đảm bảo đủ tiêu chuẩn, điều kiện;
bổ sung cho những địa phương, đơn vị ít chỉ tiêu" (source 003, second session of the Steering Committee).

So three things bound it: seats that no unit has yet; people whose every condition is met; units with few seats. How
many are few the source does not say: the office sets it, and until then nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from doanra.records.models import Call, QuotaKind, Unit
from doanra.records.queries import quotas as queries
from doanra.records.queries.calls import addressed
from doanra.stages import ledger
from doanra.stages.acting import Actor, acting
from doanra.stages.ledger import Ground, Line
from doanra.stages.quotas.entering import note, require_asked, require_on
from doanra.stages.telling import document as told
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A unit with few seats. ``eligible`` of its standing nominees meet every condition, of ``unknown`` it is not
    known; ``extra`` is proposed."""

    unit: Unit
    name: str
    seats: int
    eligible: int
    unknown: int
    extra: int = 0

    @property
    def waiting(self) -> int:
        """People who meet every condition, beyond the seats of the unit."""
        return max(0, self.eligible - self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """``few`` None: the office has not said how many are few. ``not_given`` is all that can be handed out."""

    few: int | None
    not_given: int
    offers: tuple[Offer, ...] = ()

    @property
    def extra(self) -> int:
        """Seats proposed in all."""
        return sum(one.extra for one in self.offers)


def proposal(call: Call, *, programme: Programme, vetting: bool) -> Proposal:
    """Units with few seats, the fewest first, and what is proposed: one seat at a time to the unit that has fewest,
    while it has few, has people who meet every condition (as the reader is told), and seats are left."""
    table = queries.table(call, programmes=[programme])
    if call.few_seats is None:
        return Proposal(few=None, not_given=table.not_given)
    standing = queries.standing(call, programme=programme, vetting=vetting)
    asked = addressed(call)
    offers = {
        row.unit.pk: Offer(
            unit=row.unit, name=row.name, seats=row.seats, eligible=standing[row.unit.pk].eligible,
            unknown=standing[row.unit.pk].unknown,
        )
        for row in table.rows
        if row.seats <= call.few_seats and row.unit.pk in asked
    }  # fmt: skip
    for _seat in range(table.not_given):
        open_to = [
            one for one in offers.values() if one.extra < one.waiting and one.seats + one.extra <= call.few_seats
        ]
        if not open_to:
            break
        poorest = min(open_to, key=lambda one: one.seats + one.extra)
        offers[poorest.unit.pk] = replace(poorest, extra=poorest.extra + 1)
    rows = sorted(offers.values(), key=lambda one: (not one.extra, one.seats, -one.waiting))
    return Proposal(few=call.few_seats, not_given=table.not_given, offers=tuple(rows))


def top_up(call: Call, *, programme: Programme, given: Mapping[int, int], ground: Ground, by: Actor) -> int:
    """Enters what the committee decided: extra seats by unit, on its document. Returns the seats in all.

    Refused as a whole for a unit that has not few seats, for more seats than it has people who meet every condition,
    and for more than are not given out.
    """
    with acting("quotas.top_up", by=by) as act:
        require_on(call)
        offers = {one.unit.pk: one for one in proposal(call, programme=programme, vetting=True).offers}
        wanted = {unit: seats for unit, seats in given.items() if seats}
        if not wanted:
            raise Refused(
                "nothing_given", "Chưa ghi chỗ bổ sung cho đơn vị nào.", remedy="Ghi số chỗ ở ít nhất một dòng."
            )
        for unit, seats in wanted.items():
            _require_within(offers.get(unit), seats, few=call.few_seats)
        lines = [
            Line(kind=QuotaKind.TOPPED, programme=programme, seats=seats, given_to=offers[unit].unit)
            for unit, seats in wanted.items()
        ]
        require_asked(call, lines)
        note(act, ledger.post(call, lines=lines, ground=ground, actor=by), call=call)
        act.ground = told(ground.document, ground.document_on)
        act.subject, act.year = call, call.year
    return sum(wanted.values())


def _require_within(offer: Offer | None, seats: int, *, few: int | None) -> None:
    if offer is None:
        raise Refused(
            "not_few",
            f"Có đơn vị không thuộc diện ít chỉ tiêu (nhiều nhất {few} chỗ).",
            remedy="Tải lại trang: chỉ tiêu của đơn vị có thể vừa đổi.",
        )
    if seats > offer.waiting:
        raise Refused(
            "not_enough_eligible",
            f"{offer.name}: {offer.eligible} người đủ điều kiện, đã có {offer.seats} chỗ; không bổ sung được {seats}.",
            remedy=f"Ghi nhiều nhất {offer.waiting} chỗ, hoặc bổ sung giấy tờ cho người còn “chưa rõ” trước.",
        )
