"""By when a unit answers and the papers of each person come: the year's days, and longer ones of single units."""

from __future__ import annotations

from datetime import date

from doanra.records.models import Call, DeadlineOf, Extension, Unit
from doanra.records.queries.calls import addressed
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.stages.ledger import Ground
from doanra.stages.telling import document as told
from doanra.terms.refusal import Refused


def general(call: Call, kind: DeadlineOf) -> date | None:
    """The day for everybody; None where none was set for the papers of persons."""
    return call.closes_on if kind is DeadlineOf.UNIT else call.people_due_on


def due(call: Call, unit: int, kind: DeadlineOf, *, longer: dict[tuple[int, str], date]) -> date | None:
    """The later of the year's day and the unit's own. ``longer`` as `records.queries.calling.longer` reads it."""
    days = [day for day in (general(call, kind), longer.get((unit, kind.value))) if day is not None]
    return max(days, default=None)


def extend(call: Call, *, unit: Unit, kind: DeadlineOf, due_on: date, ground: Ground, by: Actor) -> Extension:
    """More time for one unit, for a reason and on a document. Refused where that is no more than it has."""
    with acting("deadlines.change", by=by, verb="deadlines.extend") as act:
        calls.require_open(call)
        if unit.pk not in addressed(call):
            raise Refused(
                "unit_not_asked", f"{unit.short} không được mời năm {call.year}.", remedy="Xem danh sách mời."
            )
        if not ground.document.strip() or not ground.reason.strip():
            raise Refused(
                "ground_missing",
                "Gia hạn cần lý do và văn bản làm căn cứ.",
                remedy="Ghi lý do và số văn bản, ví dụ 45-CV/TU, 20/12/2026.",
            )
        known = call.extensions.filter(unit=unit, kind=kind.value).order_by("-due_on").first()
        now = max((day for day in (general(call, kind), known.due_on if known else None) if day), default=None)
        if now is None or due_on <= now:
            said = f"đã là {now:%d/%m/%Y}" if now else "của năm chưa đặt"
            raise Refused(
                "not_longer",
                f"{kind.label} {said}; ngày {due_on:%d/%m/%Y} không phải là gia hạn.",
                remedy="Ghi ngày muộn hơn, hoặc đặt hạn chung ở thiết lập của năm.",
            )
        made = Extension.objects.create(
            call=call, unit=unit, kind=kind.value, due_on=due_on, reason=ground.reason.strip(),
            document=told(ground.document.strip(), ground.document_on), on=ground.on, made_by=by,
        )  # fmt: skip
        act.added(made)
        act.concerns(unit)
        act.ground = made.document
        act.subject, act.year, act.unit = call, call.year, unit
    return made
