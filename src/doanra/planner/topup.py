"""Gives every seat that is free to somebody for whom nothing stands in the way: each mends T1 and harms no limit."""

from __future__ import annotations

from doanra.planner.construct import Chosen, Room
from doanra.planner.ledger import lacks_field
from doanra.planner.modes import Mode
from doanra.planner.problem import Nominee, Problem


def top_up(problem: Problem, chosen: Chosen) -> Chosen:
    """The same courses with everybody added who fits as things stand, again and again until nobody does."""
    room = Room(problem, chosen)
    members = {course: list(people) for course, (_, people) in chosen.items()}
    waiting = sorted(
        (min(person.unit_rank.values(), default=99), position)
        for position, person in enumerate(problem.nominees)
        if position not in room.taken and any(choice.course in chosen for choice in person.choices)
    )
    added = True
    while added:
        added = False
        for _, position in waiting:
            person = problem.nominees[position]
            if position in room.taken:
                continue
            for choice in sorted(person.choices, key=lambda choice: -choice.score):
                if choice.course in chosen and _fits(room, chosen[choice.course][0], members[choice.course], person):
                    room.seat(chosen[choice.course][0], position)
                    members[choice.course].append(position)
                    added = True
                    break
    return {course: (mode, tuple(members[course])) for course, (mode, _) in chosen.items()}


def _fits(room: Room, mode: Mode, members: list[int], person: Nominee) -> bool:
    """Whether one more person breaks nothing in a course that runs."""
    course, choice = mode.course, person.choice(mode.course.id)
    if choice is None or (choice.starts is not None and mode.start not in choice.starts):
        return False
    if len(members) >= course.seats[1] or room.seats[course.programme] <= 0 or room.money < course.cost_per_head:
        return False
    if person.is_busy(mode.start, course.end(mode.start)) or room.unit_room(mode, person.unit) <= 0:
        return False
    people = [*(room.problem.nominees[member] for member in members), person]
    bands = [one.band for one in people]
    if max(bands) - min(bands) >= course.band_span:
        return False
    return not lacks_field(course, in_field=sum(one.field == course.field for one in people), seats=len(people))
