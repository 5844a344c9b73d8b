"""The tiers of a repair in strict order, while no more than so many people told are moved or dropped.

So few may move that most of the schedule is settled: an announced course with more people than may move runs on its
day, for bands that hold nearly all of them. What is left is small enough to be solved whole for a year, so its bounds
hold for every plan with so few changes; larger problems are bettered by neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from doanra.planner.clock import Clock
from doanra.planner.construct import Chosen
from doanra.planner.cpsat import Engine
from doanra.planner.formulation import Formulation, Held
from doanra.planner.judge import judge
from doanra.planner.lexicographic import descend
from doanra.planner.modes import Mode
from doanra.planner.objectives import TIERS, Objectives, Proof
from doanra.planner.repair_announced import Announced, Home, kept_columns
from doanra.planner.repair_near import Near
from doanra.planner.repair_wide import polish, relax, settle, size
from doanra.planner.rows import Linear
from doanra.planner.tiers import Tiers
from doanra.planner.topup import top_up

_WHOLE = 30_000
_SHARE = 4.0  # seconds, or units of work, for one neighbourhood
Telling = Callable[["Search", str, str], None]


class Search:
    """The search from a valid choice; ``chosen`` is always the best one, ``proofs`` hold for all plans allowed."""

    def __init__(
        self,
        announced: Announced,
        start: Chosen,
        *,
        allowed: int,
        clock: Clock,
        seed: int,
        tell: Telling,
        whole: int = _WHOLE,
    ) -> None:
        self.announced, self.allowed, self.clock, self.seed, self._tell = announced, allowed, clock, seed, tell
        self.modes, self.whole = _possible(announced, allowed), whole
        self.pins = set(range(len(announced.asked) + len(announced.wanted))) - set(announced.pins_broken(start))
        self.chosen = start
        self.plan = announced.plan(start)
        self.tiers: Tiers = judge(announced.problem, self.plan).tiers
        self.proofs: dict[str, Proof] = {}
        self.rounds = 0
        self.offer(start)

    def value(self, tier: str) -> int:
        """The best choice's value of a tier of ``TIERS``."""
        return self.tiers.order[TIERS.index(tier)]

    def bound(self, tier: str) -> int | None:
        """The proven bound of a tier among plans with no more changes than allowed, or None."""
        proof = self.proofs.get(tier)
        return proof.bound if proof else None

    @property
    def proven(self) -> bool:
        """Whether every tier is at its bound."""
        return all(self.bound(tier) == self.value(tier) for tier in TIERS)

    @property
    def is_small(self) -> bool:
        """Whether everything that may still be decided is solved at once."""
        return size(self.modes) <= self.whole

    def offer(self, chosen: Chosen, *, tier: str = "T1") -> bool:
        """Takes a choice that is valid, allowed and better; free seats are filled first."""
        filled = top_up(self.announced.barred, chosen)
        plan = self.announced.plan(filled)
        judgement = judge(self.announced.problem, plan)
        if judgement.tiers.order >= self.tiers.order or not judgement.valid or not self._allows(filled):
            return False
        self.chosen, self.plan, self.tiers = filled, plan, judgement.tiers
        self.proofs = {name: proof for name, proof in self.proofs.items() if self._holds(proof)}
        self._tell(self, tier, "plan")
        return True

    def _allows(self, chosen: Chosen) -> bool:
        if self.announced.changed(chosen) > self.allowed:
            return False
        return not self.pins & set(self.announced.pins_broken(chosen))

    def _holds(self, proof: Proof) -> bool:
        return all(mine <= given for mine, given in zip(self.tiers.order, proof.given, strict=False))

    def run(self, *, limit: float) -> None:
        """Betters the choice in all tiers for so long, or until everything is proven."""
        ends = self.clock.spent + limit
        if not self.is_small:
            settle(self, limit=0.4 * limit)
            polish(self, limit=0.3 * limit)
            relax(self, limit=ends - self.clock.spent)
        for modes, left in self._turns(ends - self.clock.spent, done=lambda: self.proven):
            self.solve(modes, limit=left)

    def fill(self, *, limit: float) -> None:
        """Fills more seats with as few of the allowed changes as that takes."""
        for modes, left in self._turns(limit, done=lambda: self.bound("T1") == self.value("T1")):
            self.solve_seats(modes, limit=left)

    def _turns(self, limit: float, *, done: Callable[[], bool]) -> Iterator[tuple[Sequence[Mode], float]]:
        """What to solve next, and for how long: all while that brings anything, or one neighbourhood after another."""
        ends = self.clock.spent + limit
        near = None if self.is_small else Near(self.announced, self.modes, seed=self.seed)
        before = None
        while self.clock.left > 0.1 and (left := ends - self.clock.spent) > 0.1 and not done():
            if near is not None:
                yield near.draw(self.chosen), min(left, _SHARE)
            elif before == (self.tiers.order, self.proofs):
                return
            else:
                before = self.tiers.order, dict(self.proofs)
                yield self.modes, left

    def solve(self, modes: Sequence[Mode], *, limit: float) -> None:
        """Solves all tiers over some modes, the rest of the choice held, and offers what comes out."""
        formulation, rest, start = self.formulated(modes)
        proofs: list[Proof] | None = [] if modes is self.modes else None
        found = descend(
            Objectives(formulation),
            TIERS,
            start=lambda: formulation.hint(start),
            clock=self.clock,
            seed=self.seed + self.rounds,
            limit=limit,
            proofs=proofs,
        )
        if found is not None:
            self.offer(rest | formulation.chosen(found))
        for proof in proofs or ():
            self.prove(proof)

    def solve_seats(self, modes: Sequence[Mode], *, limit: float) -> None:
        """Solves T1, then the number of changes, over some modes, and offers what comes out."""
        formulation, rest, start = self.formulated(modes)
        engine = Engine(formulation.rows, clock=self.clock, seed=self.seed + self.rounds)
        missing = Objectives(formulation).tier("T1")
        outcome = engine.minimize(missing, limit=0.7 * limit, hint=formulation.hint(start))
        if modes is self.modes and formulation.exact and outcome.bound is not None:
            self.prove(Proof("T1", outcome.bound, ()))
        if outcome.values is None:
            return
        formulation.rows.add(missing.terms, high=missing.at(outcome.values) - missing.constant)
        kept = kept_columns(self.announced, formulation.modes, formulation.sits)
        again = engine.minimize(Linear([(column, -1) for column in kept]), limit=0.3 * limit, hint=outcome.values)
        self.offer(rest | formulation.chosen(again.values or outcome.values))

    def prove(self, proof: Proof) -> None:
        """Takes a bound if it holds for the best choice and says more than what is known."""
        known = self.bound(proof.tier)
        if self._holds(proof) and (known is None or proof.bound > known):
            self.proofs[proof.tier] = proof
            self._tell(self, proof.tier, "bound")

    def formulated(self, modes: Sequence[Mode]) -> tuple[Formulation, Chosen, Chosen]:
        """The rows for some modes, the part of the choice that is held, and the part that these rows decide."""
        self.rounds += 1
        here = {mode.course.id for mode in modes}
        rest = {name: seats for name, seats in self.chosen.items() if name not in here}
        start = {name: seats for name, seats in self.chosen.items() if name in here}
        seats = {person: mode for mode, people in rest.values() for person in people}
        held = Held(seats, [mode for mode, _ in rest.values()])
        formulation = Formulation(self.announced.problem, modes=modes, held=held)
        self._hold(formulation, rest)
        return formulation, rest, start

    def _hold(self, formulation: Formulation, rest: Chosen) -> None:
        """Rows: no more changes than allowed, and pins that are kept stay so."""
        announced = self.announced
        kept = kept_columns(announced, formulation.modes, formulation.sits)
        still = len(announced.told) - announced.changed(rest)
        formulation.rows.add([(column, 1) for column in kept], low=len(announced.told) - self.allowed - still)
        for n, (person, course) in enumerate((*announced.asked, *announced.wanted)):
            if n in self.pins and course not in rest:
                self._pin(formulation, person, course, asked=n < len(announced.asked))

    def _pin(self, formulation: Formulation, person: int, course: str, *, asked: bool) -> None:
        here = [
            (runs, seats.get(person))
            for mode, runs, seats in zip(formulation.modes, formulation.runs, formulation.sits, strict=True)
            if mode.course.id == course
        ]
        seats = [(column, 1) for _, column in here if column is not None]
        if asked and seats:
            formulation.rows.add(seats, low=1)
        elif not asked:
            formulation.rows.add([*seats, *((runs, -1) for runs, _ in here)], low=0)


def _possible(announced: Announced, allowed: int) -> list[Mode]:
    """The modes that a plan with no more changes than allowed can have.

    Where nobody may move beyond those who must, people told have their own seat only.
    """
    spare = allowed - announced.forced
    settled = {home[0]: home for home, people in announced.homes.items() if len(people) > spare}
    found = []
    for mode in announced.modes:
        home = mode.course.id, mode.start
        if settled.get(mode.course.id, home) != home:
            continue
        if mode.course.id in settled and len(set(announced.homes[home]) - set(mode.people)) > spare:
            continue
        found.append(mode if spare else _own(announced, mode, home))
    return found


def _own(announced: Announced, mode: Mode, home: Home) -> Mode:
    people = tuple(person for person in mode.people if announced.home_of.get(person, home) == home)
    return replace(mode, people=people)
