"""The duties of an account: which parts of the house are asked is told by its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from doanra.policy import access
from doanra.records.models import Account, Call, CallState
from doanra.records.queries import calls as answering
from doanra.records.queries import consultation_steps, waiting
from doanra.records.queries import year as figures
from doanra.records.queries.lineage import Lineage
from doanra.stages import calls
from doanra.stages.duties.committee import of_committee
from doanra.stages.duties.duty import Duty
from doanra.stages.duties.finance import of_finance
from doanra.stages.duties.inspector import of_inspector
from doanra.stages.duties.office import YearRead, of_office
from doanra.stages.duties.others import of_administrator, of_body
from doanra.stages.duties.traveller import of_traveller
from doanra.stages.duties.unit import of_unit
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme, Role


def read_year(call: Call, *, on: date, vetting: bool = True) -> YearRead:
    """Everything that the office's duties are computed from; others who glance at it may not read ``vetting``."""
    year = figures.read(call, on=on, vetting=vetting)
    return YearRead(
        year=year,
        answers=answering.answers(call),
        targets=targets_of(call),
        waiting=waiting.of_call(call, year.plan, on=on),
        evidence=waiting.open_evidence(year.plan, vetting=vetting) if year.plan else waiting.NOTHING_OPEN,
        lists=tuple(consultation_steps.of_office(call, on=on)),
    )


def targets_of(call: Call) -> dict[Programme, int]:
    """The targets of a year; nothing for one that Conclusion 39 does not speak of and that has none of its own."""
    try:
        return calls.targets(call)
    except Refused:
        return dict.fromkeys(Programme, 0)


def of_call(
    account: Account, call: Call, *, on: date, read: YearRead | None = None, lineage: Lineage | None = None
) -> list[Duty]:
    """The duties of one year and those that belong to none, the most pressing first.

    ``read`` spares reading the year again, ``lineage`` reading the units.
    """
    if access.works_in_office(account.duty):
        return _pressing_first(of_office(read or read_year(call, on=on)))
    return _pressing_first(chain(_of_year(account, call, on=on, lineage=lineage), _of_no_year(account, on=on)))


def waiting_for(account: Account, *, on: date) -> list[Duty]:
    """The duties of an account in all open years, the most pressing first."""
    [(_, found)] = of_everybody([account], on=on)
    return found


def of_everybody(accounts: Iterable[Account], *, on: date) -> Iterator[tuple[Account, list[Duty]]]:
    """Each account with its duties in all open years; what waits for the office is the same for all of it."""
    open_years = list(Call.objects.filter(state=CallState.OPEN.value))
    office: list[Duty] | None = None
    lineage: Lineage | None = None
    for account in accounts:
        if access.works_in_office(account.duty):
            if office is None:
                years = (of_office(read_year(call, on=on)) for call in open_years)
                office = _pressing_first(chain.from_iterable(years))
            yield account, list(office)
        else:
            if lineage is None and access.of_unit(account.duty):
                lineage = Lineage()
            years = (_of_year(account, call, on=on, lineage=lineage) for call in open_years)
            yield account, _pressing_first(chain(chain.from_iterable(years), _of_no_year(account, on=on)))


def _pressing_first(duties: Iterable[Duty]) -> list[Duty]:
    """By the day until which, then since which they wait; one that two years name stands once."""
    once = {duty.key: duty for duty in duties}
    return sorted(once.values(), key=lambda duty: (duty.until or date.max, duty.since or date.max))


def _of_year(account: Account, call: Call, *, on: date, lineage: Lineage | None) -> Iterator[Duty]:
    """Of a year, for those outside the office."""
    role = account.duty
    if access.of_unit(role):
        yield from of_unit(account, call, lineage=lineage)
    elif role in {Role.LEADER, Role.COMMITTEE}:
        yield from of_committee(account, call)
    elif role is Role.FINANCE:
        yield from of_finance(call, on=on)


def _of_no_year(account: Account, *, on: date) -> Iterator[Duty]:
    """Of no year, or of whichever: it waits with no year open too."""
    role = account.duty
    if role is Role.APPRAISER:
        yield from of_body(account, on=on)
    elif role in {Role.HEAD, Role.PARTICIPANT}:
        yield from of_traveller(account, on=on)
    elif role is Role.INSPECTOR:
        yield from of_inspector(account, on=on)
    elif role is Role.ADMINISTRATOR:
        yield from of_administrator(on=on)
