"""The demonstration tells the published counts of 2023 exactly, and an open year 2027 with its catalogue and nobody."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Count

from doanra.records.models import (
    Account,
    Appraisal,
    Call,
    CallState,
    Delegation,
    Event,
    Member,
    Nomination,
    Participation,
    Person,
)
from doanra.stages import demonstration
from doanra.terms.words import Role


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole demonstration, loaded once for this module and rolled back after it."""
    from django.db import transaction  # noqa: PLC0415 - only here

    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.load(worked=False)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def past(loaded, db):
    return Call.objects.get(year=2023)


@pytest.fixture
def coming(loaded, db):
    return Call.objects.get(year=2027)


def test_58_of_63_provinces_and_50_of_54_central_bodies_answered(past):
    rows = past.invitations.values("unit__kind").annotate(many=Count("id"), answered=Count("answered_on")).order_by()
    assert {row["unit__kind"]: (row["answered"], row["many"]) for row in rows} == {
        "province": (58, 63), "central": (50, 54),
    }  # fmt: skip


def test_nobody_is_nominated_by_a_unit_that_did_not_answer(past):
    silent = past.invitations.filter(answered_on=None).values("unit")
    assert not past.nominations.filter(unit__in=silent).exists()


def test_224_short_103_medium_and_498_language_nominations(past):
    counted = Counter(past.nominations.values_list("programme", flat=True))
    assert counted == {"short": 224, "medium": 103, "language": 498}


def test_8_short_groups_of_140_2_medium_of_24_and_102_in_four_languages(past):
    groups = Delegation.objects.filter(course__call=past).annotate(people=Count("members"))
    found = Counter(group.course.programme for group in groups.select_related("course"))
    people = Counter(
        Member.objects.filter(delegation__course__call=past).values_list("delegation__course__programme", flat=True)
    )
    assert (found["short"], found["medium"]) == (8, 2)
    assert people == {"short": 140, "medium": 24, "language": 102}
    assert set(groups.filter(course__programme="language").values_list("course__language", flat=True)) == {
        "en", "lo", "zh", "km",
    }  # fmt: skip
    assert all(group.returned_on and group.leader_id for group in groups)


def test_nobody_went_whom_a_rule_turns_down_and_whoever_went_is_eligible(past):
    went = Member.objects.filter(delegation__course__call=past).values("person")
    assert set(past.nominations.filter(person__in=went).values_list("appraisal__standing", flat=True)) == {"eligible"}
    assert Appraisal.objects.filter(nomination__call=past).count() == 825
    assert Participation.objects.count() == 266


def test_everybody_is_marked_as_invented(past):
    assert not Person.objects.filter(synthetic=False).exists()
    assert not Call.objects.filter(synthetic=False).exists()


def test_the_past_year_is_closed(past):
    assert past.state == CallState.CLOSED


def test_2027_is_open_and_empty_with_16_short_5_medium_and_8_language_courses(coming):
    assert (coming.state, coming.opened_on) == (CallState.OPEN, date(2026, 9, 15))
    assert not coming.nominations.exists()
    assert Counter(coming.courses.values_list("programme", flat=True)) == {"short": 16, "medium": 5, "language": 8}
    assert coming.invitations.filter(unit__kind="province").count() == 34
    assert coming.budget == 95_000_000_000


def test_one_account_for_each_role_opens_with_the_printed_password(loaded, db):
    accounts = Account.objects.filter(username__in=[name for name, _, _ in demonstration.ACCOUNTS])
    assert sorted(account.role for account in accounts) == sorted(Role)
    assert demonstration.accounts_open()
    assert accounts.first().check_password(demonstration.PASSWORD)
    assert accounts.get(role="unit").unit.short == "Lào Cai"


def test_loading_again_is_harmless(loaded, db):
    def sizes():
        return [model.objects.count() for model in (Call, Person, Nomination, Delegation, Account, Participation)]

    before, events = sizes(), Event.objects.count()
    demonstration.load(worked=False)
    assert sizes() == before
    assert Event.objects.count() == events + 2  # the two registers, looked through again
    assert not demonstration.is_empty()
