"""Likely doubles: found after every load and on demand, shown until decided, shown again when a record changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from doanra.records import bulk
from doanra.records.models import LikelyPair, PairState, Person
from doanra.records.queries import people_alike
from doanra.records.queries.people_alike import Traits
from doanra.stages.acting import Actor, acting
from doanra.stages.likeness import Likeness, compare, fingerprint, pairs
from doanra.terms.refusal import Refused, Stale

_CHUNK = 2_000
_TOLD = ["strength", "reasons", "state", "again"]


def search(*, by: Actor) -> int:
    """Compares everybody anew; returns how many pairs wait. Some seconds for 100,000 people."""
    with acting("people.change", by=by, verb="people.search") as act:
        kin = people_alike.kin()
        people = {one.pk: one for one in people_alike.everybody()}
        _keep(people, set(people), kin)
        waiting = LikelyPair.objects.filter(state=PairState.OPEN.value).count()
        act.detail = {"people": len(people), "pairs": waiting}
    return waiting


def flag(people: Iterable[int]) -> None:
    """Compares these records with whoever could be the same: after a load, a merge or any other change of them."""
    _flag(people_alike.of(people))


def flag_stored(people: Iterable[Person]) -> None:
    """The same of records that are at hand as they were just stored: what they say is not read again."""
    _flag(people_alike.said_by(people))


def _flag(changed: dict[int, Traits]) -> None:
    if changed:
        kin = people_alike.kin()
        _keep(people_alike.around(changed.values(), kin), set(changed), kin)


def _keep(people: dict[int, Traits], changed: set[int], kin: dict[int, int]) -> None:
    """Brings the pairs of those who changed up to date: new ones are added, what holds no more goes.

    A decision that two are not one person stays until what either says is otherwise.
    """
    alike: dict[tuple[int, int], Likeness] = {}
    for first, second in pairs(people.values(), kin):
        if first.pk in changed or second.pk in changed:
            found = compare(first, second, kin)
            if found:
                alike[first.pk, second.pk] = found
    known = _known(changed)
    renewed, gone = [], []
    for key, pair in known.items():
        likeness = alike.pop(key, None)
        if likeness is None:
            gone += [pair.pk] if pair.state == PairState.OPEN.value else []
        elif _renew(pair, likeness, fingerprint(people[key[0]], people[key[1]])):
            renewed.append(pair)
    LikelyPair.objects.filter(pk__in=gone).delete()
    LikelyPair.objects.bulk_update(renewed, _TOLD, batch_size=500)
    now = timezone.now()
    bulk.insert(
        [
            LikelyPair(first_id=first, second_id=second, strength=one.strength, reasons=list(one.reasons), found_at=now)
            for (first, second), one in alike.items()
        ]
    )


def _known(changed: set[int]) -> dict[tuple[int, int], LikelyPair]:
    keys = sorted(changed)
    known: dict[tuple[int, int], LikelyPair] = {}
    for begin in range(0, len(keys), _CHUNK):
        some = keys[begin : begin + _CHUNK]
        for pair in LikelyPair.objects.filter(Q(first__in=some) | Q(second__in=some)):
            known[pair.first_id, pair.second_id] = pair
    return known


def _renew(pair: LikelyPair, likeness: Likeness, digest: str) -> bool:
    """Puts on a pair what is true of it now, unsaved; returns whether anything is otherwise."""
    before = (pair.strength, pair.reasons, pair.state)
    pair.strength, pair.reasons = likeness.strength, list(likeness.reasons)
    if pair.state == PairState.APART.value and pair.fingerprint != digest:
        pair.state, pair.again = PairState.OPEN.value, True
    return before != (pair.strength, pair.reasons, pair.state)


def keep_apart(pair: LikelyPair, *, by: Actor, note: str = "") -> LikelyPair:
    """Decides that two records are two people. It holds until either record changes."""
    with acting("people.change", by=by, verb="people.keep_apart") as act:
        held = _locked(pair)
        act.watch(held)
        act.concerns(held.first, held.second)
        both = people_alike.of([held.first_id, held.second_id])
        held.state, held.again, held.note = PairState.APART.value, False, note.strip()[:300]
        held.decided_at, held.decided_by = timezone.now(), by
        held.fingerprint = fingerprint(both[held.first_id], both[held.second_id])
        held.save()
        act.subject, act.detail = held.first, {"other": held.second_id, "note": held.note}
    return held


def look_again(pair: LikelyPair, *, by: Actor) -> LikelyPair:
    """Takes the decision back: the pair waits again."""
    with acting("people.change", by=by, verb="people.look_again") as act:
        held = _locked(pair)
        if held.state != PairState.APART.value:
            raise Refused("pair_open", "Cặp này đang chờ xem.", remedy="Mở cặp để so hai hồ sơ.")
        act.watch(held)
        act.concerns(held.first, held.second)
        held.state, held.again, held.fingerprint = PairState.OPEN.value, False, ""
        held.save(update_fields=["state", "again", "fingerprint"])
        act.subject, act.detail = held.first, {"other": held.second_id}
    return held


def _locked(pair: LikelyPair) -> LikelyPair:
    held = LikelyPair.objects.select_for_update(of=("self",)).select_related("first").filter(pk=pair.pk).first()
    if held is None:
        raise Stale(
            "pair_gone", "Cặp này không còn: hai hồ sơ đã được gộp hoặc không còn giống nhau.",
            remedy="Về danh sách cặp nghi trùng.",
        )  # fmt: skip
    return held
