"""The duties of an account: which parts of the house are asked is told by its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from doanra.policy import access
from doanra.records.models import Account, Call, CallState
from doanra.records.queries import calls as answering
from doanra.records.queries import waiting
from doanra.records.queries import year as figures
from doanra.stages import calls
from doanra.stages.duties.duty import Duty
from doanra.stages.duties.office import YearRead, of_office
from doanra.stages.duties.others import of_administrator, of_body, of_leader, of_traveller
from doanra.stages.duties.unit import of_unit
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme, Role


def read_year(call: Call, *, on: date) -> YearRead:
    """Everything that the office's duties are computed from."""
    year = figures.read(call, on=on)
    return YearRead(
        year=year,
        answers=answering.answers(call),
        targets=targets_of(call),
        waiting=waiting.of_call(call, year.plan, on=on),
        evidence=waiting.open_evidence(year.plan) if year.plan else waiting.NOTHING_OPEN,
    )


def targets_of(call: Call) -> dict[Programme, int]:
    """The targets of a year; nothing for one that Conclusion 39 does not speak of and that has none of its own."""
    try:
        return calls.targets(call)
    except Refused:
        return dict.fromkeys(Programme, 0)


def of_call(account: Account, call: Call, *, on: date, read: YearRead | None = None) -> list[Duty]:
    """The duties of one year, the most pressing first. ``read`` spares reading the year again."""
    found = list(_parts(account, call, on=on, read=read))
    return sorted(found, key=_pressing)


def waiting_for(account: Account, *, on: date) -> list[Duty]:
    """The duties of an account in all open years, the most pressing first."""
    open_years = Call.objects.filter(state=CallState.OPEN.value)
    found = {duty.key: duty for call in open_years for duty in of_call(account, call, on=on)}
    return sorted(found.values(), key=_pressing)


def of_everybody(accounts: Iterable[Account], *, on: date) -> Iterator[tuple[Account, list[Duty]]]:
    """Each account with its duties in all open years; every year is read once."""
    open_years = list(Call.objects.filter(state=CallState.OPEN.value))
    read = {call.pk: read_year(call, on=on) for call in open_years}
    for account in accounts:
        found = {duty.key: duty for call in open_years for duty in of_call(account, call, on=on, read=read[call.pk])}
        yield account, sorted(found.values(), key=_pressing)


def _pressing(duty: Duty) -> tuple[date, date]:
    return duty.until or date.max, duty.since or date.max


def _parts(account: Account, call: Call, *, on: date, read: YearRead | None) -> Iterator[Duty]:
    role = account.duty
    if access.works_in_office(role):
        yield from of_office(read or read_year(call, on=on), on=on)
    elif access.of_unit(role):
        yield from of_unit(account, call, on=on)
    elif role is Role.APPRAISER:
        yield from of_body(account, on=on)
    elif role is Role.LEADER:
        yield from of_leader(call)
    elif role in {Role.HEAD, Role.PARTICIPANT}:
        yield from of_traveller(account, on=on)
    elif role is Role.ADMINISTRATOR:
        yield from of_administrator(on=on)
