"""Mistakes as units make them, so that a preview has something to show: each spoils one row for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from doanra.intake.specimens.people import Nominee


def _no_such_day(person: Nominee) -> Nominee:
    return replace(person, birth=f"31/02/{str(person.birth)[:4]}")


def _no_name(person: Nominee) -> Nominee:
    return replace(person, name="")


def _no_programme_of_the_call(person: Nominee) -> Nominee:
    return replace(person, programme="Dài hạn", language=None)


EVERYWHERE: tuple[Callable[[Nominee], Nominee], ...] = (_no_such_day, _no_name)
WHERE_A_CELL_SAYS_THE_PROGRAMME = (*EVERYWHERE, _no_programme_of_the_call)


def spoil(person: Nominee, *, programme_in_cell: bool, rng: Random) -> Nominee:
    """The same person with one mistake that the layout can hold."""
    return rng.choice(WHERE_A_CELL_SAYS_THE_PROGRAMME if programme_in_cell else EVERYWHERE)(person)
