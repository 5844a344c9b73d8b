"""A year in which quotas can be given."""

import factories
import pytest
from quota_acts import switched_on


@pytest.fixture
def call(db):
    return switched_on(factories.call(2027, target_short=20, target_medium=5, target_language=0))
