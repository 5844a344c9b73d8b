"""The ledger of quotas: entries that are only added, each taking as many seats from one side as it gives to the other.

Balances follow in the same transaction, and the sum over units with what is not given out is the plan after every
act: a constraint keeps each row in balance, one keeps every balance from falling below nothing, and `post` looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum
from django.utils import timezone

from doanra.records.models import Call, QuotaBalance, QuotaEntry, QuotaKind, Unit
from doanra.stages.acting import Actor
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

MOST = 9_999
"""Seats in one entry: more is a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The document that an act rests on, its day, and the day of the act."""

    document: str
    on: date
    document_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Seats from one side to the other; None is what is not given out."""

    kind: QuotaKind
    programme: Programme
    seats: int
    taken_from: Unit | None = None
    given_to: Unit | None = None


def post(call: Call, *, lines: Iterable[Line], ground: Ground, actor: Actor) -> list[QuotaEntry]:
    """Adds entries and brings the balances along. Refused, all of it, where a side has fewer seats than are taken.

    Asks no right and opens no act: verbs do. Waits for whoever else writes in the ledger of the year.
    """
    wanted = list(lines)
    _check(wanted, ground)
    for programme in sorted({line.programme for line in wanted}):
        _bring(call, programme, [line for line in wanted if line.programme is programme])
    made_at = timezone.now()
    entries = [
        QuotaEntry(
            call=call, programme=line.programme.value, kind=line.kind.value, taken_from=line.taken_from,
            given_to=line.given_to, seats=line.seats, document=ground.document.strip(),
            document_on=ground.document_on, on=ground.on, reason=ground.reason.strip(), made_at=made_at, made_by=actor,
        )
        for line in wanted
    ]  # fmt: skip
    made = QuotaEntry.objects.bulk_create(entries)
    for programme in {line.programme for line in wanted}:
        _require_whole(call, programme)
    return made


def _check(lines: list[Line], ground: Ground) -> None:
    if not ground.document.strip():
        raise Refused(
            "ground_missing",
            "Chưa ghi văn bản làm căn cứ.",
            remedy="Ghi số và ngày văn bản, ví dụ 15-TB/BCĐ, 03/11/2026.",
        )
    if ground.document_on is not None and ground.document_on > ground.on:
        raise Refused(
            "ground_ahead",
            f"Văn bản ngày {ground.document_on:%d/%m/%Y} ở sau ngày ghi {ground.on:%d/%m/%Y}.",
            remedy="Ghi ngày ký của văn bản, không sau ngày ghi sổ.",
        )
    for line in lines:
        if not 0 < line.seats <= MOST:
            raise Refused(
                "seats_range",
                f"Số chỗ {line.seats} không ghi được.",
                remedy=f"Ghi số nguyên từ 1 đến {MOST}.",
            )
        if line.taken_from is not None and line.taken_from == line.given_to:
            raise Refused(
                "same_unit",
                f"{line.taken_from.short} vừa là nơi chuyển đi vừa là nơi nhận.",
                remedy="Chọn hai đơn vị khác nhau.",
            )


def _bring(call: Call, programme: Programme, lines: list[Line]) -> None:
    """Changes the balances of one programme by the lines; Refused for what would fall below nothing."""
    balances = held(call, programme)
    units: dict[int | None, Unit | None] = {None: None}
    change: dict[int | None, int] = defaultdict(int)
    for line in lines:
        source, target = _sides(line)
        for side, unit, sign in ((source, line.taken_from, -1), (target, line.given_to, 1)):
            if side:
                key = unit.pk if unit else None
                units[key] = unit
                change[key] += sign * line.seats
    for key, seats in change.items():
        balance = balances.get(key)
        before = balance.seats if balance else 0
        if before + seats < 0:
            raise _short(units[key], programme, has=before, wanted=-seats)
        if balance is None:
            QuotaBalance.objects.create(call=call, programme=programme.value, unit_id=key, seats=before + seats)
        else:
            balance.seats = before + seats
            balance.save(update_fields=["seats"])


def _sides(line: Line) -> tuple[bool, bool]:
    """Whether a side is in the ledger: what raises the plan comes from outside, what lowers it goes there."""
    return line.kind is not QuotaKind.RAISED, line.kind is not QuotaKind.LOWERED


def held(call: Call, programme: Programme) -> dict[int | None, QuotaBalance]:
    """The balances of a programme by unit, None what is not given out; nobody else changes them until the act ends."""
    # A lock of the year's row: SQLite knows no other than a write, and a programme may have no balance yet.
    Call.objects.filter(pk=call.pk).update(quotas=F("quotas"))
    return {one.unit_id: one for one in call.quota_balances.filter(programme=programme.value)}


def _short(unit: Unit | None, programme: Programme, *, has: int, wanted: int) -> Refused:
    what = programme.label.lower()
    if unit is None:
        return Refused(
            "plan_exhausted",
            f"Chỉ còn {has} chỗ {what} chưa giao, không đủ {wanted} chỗ.",
            remedy="Giao ít hơn, thu hồi của đơn vị khác trước, hoặc tăng chỉ tiêu của năm.",
        )
    return Refused(
        "quota_short",
        f"{unit.short} chỉ có {has} chỗ {what}, không lấy đi được {wanted} chỗ.",
        remedy=f"Ghi nhiều nhất {has} chỗ.",
    )


def _require_whole(call: Call, programme: Programme) -> None:
    """What balances come to is what the plan is; anything else would be a fault of this module."""
    sums = call.quota_balances.filter(programme=programme.value).aggregate(all=Sum("seats"))
    if (sums["all"] or 0) != plan_of(call).get(programme, 0):
        raise AssertionError(f"the ledger of {call.year}, {programme}, does not add up")


def plan_of(call: Call) -> dict[Programme, int]:
    """The plan by the ledger: what raised it less what lowered it. One query."""
    kinds = (QuotaKind.RAISED.value, QuotaKind.LOWERED.value)
    rows = call.quota_entries.filter(kind__in=kinds).order_by().values_list("programme", "kind")
    found: dict[Programme, int] = {}
    for programme, kind, seats in rows.annotate(all=Sum("seats")):
        sign = 1 if kind == QuotaKind.RAISED.value else -1
        found[Programme(programme)] = found.get(Programme(programme), 0) + sign * seats
    return found


def follow(call: Call, *, targets: Mapping[Programme, int], ground: Ground, actor: Actor) -> list[QuotaEntry]:
    """Brings the plan of the ledger to the targets of the year. Refused to fall below what units have."""
    plan = plan_of(call)
    lines = []
    for programme, seats in targets.items():
        change = seats - plan.get(programme, 0)
        if change:
            kind = QuotaKind.RAISED if change > 0 else QuotaKind.LOWERED
            lines.append(Line(kind=kind, programme=programme, seats=abs(change)))
    return post(call, lines=lines, ground=ground, actor=actor) if lines else []
