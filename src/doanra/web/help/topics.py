"""The help of a page: what it is for, and what each state of its matters means, from the same catalogue as the flow."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from doanra.policy.flow import Flow
from doanra.policy.flows import FLOWS

_OWN_FILE = Path(__file__).with_name("pages.toml")
# Pages that are named after something else than their stage, and parts of a stage with help of their own.
_BELONGS = {
    "year": "home", "glossary": "help", "keys": "help", "bodies": "consultations",
    "calls_quotas": "quotas", "calls_quota": "quotas", "calls_top": "quotas", "calls_needs": "needs",
    "calls_need": "needs", "calls_papers": "requirements", "calls_paper": "requirements",
    "calls_deadlines": "deadlines",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StateSaid:
    """A state in the reader's language, and the names of what can be done in it."""

    label: str
    says: str
    moves: str


@dataclass(frozen=True, slots=True)
class FlowSaid:
    """A flow as the help tells it."""

    flow: Flow

    @property
    def noun_now(self) -> str:
        """What the matter is called."""
        return _(self.flow.noun)

    @property
    def states_now(self) -> list[StateSaid]:
        """Every state with its meaning."""
        return [
            StateSaid(
                _(state.label), _(state.says), "; ".join(_(one.label) for one in self.flow.moves_from(state.code))
            )
            for state in self.flow.states
        ]


@dataclass(frozen=True, slots=True)
class Topic:
    """Help for the pages of one stage; ``flows`` are the matters whose states are told with it."""

    name: str
    title: str
    says: str
    flows: tuple[FlowSaid, ...]


@cache
def topics() -> dict[str, Topic]:
    """Every topic by name, in the order of the file."""
    read = tomllib.loads(_OWN_FILE.read_text(encoding="utf-8"))
    return {
        name: Topic(
            name, one["title"], one["says"], tuple(FlowSaid(FLOWS[flow]) for flow in one["flows"] if flow in FLOWS)
        )
        for name, one in read.items()
    }


def topic_of(route: str) -> Topic | None:
    """The topic of an address's name, such as ``plans_board``; None for one that has no page of ours."""
    parts = route.split("_")
    own = _BELONGS.get("_".join(parts[:2])) or _BELONGS.get(parts[0], parts[0])
    return topics().get(own)
