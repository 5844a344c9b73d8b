"""The dossier of somebody who was nominated, as far as it is its own business: which papers are asked, which came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from doanra.records.models import Call, CallState, DossierFile, Nomination, NominationState, RequiredPaper


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the year asks for; whether a file for it is there."""

    label: str
    note: str
    there: bool


@dataclass(frozen=True, slots=True)
class OwnDossier:
    """A nomination that stands in an open year, with the papers asked for it."""

    nomination: Nomination
    papers: tuple[Paper, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """What did not come yet."""
        return tuple(paper.label for paper in self.papers if not paper.there)


def of_person(person: int | None) -> list[OwnDossier]:
    """The dossiers of a person in open years, the newest first. Three queries, none without a person."""
    if person is None:
        return []
    rows = Nomination.objects.filter(
        person=person, state=NominationState.STANDING.value, call__state=CallState.OPEN.value
    )
    found = list(rows.select_related("call", "unit").order_by("-call__year", "pk"))
    if not found:
        return []
    files = DossierFile.objects.filter(nomination__in=found, removed_at=None)
    there = set(files.values_list("nomination_id", "paper"))
    asked = list(RequiredPaper.objects.filter(programme__in={one.programme for one in found}))
    return [OwnDossier(one, tuple(_papers(one, asked, there))) for one in found]


def _papers(one: Nomination, asked: list[RequiredPaper], there: set[tuple[int, str]]) -> Iterator[Paper]:
    for paper in asked:
        if paper.programme == one.programme and _in_force(paper, one.call):
            yield Paper(paper.name, paper.note, (one.pk, f"own-{paper.pk}") in there)


def _in_force(paper: RequiredPaper, call: Call) -> bool:
    ended = paper.valid_to is not None and paper.valid_to < call.opened_on
    return paper.valid_from <= call.closes_on and not ended
