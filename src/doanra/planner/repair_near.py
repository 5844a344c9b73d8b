"""Neighbourhoods of a large repair: a few courses that want the same people, drawn with favour for free seats."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from doanra.planner.construct import Chosen
from doanra.planner.modes import Mode
from doanra.planner.repair_announced import Announced

_COLUMNS = 6000
_COURSES = 20


class Near:
    """Draws the courses that are decided anew while all others are held."""

    def __init__(self, announced: Announced, modes: Sequence[Mode], *, seed: int) -> None:
        self.random = random.Random(seed)
        self.of_course: dict[str, list[Mode]] = defaultdict(list)
        for mode in modes:
            self.of_course[mode.course.id].append(mode)
        self.wanted = {name: sorted({p for mode in of for p in mode.people}) for name, of in self.of_course.items()}
        self.courses_of: dict[int, list[str]] = defaultdict(list)
        for name, people in self.wanted.items():
            for person in people:
                self.courses_of[person].append(name)
        self.names = sorted(self.of_course)

    def draw(self, chosen: Chosen) -> list[Mode]:
        """The modes of some courses: one that lacks people, and others by how many candidates they share with it."""
        first = max(self.random.sample(self.names, min(4, len(self.names))), key=lambda name: self._lacks(name, chosen))
        shared = Counter(name for person in self.wanted[first] for name in self.courses_of[person])
        weights = {name: self.random.random() * (1 + count) for name, count in sorted(shared.items())}
        found, columns = [first], self._size(first)
        for name in sorted(weights, key=lambda one: -weights[one]):
            if name == first:
                continue
            columns += self._size(name)
            if columns > _COLUMNS or len(found) == _COURSES:
                break
            found.append(name)
        return [mode for name in found for mode in self.of_course[name]]

    def _size(self, name: str) -> int:
        return sum(len(mode.people) for mode in self.of_course[name])

    def _lacks(self, name: str, chosen: Chosen) -> int:
        seats = len(chosen[name][1]) if name in chosen else 0
        return max(mode.most for mode in self.of_course[name]) - seats
