"""Papers that open verdicts wait for: who owes which paper for whom. One pass over the findings of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from doanra.records.models import Appraisal, Call, Eligibility, Nomination
from doanra.records.queries.appraisals import standing
from doanra.records.queries.lineage import names_on
from doanra.records.queries.nominations import Within
from doanra.records.queries.verdicts import VETTING_RULE, stands
from doanra.terms.names import fold


@dataclass(frozen=True, slots=True)
class Waiting:
    """One nomination with the papers that one owner owes for it; ``others`` only those not owed for everybody."""

    nomination: Nomination
    unit: str
    papers: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Owner:
    """Who owes papers; ``unit_id`` None for bodies that are asked beside the units."""

    key: str
    name: str
    unit_id: int | None
    order: tuple[int, str, int]
    papers: Counter[str] = field(default_factory=Counter)
    waiting: list[Waiting] = field(default_factory=list)

    @property
    def people(self) -> int:
        """Nominations that wait."""
        return len(self.waiting)

    @property
    def total(self) -> int:
        """Papers in all."""
        return self.papers.total()

    @property
    def for_all(self) -> list[str]:
        """Papers owed for each nomination of this owner."""
        return [paper for paper, count in self.papers.most_common() if count == self.people]

    def told_apart(self) -> list[Waiting]:
        """The nominations, each with what it lacks beyond the papers owed for all."""
        common = set(self.for_all)
        return [
            Waiting(one.nomination, one.unit, one.papers, tuple(paper for paper in one.papers if paper not in common))
            for one in self.waiting
        ]


def papers_of(many: Iterable[Owner]) -> list[str]:
    """All papers that these owners owe, the most frequent first."""
    counted: Counter[str] = Counter()
    for owner in many:
        counted.update(owner.papers)
    return [paper for paper, _ in counted.most_common()]


def owners(call: Call, *, within: Within, vetting: bool = False) -> list[Owner]:
    """All owners: bodies outside the units first, then units in their order; people by given name. Two queries.

    Only open verdicts count, for papers do not help where a rule is not met; findings for information are left out.
    """
    names = names_on(call.opened_on)
    found: dict[str, Owner] = {}
    for verdict in _open(call, within=within, vetting=vetting):
        one = verdict.nomination
        sender = names.get(one.unit_id, one.unit.short)
        for owed_by, papers in _owed(verdict.findings, vetting=vetting).items():
            owner = _owner(owed_by, one=one, sender=sender)
            owner = found.setdefault(owner.key, owner)
            owner.papers.update(papers)
            owner.waiting.append(Waiting(one, sender, tuple(papers)))
    return sorted(found.values(), key=lambda owner: owner.order)


def _open(call: Call, *, within: Within, vetting: bool) -> Iterator[Appraisal]:
    rows = Appraisal.objects.filter(
        nomination__in=standing(call, within=within).filter(stands(Eligibility.UNKNOWN.value, vetting=vetting))
    ).select_related("nomination__person", "nomination__unit")
    return rows.order_by("nomination__person__sort_key", "nomination_id").iterator(chunk_size=500)


def _owed(findings: Iterable[dict[str, Any]], *, vetting: bool) -> dict[str, list[str]]:
    owed: dict[str, list[str]] = {}
    for finding in findings:
        told = finding["blocks"] and (vetting or finding["rule"] != VETTING_RULE)
        for need in finding["needs"] if told else ():
            owed.setdefault(need["owed_by"], []).append(need["paper"])
    return owed


def _owner(owed_by: str, *, one: Nomination, sender: str) -> Owner:
    """The sender where the paper is the unit's own to give, else the body that the rule names."""
    if owed_by == one.unit.name:
        unit = one.unit
        return Owner(unit.slug, unit.name, unit.pk, (1, unit.kind, unit.order))
    return Owner(fold(owed_by).replace(" ", "-"), owed_by[:1].upper() + owed_by[1:], None, (0, fold(owed_by), 0))
