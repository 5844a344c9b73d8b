"""The catalogue of states agrees with the words that the tables store, and refuses in words."""

import pytest
from django.apps import apps

from doanra.policy.flow import require
from doanra.policy.flows import FLOWS
from doanra.terms.refusal import Refused


@pytest.mark.parametrize("table", FLOWS)
def test_states_are_those_of_the_table(table):
    choices = dict(apps.get_model("records", table)._meta.get_field("state").choices)
    assert {state.code: state.label for state in FLOWS[table].states} == choices


@pytest.mark.parametrize("table", FLOWS)
def test_every_state_says_something_and_every_move_leads_between_states(table):
    flow = FLOWS[table]
    codes = {state.code for state in flow.states}
    assert all(len(state.says) > 20 for state in flow.states)
    assert all(move.sources <= codes and move.target in codes for move in flow.moves)


def test_a_move_gives_the_next_state_or_says_what_is_possible():
    assert require(FLOWS["call"], "open", "calls.close") == "closed"
    with pytest.raises(Refused, match=r"Tổng kết năm.*Đã tổng kết"):
        require(FLOWS["call"], "closed", "calls.close")
