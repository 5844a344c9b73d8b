"""Verdicts of a year: how many stand where, which rules are in question, the lines of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import Count, Q, QuerySet

from doanra.records.models import Appraisal, Call, Eligibility, Event, Nomination, NominationState
from doanra.records.queries.cutting import cut, streamed
from doanra.records.queries.lineage import Lineage, names_on
from doanra.records.queries.nominations import NOT_APPRAISED, Sums, Within, of_call, ordered, sums
from doanra.records.queries.verdicts import VETTING_RULE, in_question, standing_seen, stands
from doanra.terms.names import fold
from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty means all. ``rule`` with ``verdict`` (not_met, unknown, "" either); unit is a slug.

    A ``verdict`` alone asks for those whom any rule at all stops, or leaves open.
    """

    programme: str = ""
    standing: str = ""
    rule: str = ""
    verdict: str = ""
    unit: str = ""
    text: str = ""
    order: str = "name"

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.programme or self.standing or self.rule or self.verdict or self.unit or self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Standing nominations of one programme, or of all, by verdict; ``waiting`` have none yet."""

    programme: str
    eligible: int
    unknown: int
    not_eligible: int
    waiting: int

    @property
    def judged(self) -> int:
        """How many have a verdict."""
        return self.eligible + self.unknown + self.not_eligible

    @property
    def whole(self) -> int:
        """All of them."""
        return self.judged + self.waiting


DECIDING = ("appraisals.evidence", "appraisals.waive")
"""Verbs by which somebody decides on one nomination."""


def whole(call: Call, *, within: Within, tallied: list[Tally]) -> Sums:
    """What all standing nominations of the year add up to. One query."""
    apart = standing(call, within=within).order_by().aggregate(
        people=Count("person_id", distinct=True), units=Count("unit_id", distinct=True)
    )  # fmt: skip
    every = total(tallied)
    return Sums(
        lines=every.whole,
        people=apart["people"],
        units=apart["units"],
        programmes={one.programme: one.whole for one in tallied},
        verdicts={one.value: getattr(every, one.value) for one in Eligibility},
    )


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many nominations a rule stops, and of how many it is not known."""

    rule: str
    not_met: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """A line of the list: the nomination, its sender's name then, its verdict and the ids of rules in question.

    ``unit_now`` is what the sender is today, "" where nothing changed.
    """

    nomination: Nomination
    unit: str
    unit_now: str
    standing: str
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]


def standing(call: Call, *, within: Within) -> QuerySet[Nomination]:
    """The nominations that units have not taken back."""
    return of_call(call, within=within).filter(state=NominationState.STANDING.value)


_TALLIED = ("eligible", "unknown", "not_eligible", "waiting")


def tallies(call: Call, *, within: Within, vetting: bool = False) -> list[Tally]:
    """One for each programme in order. One query."""
    rows = standing(call, within=within).order_by().values("programme").annotate(
        waiting=Count("id", filter=Q(appraisal=None)),
        **{one.value: Count("id", filter=stands(one.value, vetting=vetting)) for one in Eligibility},
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = {row["programme"]: dict(row) for row in rows}
    return [
        Tally(programme=one.value, **{name: found[one.value][name] if one.value in found else 0 for name in _TALLIED})
        for one in Programme
    ]


def total(parts: list[Tally]) -> Tally:
    """The sum over programmes."""
    return Tally(programme="", **{name: sum(getattr(part, name) for part in parts) for name in _TALLIED})


def rule_counts(call: Call, *, within: Within, programme: str = "", vetting: bool = False) -> list[RuleCount]:
    """Rules that stop or leave open somebody, of those that the reader is told; the worst first. One query."""
    rows = Appraisal.objects.filter(nomination__in=standing(call, within=within))
    if programme:
        rows = rows.filter(nomination__programme=programme)
    not_met: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    alike = rows.order_by().values_list("not_met", "unknown").annotate(many=Count("id"))
    for failed, open_, many in alike:
        not_met.update(dict.fromkeys(_ids(failed), many))
        unknown.update(dict.fromkeys(_ids(open_), many))
    hidden = set() if vetting else {VETTING_RULE}
    rules = sorted({*not_met, *unknown} - hidden, key=lambda rule: (-not_met[rule], -unknown[rule], rule))
    return [RuleCount(rule, not_met[rule], unknown[rule]) for rule in rules]


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)


class AppraisedList(Sequence[Appraised]):
    """The lines in the order of given names, counted and sliced on demand (for Django's Paginator). Two queries.

    Without ``vetting`` that rule is told of nobody.
    """

    def __init__(
        self,
        call: Call,
        *,
        wanted: Wanted,
        within: Within,
        lineage: Lineage,
        vetting: bool = False,
    ) -> None:
        self._names, self._lineage, self._vetting = names_on(call.opened_on), lineage, vetting
        self.rows = _narrowed(standing(call, within=within), wanted=wanted, lineage=lineage, vetting=vetting)
        self._rows = ordered(self.rows, wanted.order, vetting=vetting)
        self._sums: Sums | None = None

    @overload
    def __getitem__(self, part: int) -> Appraised: ...
    @overload
    def __getitem__(self, part: slice) -> list[Appraised]: ...

    def __getitem__(self, part: int | slice) -> Appraised | list[Appraised]:
        if isinstance(part, int):
            return self._line(self._whole()[part])
        return [self._line(one) for one in cut(self._rows, whole=self._whole(), part=part)]

    def __len__(self) -> int:
        return self._sums.lines if self._sums else self._rows.count()

    def stream(self) -> Iterator[Appraised]:
        """All lines one after another, never all at once in memory."""
        return map(self._line, streamed(self._rows, whole=self._whole()))

    def sums(self, *, known: Sums | None = None) -> Sums:
        """What the lines add up to, over all pages. One query unless known, none for their number afterwards."""
        if self._sums is None:
            self._sums = known or sums(self.rows, vetting=self._vetting)
        return self._sums

    def _whole(self) -> QuerySet[Nomination]:
        return self._rows.select_related("person", "appraisal").defer("appraisal__findings")

    def _line(self, one: Nomination) -> Appraised:
        verdict = getattr(one, "appraisal", None)
        then = self._names.get(one.unit_id) or self._lineage.units[one.unit_id].short
        now = "; ".join(heir.short for heir in self._lineage.now(one.unit_id))
        return Appraised(
            nomination=one,
            unit=then,
            unit_now=now if now != then else "",
            standing=standing_seen(verdict, vetting=self._vetting),
            not_met=self._told(verdict.not_met) if verdict else (),
            unknown=self._told(verdict.unknown) if verdict else (),
        )

    def _told(self, text: str) -> tuple[str, ...]:
        return tuple(rule for rule in _ids(text) if self._vetting or rule != VETTING_RULE)


def _narrowed(rows: QuerySet[Nomination], *, wanted: Wanted, lineage: Lineage, vetting: bool) -> QuerySet[Nomination]:
    if wanted.programme:
        rows = rows.filter(programme=wanted.programme)
    if wanted.standing == NOT_APPRAISED:
        rows = rows.filter(appraisal=None)
    elif wanted.standing:
        rows = rows.filter(stands(wanted.standing, vetting=vetting))
    if wanted.rule and (vetting or wanted.rule != VETTING_RULE):
        rows = rows.filter(_in_question(wanted))
    elif wanted.verdict and not wanted.rule:
        rows = rows.filter(in_question(wanted.verdict, vetting=vetting))
    if wanted.unit:
        rows = rows.filter(unit__in=[unit.pk for unit in lineage.units.values() if unit.slug == wanted.unit])
    key = fold(wanted.text)
    if key:
        named = Q(person__search_key__contains=key) | Q(unit__search_key__contains=key)
        rows = rows.filter(named | Q(position__icontains=wanted.text.strip()))
    return rows


def _in_question(wanted: Wanted) -> Q:
    """The ids are kept with commas between; one id must not be taken for a part of another."""
    asked = Q()
    for column in ("not_met", "unknown"):
        if wanted.verdict in ("", column):
            asked |= Q(**{f"appraisal__{column}__regex": f"(^|,){wanted.rule}(,|$)"})
    return asked


def newest_decision(nomination: Nomination) -> Event | None:
    """The last paper or waiver that was recorded on a nomination; what somebody saw is told by its key. One query."""
    own = Event.objects.filter(subject="nomination", subject_id=nomination.pk, verb__in=DECIDING)
    return own.order_by("-pk").first()


def acts_on(nomination: Nomination) -> list[Event]:
    """What was recorded for one nomination, the newest first. One query."""
    events: Any = Event.objects.filter(subject="nomination", subject_id=nomination.pk, verb__startswith="appraisals.")
    return list(events.select_related("by")[:20])
