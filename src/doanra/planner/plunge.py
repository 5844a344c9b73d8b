"""A schedule for many courses at once: the relaxation is solved, what it is surest of is held, and so on.

Each round settles a part of the courses that are still open, so a dozen rounds settle hundreds of them; that loses far
fewer seats than any search by neighbourhoods regains in the same time (docs/planner.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from doanra.planner.clock import Clock
from doanra.planner.lean import Guess, Lean
from doanra.planner.modes import Mode
from doanra.planner.problem import Problem

_PART = 0.5
_RUNS = 0.2
_SURE = 0.99
_IDLE = 0.02
_CORNER = 600
_SMALL = 250
_ROUNDS = 5


class Plunge:
    """The rounds: first which mode each course would run in, then which courses run."""

    def __init__(self, problem: Problem, modes: Sequence[Mode], *, clock: Clock, limit: float) -> None:
        self.problem, self.modes, self.clock = problem, list(modes), clock
        self.ends = clock.spent + limit
        self.settled: set[str] = set()
        self.held: set[Mode] = set()
        self.last: tuple[list[Mode], Guess] | None = None

    def run(self) -> tuple[list[Mode], Guess] | None:
        """Modes that run together, one for each of their courses, and who sits where by the relaxation.

        Where the time is too short, the last guess rounded; None without any worth that.
        """
        began = self.clock.spent
        while len(self.modes) >= _CORNER and (guess := self._solve(whole=False)):
            if (self.clock.spent - began) * _ROUNDS > self.ends - began and not self.settled:
                return None
            if not self._settle_modes(guess):
                break
        before: set[Mode] = set()
        while guess := self._solve(whole=True) or self._without(self.held - before):
            if self.held.issuperset(self.modes):
                return self.modes, guess
            before = set(self.held)
            self._settle_runs(guess)
        return self._rounded()

    def _rounded(self) -> tuple[list[Mode], Guess] | None:
        """The courses that run more than half by the last guess, each in the mode that runs most."""
        if self.last is None:
            return None
        self.modes, guess = self.last
        best, total = self._best(guess)
        kept = {mode for course, (_, mode) in best.items() if total[course] > 0.5}
        places = [place for place, mode in enumerate(self.modes) if mode in kept]
        return [self.modes[place] for place in places], guess.only(places, self.modes)

    def _solve(self, *, whole: bool) -> Guess | None:
        """The relaxation of the modes that are left; a corner of it where they are few."""
        left = min(self.ends - self.clock.spent, self.clock.left)
        if left <= 0:
            return None
        lean = Lean(self.problem, self.modes, clock=self.clock, held=self.held, whole=whole)
        guess = lean.solve(limit=left, exact=len(self.modes) < _SMALL)
        self.last = (self.modes, guess) if guess else self.last
        return guess

    def _without(self, wrong: set[Mode]) -> Guess | None:
        """Takes back what could not all be held: the modes held last do not run."""
        if not wrong or self.clock.spent >= self.ends or self.clock.left <= 0:
            return None
        self.held -= wrong
        self.modes = [mode for mode in self.modes if mode not in wrong]
        return self._solve(whole=True)

    def _settle_modes(self, guess: Guess) -> bool:
        """Keeps for the courses that it is surest of only the best mode, or none; False if all are settled."""
        best, total = self._best(guess)
        order = sorted((course for course in best if course not in self.settled), key=lambda course: -best[course][0])
        sure = [course for course in order if best[course][0] > _SURE]
        now = set(sure + order[: max(3, int(_PART * len(order)))])
        kept = {best[course][1] for course in now if total[course] > _IDLE}
        self.settled |= now
        self.modes = [mode for mode in self.modes if mode.course.id not in now or mode in kept]
        return bool(now)

    def _settle_runs(self, guess: Guess) -> None:
        """Of the courses that it is surest of, those that run more than half run, the others do not.

        A course that runs more than half, but no mode of it does, keeps its best mode for the next round.
        """
        best, total = self._best(guess)
        held = {mode.course.id for mode in self.held}
        loose = [course for course in best if course not in held]
        order = sorted(loose, key=lambda course: -abs(best[course][0] - 0.5))
        sure = [course for course in order if abs(best[course][0] - 0.5) > _SURE - 0.5]
        now = {*sure, *order[: len(sure) + max(1, int(_RUNS * (len(order) - len(sure))))]}
        self.held |= {best[course][1] for course in now if best[course][0] > 0.5}
        kept = {best[course][1] for course in now if total[course] > 0.5} | self.held
        self.modes = [mode for mode in self.modes if mode.course.id not in now or mode in kept]

    def _best(self, guess: Guess) -> tuple[dict[str, tuple[float, Mode]], dict[str, float]]:
        """For each course the mode that runs most, and how much all of them run."""
        best: dict[str, tuple[float, Mode]] = {}
        total: dict[str, float] = defaultdict(float)
        for mode, runs in zip(self.modes, guess.runs.tolist(), strict=True):
            total[mode.course.id] += runs
            if runs > best.get(mode.course.id, (-1.0, mode))[0]:
                best[mode.course.id] = runs, mode
        return best, total
