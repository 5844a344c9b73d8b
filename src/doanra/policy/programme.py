"""The shape of a programme: its words, and the rules that it names in order. Values live in parameters."""

from __future__ import annotations

from dataclasses import dataclass

from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule by id. ``blocks`` False: shown for information, the overall verdict does not depend on it.

    ``by_departure``: the paper is due before departure, not before selection; while it is open the overall verdict does
    not wait for it, but a refusal counts.
    """

    rule: str
    blocks: bool = True
    by_departure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTerms:
    """One programme: what it is called, the clause that founds it, and the rules in the order they are shown."""

    programme: Programme
    label: str
    source: str
    rules: tuple[RuleUse, ...]
