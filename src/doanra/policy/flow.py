"""The states of every matter and the moves between them: one catalogue for verbs, buttons and help texts.

A verb asks `require` before it changes a state; a page shows `State.says` as its help and offers only `moves_from`.
The labels are those of the words that the tables store (a test compares them).
"""

from __future__ import annotations

from dataclasses import dataclass

from doanra.terms.refusal import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state as stored, its label, and what it means for the reader: what is true now and what can be done."""

    code: str
    label: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A verb that changes the state: from which, to which, and what it is called on a button (verb first)."""

    verb: str
    label: str
    sources: frozenset[str]
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The life of one kind of matter; ``noun`` is its name in a sentence ("đợt đề cử")."""

    noun: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def state(self, code: str) -> State:
        """The state of that code; KeyError for one that is none."""
        return {state.code: state for state in self.states}[code]

    def moves_from(self, code: str) -> tuple[Move, ...]:
        """What can be done in a state."""
        return tuple(move for move in self.moves if code in move.sources)


def require(flow: Flow, code: str, verb: str) -> str:
    """The state after the verb. Refused, saying what the matter is and what is possible, where it is not."""
    move = next((one for one in flow.moves if one.verb == verb and code in one.sources), None)
    if move is not None:
        return move.target
    state = flow.state(code)
    possible = "; ".join(one.label for one in flow.moves_from(code))
    wanted = next((one.label for one in flow.moves if one.verb == verb), verb)
    raise Refused(
        "wrong_state",
        f"Không thể “{wanted}”: {flow.noun} đang ở trạng thái “{state.label}”.",
        remedy=f"Lúc này có thể: {possible}." if possible else state.says,
    )
