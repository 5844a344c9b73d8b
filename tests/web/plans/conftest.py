"""A year with a plan of three courses."""

import factories
import pytest


@pytest.fixture
def call(db):
    return factories.short_year()


@pytest.fixture
def named(call):
    return factories.one_of_each_unit(call)


@pytest.fixture
def plan(call, named):
    """Two courses of three and two people, one idle course, one person without a seat."""
    return factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]})
