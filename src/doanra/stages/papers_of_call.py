"""The letter of call in Word: to all units with the list of recipients, or one for each with its quota and days."""

from __future__ import annotations

import re
from datetime import date

from doanra.documents.call_letter.context import CallLetter, Offered, Recipient, RecipientGroup
from doanra.documents.letterhead import Letterhead
from doanra.documents.render import render_word
from doanra.records.models import Call, DeadlineOf, Did, QuotaMode, Unit, UnitKind
from doanra.records.queries import calling
from doanra.stages import calls, deadlines
from doanra.stages.acting import Actor, acting
from doanra.stages.papers import BY_ORDER, LETTER_RECIPIENTS, WORD, ZIP, Paper, letterhead, zipped
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

_NUMBER = re.compile(r"\s*(\d{1,5})\s*-\s*CV/BCĐ\b")
_GROUPS = {UnitKind.PROVINCE: "Tỉnh uỷ, thành uỷ", UnitKind.CENTRAL: "Cơ quan Trung ương"}


def letter(call: Call, *, by: Actor, on: date) -> Paper:
    """One letter to all who are asked, with the list of recipients. Refused where nobody is."""
    with acting("calls.letter", by=by) as act:
        units = _asked(call)
        seats = _seats(call)
        number, groups = 0, []
        for kind, name in _GROUPS.items():
            own = [unit for unit in units if unit.kind == kind.value]
            rows = tuple(
                Recipient(number + place, unit.letterhead, _told(call, unit, seats))
                for place, unit in enumerate(own, 1)
            )
            number += len(own)
            groups += [RecipientGroup(name, rows)] if rows else []
        content = _render(call, on=on, groups=tuple(groups), with_quotas=call.quotas != QuotaMode.OFF.value)
        act.subject, act.year, act.detail = call, call.year, {"units": len(units)}
        act.touched("unit", ((unit.pk, Did.ABOUT, []) for unit in units))
    return Paper(f"cong-van-moi-{call.year}.docx", WORD, content)


def letters(call: Call, *, by: Actor, on: date) -> Paper:
    """A letter for each unit, with its own quota and its own last days, in one archive."""
    with acting("calls.letter", by=by) as act:
        units, seats, longer = _asked(call), _seats(call), calling.longer(call)
        files = {}
        for number, unit in enumerate(units, 1):
            due = deadlines.due(call, unit.pk, DeadlineOf.UNIT, longer=longer)
            files[f"{number:03d}-{unit.slug}.docx"] = _render(
                call, on=on, unit=unit.letterhead, quota=", ".join(_told(call, unit, seats)),
                due_on=due or call.closes_on,
                people_due_on=deadlines.due(call, unit.pk, DeadlineOf.PERSON, longer=longer),
            )  # fmt: skip
        act.subject, act.year, act.detail = call, call.year, {"units": len(units)}
        act.touched("unit", ((unit.pk, Did.ABOUT, []) for unit in units))
    return Paper(f"cong-van-moi-{call.year}.zip", ZIP, zipped(files))


def _asked(call: Call) -> list[Unit]:
    units = [one.unit for one in call.invitations.select_related("unit").order_by("-unit__kind", "unit__order")]
    if not units:
        raise Refused("nobody_asked", f"Năm {call.year} chưa mời đơn vị nào.", remedy="Nạp danh mục đơn vị rồi mở năm.")
    return units


def _seats(call: Call) -> dict[tuple[int | None, str], int]:
    """Seats by unit and programme; nothing where the year has no quotas. At most one query."""
    if call.quotas == QuotaMode.OFF.value:
        return {}
    return {(one.unit_id, one.programme): one.seats for one in call.quota_balances.all()}


def _told(call: Call, unit: Unit, seats: dict[tuple[int | None, str], int]) -> tuple[str, ...]:
    """The quota of a unit in words, by programme."""
    own = ((programme, seats.get((unit.pk, programme.value), 0)) for programme in call.offered)
    return tuple(f"{programme.label.lower()} {many} chỗ" for programme, many in own if many)


def _head(call: Call, *, on: date) -> Letterhead:
    """With number and day where the office has noted them as the call's own; else dots for the clerk's pen."""
    noted = _NUMBER.match(call.document)
    if noted is None:
        return letterhead("CV", year=on.year)
    return letterhead("CV", number=int(noted[1]), issued_on=call.opened_on)


def _render(call: Call, *, on: date, **own: object) -> bytes:
    targets = calls.targets(call)
    papers: dict[Programme, list[str]] = {programme: [] for programme in Programme}
    for paper in calling.required(on=max(on, call.opened_on)):
        papers[Programme(paper.programme)].append(paper.name)
    context = {
        "year": call.year,
        "letterhead": _head(call, on=on),
        "programmes": tuple(Offered(one, targets[one], tuple(papers[one])) for one in call.offered),
        "due_on": call.closes_on,
        "people_due_on": call.people_due_on,
        "signature": BY_ORDER,
        "recipients": LETTER_RECIPIENTS,
        **own,
    }
    return render_word("call_letter", context=CallLetter(**context), on=on)  # type: ignore[arg-type]  # by name
