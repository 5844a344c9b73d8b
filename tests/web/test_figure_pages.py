"""A figure opens to the records behind it: as many as it says, and the acts that made it what it is."""

from datetime import date

import factories
import pytest

from doanra.records.queries import behind
from doanra.records.queries import year as figures
from doanra.stages import appraisals, nominations
from doanra.stages.plans import publishing

pytestmark = pytest.mark.django_db
DAY = date(2027, 6, 1)


@pytest.fixture
def call():
    """A year with verdicts of each kind, one withdrawn, and a delegation that has gone and come back."""
    made = factories.call(2027, target_short=6)
    factories.course(made)
    named = factories.nominations(made, 3)
    factories.nomination(made, unit="p-son-la", programme="medium")
    factories.nominations(made, 1, unit="p-lang-son", birth="1950-01-01")
    nominations.withdraw(factories.nominations(made, 1, unit="p-lai-chau")[0], letter="1-CV", by=None)
    publishing.publish(factories.plan(made, seats={"NH-01": named[:2]}), by=None)
    return made


@pytest.mark.parametrize("name", behind.NAMES)
@pytest.mark.parametrize("on", [date(2027, 1, 1), DAY])
def test_the_rows_are_as_many_as_the_figure_says(call, name, on):
    year = figures.read(call, on=on)
    assert behind.of_figure(name, call, on=on).rows.count() == year.total(name)
    for line in year.lines:
        found = behind.of_figure(name, call, on=on, programme=line.programme.value)
        assert found.rows.count() == getattr(line, name)


def test_the_year_of_the_test_has_something_to_count(call):
    year = figures.read(call, on=DAY)
    assert [year.total(name) > 0 for name in ("nominated", "planned", "gone", "home", "groups", "unjudged")] == [
        True
    ] * 6


@pytest.mark.parametrize("name", behind.NAMES)
def test_each_figure_has_its_page(client, office, call, name):
    client.force_login(office)
    answer = client.get(f"/2027/figures/{name}/")
    assert answer.status_code == 200
    assert "Con số này gồm" in answer.content.decode()


def test_the_page_tells_the_acts(client, office, call):
    appraisals.appraise(call, by=office)
    client.force_login(office)
    shown = client.get("/2027/figures/nominated/", {"programme": "medium"}).content.decode()
    assert "Những việc làm nên con số này" in shown
    assert "Thẩm định" in shown


def test_who_reads_no_trail_sees_the_records_alone(client, call):
    client.force_login(factories.account("quan", role="committee"))
    shown = client.get("/2027/figures/planned/").content.decode()
    assert "Con số này gồm" in shown
    assert "Những việc làm nên con số này" not in shown


def test_verdicts_are_not_for_finance_and_strange_names_are_none(client, call):
    client.force_login(factories.account("tien", role="finance"))
    assert client.get("/2027/figures/eligible/").status_code == 404
    assert client.get("/2027/figures/planned/").status_code == 200
    assert client.get("/2027/figures/nonsense/").status_code == 404


def test_the_page_asks_a_fixed_number_of_times(client, office, call, django_assert_max_num_queries):
    client.force_login(office)
    for name in behind.NAMES:
        with django_assert_max_num_queries(25):
            client.get(f"/2027/figures/{name}/")
