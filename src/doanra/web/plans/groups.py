"""The people without a seat, by what stands in the way: groups with their address, the largest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from doanra.stages.plans.board import Board, Unplaced
from doanra.web.plans.cards import Face, face_of_unplaced
from doanra.web.plans.sentences import Names, reason

AT_ONCE = 6
"""A group of so few is shown with the page; a larger one comes when it is opened."""


@dataclass(frozen=True, slots=True)
class Group:
    """People without a seat for one reason. ``faces`` are there only where the group is small."""

    key: str
    title: str
    people: tuple[Unplaced, ...]
    faces: tuple[Face, ...]


def groups(board: Board, *, names: Names, unit: int | None = None) -> list[Group]:
    """The groups of a plan, of all units or of one."""
    found: dict[str, list[Unplaced]] = defaultdict(list)
    for one in board.unplaced:
        if unit is None or one.card.nomination.unit_id == unit:
            found[key_of(one)].append(one)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_group(board, key, people, names) for key, people in ordered]


def key_of(one: Unplaced) -> str:
    """The reason, with the programme where that is what is full."""
    return f"{one.reason}-{one.card.nomination.programme}" if one.reason == "target" else one.reason


def title(board: Board, key: str) -> str:
    """The reason of a group in words."""
    code, _, programme = key.partition("-")
    return reason(code, programme=programme, target=board.targets.get(programme))


def _group(board: Board, key: str, people: Sequence[Unplaced], names: Names) -> Group:
    shown = people if len(people) <= AT_ONCE else ()
    faces = tuple(face_of_unplaced(one, names=names) for one in shown)
    return Group(key, title(board, key), tuple(people), faces)
