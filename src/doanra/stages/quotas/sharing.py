"""How quotas are first given out: the same for each unit, or by what the unit put forward last year.

A third way, the office's own figures, is the workbook (`loading`). Which of them is the office's choice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from doanra.records.models import Call, NominationState, QuotaKind, Unit
from doanra.records.queries import quotas as queries
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.quotas import UnitQuota
from doanra.stages import ledger
from doanra.stages.acting import Actor, acting
from doanra.stages.ledger import Ground, Line
from doanra.stages.quotas.entering import note, require_asked, require_on
from doanra.stages.telling import document as told
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme, Word


class Way(Word):
    """By what quotas are first given out."""

    EQUAL = "equal", "Chia đều"
    LAST_YEAR = "last_year", "Theo số đề cử năm trước"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A unit and the seats that it would be given."""

    unit: Unit
    name: str
    seats: int


def proposal(call: Call, *, programme: Programme, way: Way) -> list[Share]:
    """What each unit would get of the seats that are not given out; never more in all. The rest stays not given.

    Equal: the same whole number for each. Last year: in proportion to the standing nominations of the newest earlier
    year, of the units of then for those of now, by the largest remainders. Refused where that gives nobody anything.
    """
    found = queries.table(call, programmes=[programme])
    asked = set(call.invitations.values_list("unit_id", flat=True))
    rows = [row for row in found.rows if row.unit.pk in asked]
    seats = _equal(rows, found.not_given) if way is Way.EQUAL else _by_last_year(call, programme, rows, found.not_given)
    return [Share(unit=row.unit, name=row.name, seats=seats[row.unit.pk]) for row in rows if seats.get(row.unit.pk)]


def _equal(rows: list[UnitQuota], seats: int) -> dict[int, int]:
    each = seats // len(rows) if rows else 0
    if not each:
        raise Refused(
            "too_few_to_share",
            f"Còn {seats} chỗ chưa giao cho {len(rows)} đơn vị: không đủ mỗi đơn vị một chỗ.",
            remedy="Chia theo số đề cử năm trước, hoặc nộp số của văn phòng bằng bảng tính.",
        )
    return {row.unit.pk: each for row in rows}


def _by_last_year(call: Call, programme: Programme, rows: list[UnitQuota], seats: int) -> dict[int, int]:
    before = Call.objects.filter(year__lt=call.year).first()
    weights = _weights(before, programme) if before else {}
    mine = {row.unit.pk: weights.get(row.unit.pk, Fraction(0)) for row in rows}
    whole = sum(mine.values())
    if not whole or not seats:
        raise Refused(
            "no_last_year",
            f"Không có đề cử {programme.label.lower()} của năm trước để chia theo, hoặc không còn chỗ chưa giao.",
            remedy="Chọn chia đều, hoặc nộp số của văn phòng bằng bảng tính.",
        )
    exact = {unit: seats * weight / whole for unit, weight in mine.items()}
    given = {unit: int(share) for unit, share in exact.items()}
    order = [row.unit.pk for row in rows]
    by_rest = sorted(order, key=lambda unit: (given[unit] - exact[unit], order.index(unit)))
    for unit in by_rest[: seats - sum(given.values())]:
        given[unit] += 1
    return given


def _weights(before: Call, programme: Programme) -> dict[int, Fraction]:
    """Standing nominations of a year, for the units of today: a unit that became several counts for each its part."""
    family, found = Lineage(), defaultdict[int, Fraction](Fraction)
    standing = before.nominations.filter(state=NominationState.STANDING.value, programme=programme.value)
    for unit in standing.order_by().values_list("unit", flat=True):
        heirs = family.now(unit)
        for heir in heirs:
            found[heir.pk] += Fraction(1, len(heirs))
    return found


def offered(call: Call, *, programme: Programme, way: Way) -> list[Share]:
    """What `proposal` says; nothing where it is refused."""
    try:
        return proposal(call, programme=programme, way=way)
    except Refused:
        return []


def share_out(call: Call, *, programme: Programme, way: Way, ground: Ground, by: Actor, seen: int | None = None) -> int:
    """Gives out what `proposal` says; returns how many units got seats.

    ``seen`` is the sum that somebody looked at: refused where it would be another by now.
    """
    with acting("quotas.change", by=by, verb="quotas.share_out") as act:
        require_on(call)
        ledger.held(call, programme)  # nobody changes the seats between the sum and the entries
        shares = proposal(call, programme=programme, way=way)
        if seen is not None and seen != (now := sum(one.seats for one in shares)):
            raise Refused(
                "shares_changed",
                f"Bảng chia vừa đổi: bạn đã xem {seen} chỗ, nay là {now} chỗ. Chưa giao gì.",
                remedy="Xem lại bảng dưới đây rồi giao.",
            )
        lines = [
            Line(kind=QuotaKind.ENTITLED, programme=programme, seats=one.seats, given_to=one.unit) for one in shares
        ]
        require_asked(call, lines)
        note(act, ledger.post(call, lines=lines, ground=ground, actor=by), call=call)
        act.ground = told(ground.document, ground.document_on)
        act.subject, act.year = call, call.year
    return len(lines)
