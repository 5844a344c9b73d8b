"""A first valid plan within seconds at any size: the mode that fills most seats first, then the next, within limits."""

from __future__ import annotations

import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from doanra.planner.ledger import lacks_field
from doanra.planner.modes import Mode
from doanra.planner.problem import Problem

_WEIGHTS = (0.05, 0.0, 0.02, 0.1, 0.2)
_EFFORT = 20_000
_TRIES = 120
_SPREAD = 6.0
Chosen = dict[str, tuple[Mode, tuple[int, ...]]]


class Room:
    """What is still free while a plan grows: people, units' days, delegations abroad, money, targets."""

    def __init__(self, problem: Problem, chosen: Chosen | None = None) -> None:
        self.problem = problem
        self.taken: set[int] = set()
        self.away: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.abroad: Counter[int] = Counter()
        self.money = problem.limits.budget
        self.seats = Counter(problem.targets)
        for mode, members in (chosen or {}).values():
            self.run(mode)
            for person in members:
                self.seat(mode, person)

    def run(self, mode: Mode) -> None:
        """A course starts to exist."""
        self.abroad.update(range(*mode.abroad))
        self.money -= mode.course.cost_fixed

    def seat(self, mode: Mode, person: int) -> None:
        """A person gets a seat."""
        self.taken.add(person)
        self.away[self.problem.nominees[person].unit].append((mode.first, mode.end))
        self.money -= mode.course.cost_per_head
        self.seats[mode.course.programme] -= 1

    def may_run(self, mode: Mode) -> bool:
        """Whether one more delegation may be abroad on its days."""
        most = self.problem.limits.abroad_at_once
        return all(self.abroad[day] < most for day in range(*mode.abroad))

    def seats_for(self, mode: Mode) -> int:
        """Seats that target and money leave for a course that does not run yet."""
        seats = min(mode.most, self.seats[mode.course.programme])
        money = self.money - mode.course.cost_fixed
        if money < 0:
            return 0
        return min(seats, money // mode.course.cost_per_head) if mode.course.cost_per_head else seats

    def unit_room(self, mode: Mode, unit: str) -> int:
        """How many more people of a unit may be away on all days of a mode."""
        spans = [(a, b) for a, b in self.away.get(unit, ()) if a < mode.end and b > mode.first]
        days = {mode.first, *(a for a, _ in spans if a > mode.first)} if spans else ()
        worst = max((sum(a <= day < b for a, b in spans) for day in days), default=0)
        return self.problem.unit[unit].away_limit - worst


def construct(problem: Problem, modes: Sequence[Mode], *, cancelled: Callable[[], bool], seed: int = 1) -> Chosen:
    """The fullest of several valid choices of modes and members: they differ in who and which mode comes first.

    Small problems get more tries, whose order of modes is disturbed at random; their number depends only on the size.
    """
    chance = random.Random(seed)
    orders = (_by_scarcity(problem, modes), _by_list(problem))
    best: Chosen = {}
    tries = max(2 * len(_WEIGHTS), min(_TRIES, _EFFORT // max(1, len(modes))))
    for turn in range(tries if modes else 1):
        if best and cancelled():
            break
        weight, spread = _WEIGHTS[turn // 2 % len(_WEIGHTS)], 0 if turn < 2 * len(_WEIGHTS) else _SPREAD
        drawn = {mode.course.id: chance.uniform(0, spread) for mode in modes}
        handicap = [weight * len(mode.people) + drawn[mode.course.id] for mode in modes]
        best = max(best, _grown(problem, modes, orders[turn % 2], handicap), key=seats_in)
    return best


def seats_in(chosen: Chosen) -> int:
    """How many people a choice seats."""
    return sum(len(members) for _, members in chosen.values())


def _grown(
    problem: Problem, modes: Sequence[Mode], order: Sequence[tuple[int, int]], handicap: Sequence[float]
) -> Chosen:
    """One valid choice: the mode first that fills most seats less its handicap (few to choose from, or chance).

    What a mode can fill only shrinks while a plan grows, so each is weighed again only when it is due.
    """
    room, chosen = Room(problem), Chosen()
    queue = [(handicap[place] - mode.most, place) for place, mode in enumerate(modes)]
    heapq.heapify(queue)
    while queue:
        _, place = heapq.heappop(queue)
        mode = modes[place]
        if mode.course.id in chosen or not room.may_run(mode):
            continue
        members = fill(room, mode, order=order)
        if len(members) < max(1, mode.course.seats[0]):
            continue
        score = handicap[place] - len(members)
        if queue and score > queue[0][0]:
            heapq.heappush(queue, (score, place))
            continue
        room.run(mode)
        for person in members:
            room.seat(mode, person)
        chosen[mode.course.id] = mode, tuple(members)
    return chosen


def _by_list(problem: Problem) -> list[tuple[int, int]]:
    """Whom to seat first: the unit's own order, then those with fewer choices."""
    return [(min(person.unit_rank.values(), default=99), len(person.choices)) for person in problem.nominees]


def _by_scarcity(problem: Problem, modes: Sequence[Mode]) -> list[tuple[int, int]]:
    """Whom to seat first: those whom fewer courses can take, then the unit's own order."""
    courses: dict[int, set[str]] = defaultdict(set)
    for mode in modes:
        for person in mode.people:
            courses[person].add(mode.course.id)
    ranks = _by_list(problem)
    return [(len(courses[person]), ranks[person][0]) for person in range(len(ranks))]


def fill(room: Room, mode: Mode, *, order: Sequence[tuple[int, int]]) -> list[int]:
    """Members for a mode: pinned people and one leader first, then the field, then others while the share holds."""
    nominees, course = room.problem.nominees, mode.course
    most = room.seats_for(mode)
    free = [person for person in mode.people if person not in room.taken]
    if len(free) < course.seats[0] or most < course.seats[0]:
        return []
    free.sort(key=lambda person: (nominees[person].field != course.field, order[person]))
    leader = next((person for person in free if nominees[person].can_lead), None)
    if leader is None:
        return []
    first = [*(person for person in mode.pinned if person != leader), leader]
    if any(nominees[person].can_lead for person in mode.pinned):
        first = list(mode.pinned)
    units: dict[str, int] = {}
    members: list[int] = []
    fielded = 0
    for person in [*first, *(person for person in free if person not in first)]:
        nominee = nominees[person]
        own = fielded + (nominee.field == course.field)
        if len(members) == most:
            break
        if person not in first and lacks_field(course, in_field=own, seats=len(members) + 1):
            continue
        left = units.get(nominee.unit)
        left = room.unit_room(mode, nominee.unit) if left is None else left
        units[nominee.unit] = left - 1 if left > 0 else 0
        if left > 0 and person not in room.taken:
            members.append(person)
            fielded = own
    return members if _whole(room.problem, mode, members, fielded) else []


def _whole(problem: Problem, mode: Mode, members: list[int], fielded: int) -> bool:
    """Whether pinned people, leader and field are all there."""
    able = any(problem.nominees[person].can_lead for person in members)
    return (
        able and set(mode.pinned) <= set(members) and not lacks_field(mode.course, in_field=fielded, seats=len(members))
    )
