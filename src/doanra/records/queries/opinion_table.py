"""Who stands where with the bodies: a line for each person of a list, the verdict of the rules, a cell for each body.

What political vetting said is kept from whoever may not read it: in the cells, in the verdict, and in the filters, so
that no count gives it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from doanra.records.models import (
    Account,
    AppraisingBody,
    Consultation,
    Eligibility,
    ListedPerson,
    NominationState,
    Opinion,
    OpinionOutcome,
    OpinionRequest,
    RequestState,
    Waiver,
)
from doanra.records.queries.consultations import reads_column
from doanra.records.queries.verdicts import reads_vetting, standing_seen, stands
from doanra.terms.names import fold

AGAINST, SILENT, STOPPED, WAIVED = "against", "silent", "stopped", "waived"
"""Choices of ``Wanted.only``: a body is against or needs more; one is silent; a rule stops; one was waived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty means all."""

    only: str = ""
    programme: str = ""
    text: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.only or self.programme or self.text)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one body says of one person: ``opinion`` None where it was not asked; ``kept`` from this reader."""

    request: OpinionRequest
    opinion: Opinion | None
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person of a list; ``named`` tells whether the unit still stands by it."""

    person: ListedPerson
    standing: str
    named: bool
    waivers: tuple[Waiver, ...] = field(default=())
    cells: tuple[Cell, ...] = field(default=())

    def _said(self, outcome: str) -> int:
        return sum(one.opinion is not None and one.opinion.outcome == outcome for one in self.cells)

    @property
    def agree(self) -> int:
        """How many bodies agree, of those that the reader may know of."""
        return self._said(OpinionOutcome.AGREE.value)

    @property
    def against(self) -> int:
        """How many do not."""
        return self._said(OpinionOutcome.DISAGREE.value)

    @property
    def more(self) -> int:
        """How many need more."""
        return self._said(OpinionOutcome.MORE.value)

    @property
    def silent(self) -> int:
        """How many have said nothing."""
        return self._said("")


class OpinionTable(Sequence[Line]):
    """The lines in the order of given names, counted and sliced on demand (for Django's Paginator). Four queries."""

    def __init__(self, consultation: Consultation, *, wanted: Wanted, reader: Account | None) -> None:
        self._reader, self._vetting = reader, reads_vetting(reader)
        asked = consultation.requests.exclude(state=RequestState.WITHDRAWN.value).select_related("body")
        self.requests: list[OpinionRequest] = list(asked)
        self.kept = [one.body for one in self.requests if not reads_column(reader, one.body)]
        seen = [one.pk for one in self.requests if reads_column(reader, one.body)]
        self._rows = _narrowed(consultation.people.all(), wanted, seen=seen, vetting=self._vetting)

    @overload
    def __getitem__(self, part: int) -> Line: ...
    @overload
    def __getitem__(self, part: slice) -> list[Line]: ...

    def __getitem__(self, part: int | slice) -> Line | list[Line]:
        opinions = Opinion.objects.filter(request__in=self.requests).select_related("given_by")
        rows = self._rows.select_related("nomination__appraisal").prefetch_related(
            Prefetch("opinions", queryset=opinions), "nomination__waivers"
        )
        rows = rows.defer("nomination__appraisal__findings")
        return self._line(rows[part]) if isinstance(part, int) else [self._line(one) for one in rows[part]]

    def __len__(self) -> int:
        return self._rows.count()

    def _line(self, person: ListedPerson) -> Line:
        said = {one.request_id: one for one in person.opinions.all()}
        nomination = person.nomination
        return Line(
            person=person,
            standing=standing_seen(getattr(nomination, "appraisal", None), vetting=self._vetting),
            named=nomination is not None and nomination.state == NominationState.STANDING.value,
            waivers=tuple(nomination.waivers.all()) if nomination else (),
            cells=tuple(self._cell(one, said.get(one.pk)) for one in self.requests),
        )

    def _cell(self, request: OpinionRequest, opinion: Opinion | None) -> Cell:
        kept = not reads_column(self._reader, request.body)
        return Cell(request, None if kept else opinion, kept)


def _narrowed(
    rows: QuerySet[ListedPerson], wanted: Wanted, *, seen: Iterable[int], vetting: bool
) -> QuerySet[ListedPerson]:
    opinions = Opinion.objects.filter(person=OuterRef("pk"), request__in=list(seen))
    if wanted.only == AGAINST:
        against = (OpinionOutcome.DISAGREE.value, OpinionOutcome.MORE.value)
        rows = rows.filter(Exists(opinions.filter(outcome__in=against)))
    elif wanted.only == SILENT:
        rows = rows.filter(Exists(opinions.filter(outcome="")))
    elif wanted.only == STOPPED:
        rows = rows.filter(stands(Eligibility.NOT_ELIGIBLE.value, vetting=vetting, at="nomination__appraisal"))
    elif wanted.only == WAIVED:
        rows = rows.filter(Exists(Waiver.objects.filter(nomination=OuterRef("nomination"))))
    if wanted.programme:
        rows = rows.filter(programme=wanted.programme)
    return _named(rows, wanted.text)


def _named(rows: QuerySet[Any], text: str, *, person: str = "") -> QuerySet[Any]:
    key = fold(text).strip()
    if not key:
        return rows
    found = [
        pk
        for pk, name, unit in rows.order_by().values_list("pk", f"{person}full_name", f"{person}unit_name")
        if key in fold(name) or key in fold(unit)
    ]
    return rows.filter(pk__in=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One person whom a body is asked about: its own opinion, and what the others said once all of its own is in."""

    opinion: Opinion
    standing: str
    others: tuple[tuple[AppraisingBody, Opinion], ...] = ()


class OwnRows(Sequence[OwnRow]):
    """The rows of one request, sliced on demand. Others' opinions stay hidden while the body owes any of its own."""

    def __init__(
        self, request: OpinionRequest, *, silent: bool = False, text: str = "", only: int | None = None
    ) -> None:
        self._request = request
        self.shows_others = request.state == RequestState.ANSWERED.value
        rows = request.opinions.all() if only is None else request.opinions.filter(pk=only)
        self._rows = _named(rows.filter(outcome="") if silent else rows, text, person="person__")

    @overload
    def __getitem__(self, part: int) -> OwnRow: ...
    @overload
    def __getitem__(self, part: slice) -> list[OwnRow]: ...

    def __getitem__(self, part: int | slice) -> OwnRow | list[OwnRow]:
        related = ("person__nomination__appraisal", "given_by", "request__body")
        rows = self._rows.select_related(*related).defer("person__nomination__appraisal__findings")
        if self.shows_others:
            rows = rows.prefetch_related(
                Prefetch("person__opinions", queryset=self._others(), to_attr="said_by_others")
            )
        return self._row(rows[part]) if isinstance(part, int) else [self._row(one) for one in rows[part]]

    def __len__(self) -> int:
        return self._rows.count()

    def _others(self) -> QuerySet[Opinion]:
        rows = Opinion.objects.filter(request__consultation=self._request.consultation_id)
        rows = rows.exclude(request=self._request).exclude(request__state=RequestState.WITHDRAWN.value)
        return rows.exclude(request__body__vets=True).select_related("request__body").order_by("request__body__order")

    def _row(self, opinion: Opinion) -> OwnRow:
        verdict = getattr(opinion.person.nomination, "appraisal", None)
        others = getattr(opinion.person, "said_by_others", ())
        return OwnRow(
            opinion=opinion,
            standing=standing_seen(verdict, vetting=False),
            others=tuple((one.request.body, one) for one in others),
        )
