"""No door shows rows about people or units past the reach: it asks it, or only duties that reach everything come there.

What is read elsewhere (`records.queries`) is asked by doors with the reach; the walk of all addresses looks at that.
"""

import ast

import pytest
from doors_of_rows import Reading, readings
from source import modules, place, tree

from doanra.policy import access
from doanra.policy.access import Reach

OFFICE_ALONE = "only pages of the office and of readers of everything come here"
WITHIN_ALREADY = "what it is given was found within the reach"
BY_HAND = {
    "accounts/keeping_forms.py clean_person": "the office links who goes; administrators have no such field",
    "appraisals/acts.py _back": WITHIN_ALREADY,
    "consultations/approving.py _amendable": OFFICE_ALONE,
    "consultations/scope.py list_of": OFFICE_ALONE,
    "consultations/sheets.py page": WITHIN_ALREADY,
    "nominating/needed.py offered": WITHIN_ALREADY,
    "nominations/bulk.py _standing": WITHIN_ALREADY,
    "nominations/bulk.py judge": WITHIN_ALREADY,
    "nominations/file_acts.py _files": WITHIN_ALREADY,
    "people/pairs.py judge_again": OFFICE_ALONE,
    "plans/acts.py _name": OFFICE_ALONE,
    "plans/moving.py _moved": OFFICE_ALONE,
    "plans/scenario_forms.py __init__": OFFICE_ALONE,
    "plans/whys.py lists_of": OFFICE_ALONE,
    "unavailable/views.py of_person": WITHIN_ALREADY,
    "unavailable/views.py remove": "the verb looks whether the person is one of the account's own",
}
"""Functions that ask neither the reach nor a right of their own, and why that is right."""


def for_those_who_see_all(reading: Reading) -> bool:
    """Whether every duty that may come to the page reaches everything."""
    duties = [role for right in reading.rights for role in access.ACTS[right][1]]
    return bool(duties) and all(access.reach(role) is Reach.ALL for role in duties)


def past_the_reach(module: ast.AST) -> list[Reading]:
    """What a module reads without asking the reach, though not all who come reach everything."""
    return [one for one in readings(module) if not one.narrowed and not for_those_who_see_all(one)]


def found() -> dict[str, str]:
    """All of the doors, and of the rooms that draw papers and figures: by file and function, with the place."""
    rooms = modules("web", "api", "documents", "reports")
    return {
        f"{path.parent.name}/{path.name} {one.function}": f"{place(path, one.line)} {', '.join(one.rows)}"
        for path in rooms
        for one in past_the_reach(tree(path))
    }


BAD = {
    "a right of narrow duties": '@asks("nominations.see")\ndef page(request):\n    return Nomination.objects.all()\n',
    "no right": "def rows(call):\n    return call.nominations.filter(state=1)\n",
    "one of two rights": '@asks("plans.see")\n@asks("delegations.see")\ndef page(r):\n    Person.objects.all()\n',
}
GOOD = {
    "all see all": '@asks("plans.compute")\ndef page(request):\n    return Nomination.objects.all()\n',
    "narrowed": "def rows(call, account):\n    return call.nominations.filter(reach.nominations(account))\n",
    "of nobody": "def rows(call):\n    return Holiday.objects.all()\n",
}


@pytest.mark.parametrize("bad", BAD)
def test_a_query_past_the_reach_is_caught(bad: str) -> None:
    assert past_the_reach(ast.parse(BAD[bad]))


@pytest.mark.parametrize("good", GOOD)
def test_a_query_within_the_reach_is_not(good: str) -> None:
    assert past_the_reach(ast.parse(GOOD[good])) == []


def test_every_query_of_a_door_asks_the_reach_or_is_known() -> None:
    assert {place for name, place in found().items() if name not in BY_HAND} == set()


def test_what_is_known_by_hand_is_still_there() -> None:
    assert set(BY_HAND) - set(found()) == set()


def test_papers_and_figures_query_nothing_themselves() -> None:
    assert [place(path, one.line) for path in modules("documents", "reports") for one in readings(tree(path))] == []
