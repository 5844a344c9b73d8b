"""Every column that points to a person, a nomination or a waiver, and what a merge does with it. A test walks them all.

Where the two records have the same thing (two nominations for one programme of one year, two seats in one plan), one
stays in the table and the other goes into the journal of the merge, whole; the rule for which one stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q

from doanra.records.models import (
    AbsentNomination,
    Account,
    Appraisal,
    BusyDays,
    DecisionScan,
    Delegation,
    DossierFile,
    Evidence,
    IssuedRow,
    LateRequest,
    LikelyPair,
    ListedPerson,
    Member,
    Merge,
    Nomination,
    NominationDraft,
    NominationNeed,
    NominationReturn,
    NominationState,
    Participation,
    PastCourse,
    Person,
    PlannedCourse,
    Seat,
    Waiver,
    Withdrawal,
)
from doanra.stages.evidence import told_by_unit
from doanra.stages.merging.journal import Journal, named

Rule = Callable[[Journal, int, int], None]
"""Moves what points to the second key so that it points to the first; writes each step into the journal."""
Better = Callable[[Any, Any], bool]
"""Whether the thing of the absorbed record (second) stays instead of that of the kept one (first)."""


def _all(model: type[Model], column: str) -> Rule:
    """Moves every row: nothing can clash."""

    def rule(journal: Journal, kept: int, absorbed: int) -> None:
        journal.move(model._default_manager.filter(**{column: absorbed}), column, kept)

    return rule


def _once(model: type[Model], column: str, *others: str, better: Better) -> Rule:
    """Moves rows that may stand only once beside ``others``; of two that would clash one stays, one is kept whole."""

    def key(row: Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in others)

    def rule(journal: Journal, kept: int, absorbed: int) -> None:
        there = {key(row): row for row in model._default_manager.filter(**{column: kept})}
        for row in model._default_manager.filter(**{column: absorbed}).order_by("pk"):
            twin = there.get(key(row))
            if twin is None:
                journal.move([row], column, kept)
                continue
            stays, goes = (row, twin) if better(twin, row) else (twin, row)
            for pointer in POINTERS.get(named(model), {}).values():
                pointer(journal, stays.pk, goes.pk)
            journal.fold(goes)
            if stays is row:
                journal.move([row], column, kept)

    return rule


def _standing_first(mine: Nomination, other: Nomination) -> bool:
    """A standing nomination stays before a withdrawn one; of two alike that of the kept record."""
    standing = NominationState.STANDING.value
    return other.state == standing and mine.state != standing


def _of_a_person_first(mine: Evidence, other: Evidence) -> bool:
    """What a person recorded from a paper stays before what a list told; of two alike the later one."""
    ranks = [(not told_by_unit(one), one.recorded_at) for one in (mine, other)]
    return ranks[1] > ranks[0]


def _later(mine: Waiver, other: Waiver) -> bool:
    """The later decision stays."""
    return other.on > mine.on


def _pinned_first(mine: Seat, other: Seat) -> bool:
    """A pinned seat stays before one that is not; of two alike that of the kept record."""
    return other.pinned and not mine.pinned


def _mine(_mine: Model, _other: Model) -> bool:
    """That of the kept record stays."""
    return False


def _pairs(journal: Journal, kept: int, absorbed: int) -> None:
    """A pair with a third record goes on with the kept one; the pair of the two, and one there already, is folded."""
    for pair in LikelyPair.objects.filter(Q(first=absorbed) | Q(second=absorbed)).order_by("pk"):
        third = pair.second_id if pair.first_id == absorbed else pair.first_id
        first, second = sorted((kept, third))
        journal.fold(pair)
        if third != kept and not LikelyPair.objects.filter(first=first, second=second).exists():
            pair.pk, pair.first_id, pair.second_id = None, first, second
            journal.add(pair)


def _done_with(_journal: Journal, _kept: int, _absorbed: int) -> None:
    """Handled together with the column before it."""


POINTERS: dict[str, dict[str, Rule]] = {
    named(Person): {
        "participation.person": _all(Participation, "person_id"),
        "pastcourse.person": _all(PastCourse, "person_id"),
        "busydays.person": _all(BusyDays, "person_id"),
        "issuedrow.person": _all(IssuedRow, "person_id"),
        "nomination.person": _once(Nomination, "person_id", "call_id", "programme", better=_standing_first),
        "seat.person": _once(Seat, "person_id", "plan_id", better=_pinned_first),
        "plannedcourse.leader": _all(PlannedCourse, "leader_id"),
        "delegation.leader": _all(Delegation, "leader_id"),
        "member.person": _once(Member, "person_id", "delegation_id", better=_mine),
        "likelypair.first": _pairs,
        "likelypair.second": _done_with,
        "merge.kept": _all(Merge, "kept_id"),
        "account.person": _all(Account, "person_id"),
        "listedperson.person": _all(ListedPerson, "person_id"),  # a frozen list keeps both of its lines
    },
    named(Nomination): {
        "evidence.nomination": _once(Evidence, "nomination_id", "kind", better=_of_a_person_first),
        "waiver.nomination": _once(Waiver, "nomination_id", "rule", better=_later),
        "appraisal.nomination": _once(Appraisal, "nomination_id", better=_mine),
        "seat.nomination": _all(Seat, "nomination_id"),
        "listedperson.nomination": _all(ListedPerson, "nomination_id"),
        "nominationneed.nomination": _once(NominationNeed, "nomination_id", "need_id", better=_mine),
        "absentnomination.nomination": _once(AbsentNomination, "nomination_id", "file_id", better=_mine),
        "nominationreturn.nomination": _all(NominationReturn, "nomination_id"),
        "nominationdraft.nomination": _all(NominationDraft, "nomination_id"),
        "dossierfile.nomination": _all(DossierFile, "nomination_id"),
        "laterequest.nomination": _all(LateRequest, "nomination_id"),
        "withdrawal.nomination": _all(Withdrawal, "nomination_id"),
    },
    named(Waiver): {
        "decisionscan.waiver": _all(DecisionScan, "waiver_id"),  # the decision that stays shows the papers of both
    },
}
"""By table that is pointed to, then by column that points: in the order in which they are moved."""
