"""A duty of narrow reach opens its own delegation, no money or verdicts; finance reads no verdicts and no rows."""

from datetime import date

import factories
import pytest
from handed_in import page, text_of

from doanra.records.models import Delegation
from doanra.stages.plans import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return factories.call(2027, target_short=6)


@pytest.fixture
def groups(call):
    """Two delegations of two people each, published."""
    first, second = (factories.nominations(call, 2, unit=unit) for unit in ("p-cao-bang", "p-son-la"))
    for code in ("NH-01", "NH-02"):
        factories.course(call, code)
    publishing.publish(factories.plan(call, seats={"NH-01": first, "NH-02": second}), by=None)
    return first, second


def of_person(role, person):
    account = factories.account(f"ai-{role}", role=role)
    account.person = person
    account.save()
    return account


@pytest.mark.parametrize("role", ["head", "participant"])
def test_who_goes_sees_the_own_delegation_and_no_other(client, groups, role):
    first, _second = groups
    client.force_login(of_person(role, Delegation.objects.get(course__code="NH-01").leader))
    shown = text_of(page(client, "delegations", 2027))
    assert "NH-01" in shown
    assert "NH-02" not in shown
    own = text_of(page(client, "delegations_detail", 2027, "NH-01"))
    assert first[1].person.full_name in own
    assert "không hiện cho nhiệm vụ của bạn" in own
    assert "Dự toán" not in own
    assert page(client, "delegations_detail", 2027, "NH-02").status_code == 404


def test_who_goes_reads_nothing_more_of_the_others(client, groups):
    first, _second = groups
    for number, one in enumerate(first):
        type(one.person).objects.filter(pk=one.person_id).update(birth=f"19{71 + number}-02-0{number + 1}")
    client.force_login(of_person("participant", first[0].person))
    shown = text_of(page(client, "delegations_detail", 2027, "NH-01"))
    assert first[1].person.full_name in shown
    assert ("1971" in shown, "1972" in shown) == (True, False)
    client.force_login(of_person("head", Delegation.objects.get(course__code="NH-01").leader))
    assert "1972" in text_of(page(client, "delegations_detail", 2027, "NH-01"))


def test_a_head_takes_the_own_roster_and_a_participant_none(client, groups):
    leader = Delegation.objects.get(course__code="NH-01")
    client.force_login(of_person("head", leader.leader))
    assert page(client, "papers_delegation", 2027, leader.plan_id, "NH-01", "docx").status_code == 200
    assert page(client, "papers_delegation", 2027, leader.plan_id, "NH-02", "docx").status_code == 404
    assert page(client, "papers_year_plan", 2027, leader.plan_id).status_code == 403
    client.force_login(of_person("participant", leader.leader))
    assert page(client, "papers_delegation", 2027, leader.plan_id, "NH-01", "docx").status_code == 403


def test_an_account_that_is_nobody_who_goes_sees_no_delegation(client, groups):
    client.force_login(factories.account("khong", role="head"))
    assert "NH-01" not in text_of(page(client, "delegations", 2027))


def test_the_table_counts_each_person_once(client, groups, office):
    client.force_login(office)
    assert "2 đoàn, lớp với 4 người" in text_of(page(client, "delegations", 2027))


def test_finance_reads_the_plan_but_no_verdicts_and_no_rows_of_files(client, groups, call):
    client.force_login(factories.account("tien", role="finance"))
    assert page(client, "delegations", 2027).status_code == 200
    assert page(client, "appraisals", 2027).status_code == 403
    assert page(client, "nominations_files", 2027).status_code == 403
    shown = text_of(page(client, "nominations", 2027))
    assert groups[0][0].person.full_name in shown
    assert f"/2027/appraisals/{groups[0][0].pk}/" not in shown
    assert date(2027, 4, 5) == Delegation.objects.get(course__code="NH-01").first_day
