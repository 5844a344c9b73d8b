"""Acts in the ledger: turning quotas on, giving, carrying over, moving, taking back; each on a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone

from doanra.records.models import Call, QuotaCounts, QuotaEntry, QuotaKind, QuotaMode
from doanra.records.queries import quotas as queries
from doanra.records.queries.calls import addressed
from doanra.stages import calls, ledger
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.ledger import Ground, Line
from doanra.stages.telling import document as told
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

BY_HAND = (QuotaKind.ENTITLED, QuotaKind.CARRIED, QuotaKind.MOVED, QuotaKind.CUT)
"""What the office enters line by line; the plan follows the targets, and a top-up is decided by the committee."""


def open_quotas(
    call: Call, *, mode: QuotaMode, counts: QuotaCounts, few: int | None, ground: Ground, by: Actor
) -> Call:
    """Says whether the year has quotas, what uses them up, and how many seats are few. Opens the ledger with the
    targets of the year as its plan. Switching off keeps the ledger; switching on again brings it to the targets.
    """
    with acting("quotas.change", by=by, verb="quotas.open") as act:
        calls.require_open(call)
        fresh = Call.objects.select_for_update().get(pk=call.pk)
        act.watch(fresh)
        fresh.quotas, fresh.quotas_count, fresh.few_seats = mode.value, counts.value, few
        fresh.save(update_fields=["quotas", "quotas_count", "few_seats"])
        call.quotas, call.quotas_count, call.few_seats = fresh.quotas, fresh.quotas_count, few
        if mode is not QuotaMode.OFF:
            note(act, ledger.follow(fresh, targets=calls.targets(fresh), ground=ground, actor=by), call=call)
        act.ground = told(ground.document, ground.document_on)
        act.subject, act.year = call, call.year
    return call


def enter(call: Call, *, line: Line, ground: Ground, by: Actor) -> QuotaEntry:
    """One entry by hand: giving, carrying over from last year, moving between two units, taking back.

    Refused where quotas are off, the year is closed, a side has not as many, a unit was not asked, or, where quotas
    limit, seats would be taken that are used; and where the same was entered on the same document before.
    """
    with acting("quotas.change", by=by, verb="quotas.enter") as act:
        require_on(call)
        if line.kind not in BY_HAND:
            raise Refused("kind_of_entry", f"“{line.kind.label}” không ghi tay được.", remedy="Chọn một loại khác.")
        require_asked(call, [line])
        require_unused(call, [line])
        _require_new(call, clean(line), ground)
        (entry,) = ledger.post(call, lines=[clean(line)], ground=ground, actor=by)
        note(act, [entry], call=call)
        act.ground = told(ground.document, ground.document_on)
        act.subject, act.year = call, call.year
    return entry


def _require_new(call: Call, line: Line, ground: Ground) -> None:
    """Refused for the very line that was entered last for its units, on the same document: a form that is sent twice,
    or two who enter one letter. Taken back in between it may be given again."""
    Call.objects.select_for_update().get(pk=call.pk)
    sides = [unit.pk for unit in (line.taken_from, line.given_to) if unit is not None]
    newest = queries.entries(call, units=sides).filter(programme=line.programme.value).order_by("-pk").first()
    if newest is None or _told(newest) != (line, ground.document.strip(), ground.document_on):
        return
    who = f"{newest.made_by} đã ghi" if newest.made_by else "Đã ghi"
    raise Refused(
        "entered_already",
        f"{who} đúng dòng này theo {newest.document} lúc {timezone.localtime(newest.made_at):%H:%M, %d/%m/%Y}.",
        remedy="Xem sổ chỉ tiêu. Nếu văn bản cho thêm lần nữa thì nêu rõ ở số văn bản, ví dụ 15-TB/BCĐ, lần 2.",
    )


def _told(entry: QuotaEntry) -> tuple[Line, str, date | None]:
    kind, programme = QuotaKind(entry.kind), Programme(entry.programme)
    line = Line(
        kind=kind, programme=programme, seats=entry.seats, taken_from=entry.taken_from, given_to=entry.given_to
    )  # fmt: skip
    return line, entry.document, entry.document_on


def clean(line: Line) -> Line:
    """The line without a side that its kind does not have."""
    giving = line.kind in (QuotaKind.ENTITLED, QuotaKind.CARRIED, QuotaKind.TOPPED)
    return replace(
        line,
        taken_from=None if giving else line.taken_from,
        given_to=None if line.kind is QuotaKind.CUT else line.given_to,
    )


def note(act: Act, entries: list[QuotaEntry], *, call: Call) -> None:
    """Tells the entries, and the units whose story they belong to."""
    act.added(*entries)
    for entry in entries:
        act.concerns(*(unit for unit in (entry.taken_from, entry.given_to) if unit is not None))
    act.detail = {"entries": len(entries), "seats": sum(entry.seats for entry in entries), "year": call.year}


def require_on(call: Call) -> None:
    """Refused where the year is closed or has no quotas."""
    calls.require_open(call)
    if Call.objects.values_list("quotas", flat=True).get(pk=call.pk) == QuotaMode.OFF.value:
        raise Refused(
            "quotas_off",
            f"Năm {call.year} chưa đặt chỉ tiêu cho đơn vị.",
            remedy="Bật chỉ tiêu ở đầu trang “Chỉ tiêu theo đơn vị” rồi ghi.",
        )


def require_asked(call: Call, lines: list[Line]) -> None:
    """Refused for a side that is missing, for a unit that was not asked, or a programme that is not offered."""
    asked = addressed(call)
    for line in lines:
        wanted = {QuotaKind.MOVED: (line.taken_from, line.given_to), QuotaKind.CUT: (line.taken_from,)}
        sides = wanted.get(line.kind, (line.given_to,))
        if None in sides:
            missing = "đơn vị nhận của việc điều chuyển" if line.taken_from is not None else "đơn vị"
            raise Refused("unit_missing", f"Chưa chọn {missing}.", remedy="Chọn đơn vị có trong đợt mời.")
        stranger = next((unit for unit in sides if unit is not None and unit.pk not in asked), None)
        if stranger is not None:
            raise Refused(
                "unit_not_asked",
                f"{stranger.short} không được mời năm {call.year}.",
                remedy="Chọn đơn vị có trong đợt mời; đơn vị đã sáp nhập thì chọn đơn vị kế thừa.",
            )
        if line.programme not in call.offered:
            raise Refused(
                "not_offered",
                f"Năm {call.year} không mở chương trình {line.programme.label.lower()}.",
                remedy="Chọn chương trình khác, hoặc mở chương trình này ở thiết lập của năm.",
            )


def require_unused(call: Call, lines: list[Line]) -> None:
    """Where quotas limit: Refused to take seats that are used."""
    if Call.objects.values_list("quotas", flat=True).get(pk=call.pk) != QuotaMode.LIMIT.value:
        return
    for line in lines:
        if line.kind not in (QuotaKind.MOVED, QuotaKind.CUT) or line.taken_from is None:
            continue
        balance = ledger.held(call, line.programme).get(line.taken_from.pk)
        used = queries.used(call, unit=line.taken_from.pk).get((line.taken_from.pk, line.programme.value), 0)
        free = max(0, (balance.seats if balance else 0) - used)
        if line.seats > free:
            raise Refused(
                "seats_used",
                f"{line.taken_from.short} còn {free} chỗ {line.programme.label.lower()} chưa dùng, "
                f"không lấy đi được {line.seats}.",
                remedy="Ghi ít hơn, hoặc đơn vị rút bớt đề cử trước.",
            )
