"""A year with a plan of three courses, and the desk at which the office works on it."""

import factories
import pytest
from plan_pages import SLUGS


@pytest.fixture
def call(db):
    made = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    for code in ("NH-01", "NH-02", "NH-03"):
        factories.course(made, code)
    return made


@pytest.fixture
def named(call):
    return [factories.nominations(call, 1, unit=slug)[0] for slug in SLUGS]


@pytest.fixture
def plan(call, named):
    """Two courses of three and two people, one idle course, one person without a seat."""
    return factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]})


@pytest.fixture
def desk(client, office):
    client.force_login(office)
    return client
