"""The demonstration comes whole or not at all, and never among real people."""

from datetime import date

import pytest

from doanra.records.models import Account, Call
from doanra.stages import demonstration
from doanra.terms.refusal import Refused

pytestmark = pytest.mark.django_db


def test_nothing_is_loaded_into_an_installation_in_earnest():
    Call.objects.create(year=2026, title="Thật", opened_on=date(2025, 9, 1), closes_on=date(2025, 12, 31))
    with pytest.raises(Refused) as refused:
        demonstration.load()
    assert refused.value.code == "in_earnest"
    assert not Account.objects.exists()


def test_a_demonstration_that_breaks_off_leaves_nothing_behind(monkeypatch):
    def broken(**_kinds):
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstration.year_2023, "load", broken)
    with pytest.raises(KeyboardInterrupt):
        demonstration.load()
    assert not Call.objects.exists()
    assert not Account.objects.exists()
