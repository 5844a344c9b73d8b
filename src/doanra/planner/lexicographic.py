"""One tier after the other over one formulation: what is reached for one becomes a row before the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doanra.planner.clock import Clock
from doanra.planner.cpsat import Engine
from doanra.planner.objectives import Objectives, Proof
from doanra.planner.rows import Linear, Rows, Values

_WIDEST = 1 << 34


def descend(
    objectives: Objectives,
    tiers: Sequence[str],
    *,
    start: Callable[[], Values | None],
    clock: Clock,
    seed: int,
    limit: float,
    proofs: list[Proof] | None = None,
    reached: int = 0,
    floors: Mapping[str, int] | None = None,
    workers: int = 2,
) -> Values | None:
    """The best values found for the tiers in strict order from a start, within seconds or units; None without any.

    ``start`` (which may not know any) is asked once, after the first columns are made. With a list for ``proofs`` each
    tier is solved by itself and what was proven goes there; without one, neighbouring tiers are solved as one where the
    numbers allow. The first ``reached`` tiers are held at what they are in the start; ``floors`` are proven bounds.
    """
    rows, exact = objectives.rows, objectives.formulation.exact
    engine = Engine(rows, clock=clock, seed=seed, workers=workers)
    ends = clock.spent + limit
    given: list[int] = []
    found = _held(objectives, tiers[:reached], start, given) if reached else None
    open_tiers = tiers[len(given) :]
    for group in groups(rows, objectives, open_tiers) if proofs is None else [[tier] for tier in open_tiers]:
        sums = _floored(objectives, group, floors or {})
        hint = rows.complete(dict(enumerate(found))) if found else start()
        share = max(0.2, (ends - clock.spent) * (0.6 if len(tiers) > 1 else 1.0))
        outcome = engine.minimize(together(rows, sums), limit=share, hint=hint)
        if proofs is not None and exact and outcome.bound is not None:
            proofs.append(Proof(group[0], outcome.bound, tuple(given)))
        best = outcome.values or hint
        if best is None:
            return None
        found = rows.complete(dict(enumerate(best)))
        _hold(rows, sums, found, given)
        if clock.left <= 0 or clock.spent >= ends:
            break
    return found


def _held(
    objectives: Objectives, tiers: Sequence[str], start: Callable[[], Values | None], given: list[int]
) -> Values | None:
    """The start, with rows that hold these tiers at its values; without a start nothing is held."""
    sums = [objectives.tier(tier) for tier in tiers]
    found = start()
    if found:
        _hold(objectives.rows, sums, found, given)
    return found


def _hold(rows: Rows, sums: Sequence[Linear], values: Values, given: list[int]) -> None:
    """Rows that keep sums at what they are, which is added to what is given."""
    for one in sums:
        given.append(one.at(values))
        rows.add(one.terms, high=given[-1] - one.constant)


def _floored(objectives: Objectives, group: Sequence[str], floors: Mapping[str, int]) -> list[Linear]:
    """The sums of some tiers, with rows that hold them at or above what is proven."""
    sums = [objectives.tier(tier) for tier in group]
    for tier, one in zip(group, sums, strict=True):
        if tier in floors:
            objectives.rows.add(one.terms, low=floors[tier] - one.constant)
    return sums


def span(rows: Rows, one: Linear) -> int:
    """How far apart the values of a sum can be, by the limits of its columns."""
    return sum(abs(factor) * rows.upper[column] for column, factor in one.terms)


def groups(rows: Rows, objectives: Objectives, tiers: Sequence[str]) -> list[list[str]]:
    """Neighbouring tiers that one weighted sum can hold without leaving comfortable numbers."""
    made: list[list[str]] = []
    width = _WIDEST
    for tier in tiers:
        own = span(rows, objectives.tier(tier)) + 1
        if width * own >= _WIDEST:
            made.append([])
            width = 1
        made[-1].append(tier)
        width *= own
    return made


def together(rows: Rows, sums: Sequence[Linear]) -> Linear:
    """One sum whose smallest value is the smallest of these in strict order."""
    found, weight = Linear(), 1
    for one in reversed(sums):
        found.terms += [(column, factor * weight) for column, factor in one.terms]
        found.constant += one.constant * weight
        weight *= span(rows, one) + 1
    merged: dict[int, int] = {}
    for column, factor in found.terms:
        merged[column] = merged.get(column, 0) + factor
    return Linear(list(merged.items()), found.constant)
