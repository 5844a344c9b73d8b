"""Branch and bound over the schedule: which course runs, when, for which bands. Bounds are checked in whole numbers.

Most of what is fractional in an optimum of the relaxation could as well be whole. So the optimum is first pushed
towards whole schedules along the face of all optima; what stays fractional then is what matters, and only that is
branched on.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from doanra.planner.clock import Clock
from doanra.planner.formulation import Formulation
from doanra.planner.modes import Mode
from doanra.planner.rows import Linear, Row
from doanra.planner.working import SCALE, Pair, Solved, Working

_TRACE = 1e-4
_USED = 0.01
_PUSHES = 2
_CANDIDATES = 3
_KINDS = {"runs": 3.0, "band": 2.0, "start": 1.0}
Group = tuple[str, str, object]


@dataclass(order=True, slots=True)
class Node:
    """A part of all plans: some modes are out, some courses run; no plan in it is below ``bound`` / ``SCALE``."""

    bound: int
    number: int
    banned: frozenset[int] = field(compare=False)
    demanded: frozenset[int] = field(compare=False)


class Tree:
    """The tree of one sum under limits on others; every step takes the node of the lowest bound.

    ``freedom`` is by how much a schedule worth a try may miss the optimum of its node.
    """

    def __init__(
        self,
        formulation: Formulation,
        objective: Linear,
        *,
        clock: Clock,
        limits: Sequence[Row] = (),
        pool: Collection[Pair] | None = None,
        freedom: float = 0.0,
    ) -> None:
        self.formulation, self.freedom = formulation, freedom
        self.of_course: dict[str, list[int]] = defaultdict(list)
        self.groups: dict[Group, list[int]] = defaultdict(list)
        for place, mode in enumerate(formulation.modes):
            course = mode.course.id
            self.of_course[course].append(place)
            for kind, value in (("runs", None), ("band", mode.low), ("start", mode.start)):
                self.groups[kind, course, value].append(place)
        for group, places in list(self.groups.items()):
            if group[0] != "runs" and len(places) == len(self.of_course[group[1]]):
                del self.groups[group]  # the same as whether the course runs
        self.courses = list(self.of_course)
        demands = [[formulation.runs[place] for place in self.of_course[course]] for course in self.courses]
        self.working = Working(formulation.rows, objective, clock=clock, limits=limits, demands=demands, pool=pool)
        self.open: list[Node] = [Node(-(1 << 62), 0, frozenset(), frozenset())]
        self.closed: int | None = None
        self.numbers = 0
        self.lifts: dict[Group, int] = {}

    @property
    def bound(self) -> int | None:
        """The proven bound of all plans, None before the first step."""
        bounds = [node.bound for node in self.open[:1]] + ([] if self.closed is None else [self.closed])
        return -(-min(bounds) // SCALE) if self.numbers else None

    @property
    def ended(self) -> bool:
        """Whether nothing is left to branch on."""
        return not self.open

    def step(self, *, below: int) -> Iterator[list[Mode]]:
        """Works on the node of the lowest bound; plans that are not below a value need no search.

        Yields nothing to try once the node is bounded, then the modes of a schedule worth a try, then branches. Stops
        early where the time is over; may be left at any yield.
        """
        node = self.open[0]
        solved = self._solved(node.banned, node.demanded) if _whole(node.bound) < below else None
        if solved is not None:
            self.numbers += 1
            node.bound = max(node.bound, solved.bound)
        heapq.heapreplace(self.open, node)
        if _whole(node.bound) >= below:
            self._replace(node, [])
        elif solved is not None:
            yield []
            values, stubborn = self._pushed(solved)
            yield [mode for mode, runs in self._runs() if values[runs] > _USED]
            children = self._children(node, stubborn)
            if children is not None:
                self._replace(node, children)

    def _replace(self, node: Node, children: list[Node]) -> None:
        """Puts the children in the place of a node, or closes it if it has none."""
        self.open.remove(node)
        self.open += children
        heapq.heapify(self.open)
        if not children:
            self.closed = node.bound if self.closed is None else min(self.closed, node.bound)

    def _runs(self) -> list[tuple[Mode, int]]:
        return list(zip(self.formulation.modes, self.formulation.runs, strict=True))

    def _solved(self, banned: Collection[int], demanded: Collection[int], *, rounds: int = 2) -> Solved | None:
        columns = {self.formulation.runs[place] for place in banned}
        return self.working.solve(columns, demanded, rounds=rounds)

    def _shares(self, values: Sequence[float]) -> dict[Group, float]:
        runs = self.formulation.runs
        return {group: sum(values[runs[place]] for place in places) for group, places in self.groups.items()}

    def _pushed(self, solved: Solved) -> tuple[list[float], dict[Group, float]]:
        """A schedule nearly whole among the optima, and the groups that no push could make whole."""
        values = solved.values
        stubborn = _fractions(self._shares(values))
        for _ in range(_PUSHES):
            weights: dict[int, float] = defaultdict(float)
            for group, share in self._shares(values).items():
                for place in self.groups[group]:
                    weights[self.formulation.runs[place]] += _KINDS[group[0]] * (1 - 2 * share)
            pushed = self.working.push(sorted(weights.items()), solved, freedom=self.freedom)
            if pushed is None:
                break
            values = pushed
            now = _fractions(self._shares(values))
            stubborn = {group: share for group, share in now.items() if group in stubborn} or now
        return values, stubborn

    def _children(self, node: Node, fractional: dict[Group, float]) -> list[Node] | None:
        """The two parts that together hold all plans of a node, where the bound is lifted most; None: no time."""
        best: tuple[list[int], list[Node]] | None = None
        for group in self._ranked(fractional)[:_CANDIDATES]:
            pair = []
            for banned, demanded in self._split(node, group):
                solved = self._solved(banned, demanded, rounds=1)
                if solved is None:
                    return None
                self.numbers += 1
                pair.append(Node(max(node.bound, solved.bound), self.numbers, banned, demanded))
            lifts = sorted(child.bound - node.bound for child in pair)
            self.lifts[group] = max(self.lifts.get(group, 0), lifts[0])
            if best is None or lifts > best[0]:
                best = lifts, pair
        return best[1] if best else []

    def _ranked(self, fractional: dict[Group, float]) -> list[Group]:
        """Groups worth branching on: those that lifted the bound before, new ones the nearer to one half the better."""

        def worth(group: Group) -> tuple[float, str]:
            share = _KINDS[group[0]] * min(fractional[group], 1 - fractional[group])
            return -self.lifts.get(group, SCALE // 20) * share, str(group)

        return sorted(fractional, key=worth)

    def _split(self, node: Node, group: Group) -> list[tuple[frozenset[int], frozenset[int]]]:
        kind, course, _ = group
        inside = frozenset(self.groups[group])
        others = frozenset(self.of_course[course]) - inside
        without = node.banned | inside, node.demanded
        if kind == "runs":
            return [without, (node.banned, node.demanded | {self.courses.index(course)})]
        return [without, (node.banned | others, node.demanded)]


def _whole(bound: int) -> int:
    return -(-bound // SCALE)


def _fractions(shares: dict[Group, float]) -> dict[Group, float]:
    return {group: share for group, share in shares.items() if _TRACE < share < 1 - _TRACE}
