"""Accounts that one keeps for others: whose they are, what a post needs, what ends and what stays."""

from datetime import date, timedelta

import factories
import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from doanra.policy import access
from doanra.records.models import Account, AccountInvitation, AppraisingBody, Event, Unit
from doanra.records.queries import accounts as queries
from doanra.stages import accounts_office, accounts_own
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale
from doanra.terms.words import Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


def unit():
    return Unit.objects.get(slug="p-cao-bang")


def keeper(role="office"):
    return factories.account(f"giu-{role}", role=role)


def post(role=Role.UNIT, **more):
    needs = {"unit": unit()} if access.of_unit(role) else {}
    if role is Role.APPRAISER:
        needs["body"] = AppraisingBody.objects.create(slug="thu", name="Cơ quan thử", short="Cơ quan thử")
    if role in (Role.HEAD, Role.PARTICIPANT):
        needs["person"] = factories.person(unit())
    return accounts_office.Post(role=role, **{**needs, **more})


def opened(name="chi", *, by=None, email="", given=None):
    return accounts_office.open_account(
        name, full_name="Chi Thử", email=email, post=given or post(), on=DAY, by=by or keeper()
    )


@pytest.mark.parametrize("role", list(Role))
def test_the_office_opens_accounts_of_units_and_of_who_goes_and_administrators_all(role):
    assert opened("a", by=keeper("administrator"), given=post(role)).duty is role
    for opener in ("office", "chief"):
        by = keeper(opener)
        if role in (Role.UNIT, Role.APPROVER, Role.HEAD, Role.PARTICIPANT):
            Account.objects.filter(username=opener).delete()
            AppraisingBody.objects.all().delete()
            assert opened(opener, by=by, given=post(role)).duty is role
        else:
            with pytest.raises(NotAllowed):
                opened(opener, by=by, given=accounts_office.Post(role=role))


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.OFFICE, Role.CHIEF, Role.ADMINISTRATOR)])
def test_nobody_else_opens_any(role):
    with pytest.raises(NotAllowed):
        opened(by=keeper(role.value))


def test_an_account_opens_without_any_password():
    assert not opened().has_usable_password()


def test_the_office_makes_nobody_of_a_unit_a_clerk_of_its_own():
    account, by = opened(), keeper("chief")
    with pytest.raises(NotAllowed):
        accounts_office.change(
            account, full_name="Chi", email="", post=accounts_office.Post(role=Role.OFFICE),
            seen=accounts_office.version(account), on=DAY, by=by,
        )  # fmt: skip
    assert Account.objects.get(pk=account.pk).duty is Role.UNIT


@pytest.mark.parametrize("act", ["change", "end", "invite", "reset_factors", "end_sessions", "unlock"])
def test_the_office_touches_no_account_of_another_kind(act):
    account, by = factories.account("quan-tri", role="administrator"), keeper()
    more = {
        "change": {"full_name": "x", "email": "", "post": post(), "seen": "", "on": DAY},
        "end": {"ends_on": DAY, "reason": "thử", "on": DAY}, "invite": {"at": timezone.now(), "hours": 1},
        "reset_factors": {"reason": "thử"},
    }.get(act, {})  # fmt: skip
    with pytest.raises(NotAllowed):
        getattr(accounts_office, act)(account, by=by, **more)
    assert not Event.objects.filter(subject="account", subject_id=account.pk).exists()


def test_nobody_changes_his_own_duty():
    by = keeper("administrator")
    with pytest.raises(Refused) as refused:
        accounts_office.end(by, ends_on=DAY, reason="thử", on=DAY, by=by)
    assert refused.value.code == "own_account"


@pytest.mark.parametrize("given", [
    accounts_office.Post(role=Role.UNIT), accounts_office.Post(role=Role.APPRAISER),
    accounts_office.Post(role=Role.HEAD), accounts_office.Post(role=Role.PARTICIPANT),
])  # fmt: skip
def test_a_post_has_what_it_needs(given):
    with pytest.raises(Refused) as refused:
        opened(by=keeper("administrator"), given=given)
    assert refused.value.code == "post_wrong"
    assert not Account.objects.filter(username="chi").exists()


def test_a_post_has_no_more_than_it_needs():
    with pytest.raises(Refused):
        opened(by=keeper("administrator"), given=accounts_office.Post(role=Role.FINANCE, unit=unit()))


def test_a_closed_unit_gets_no_new_account():
    closed = Unit.objects.filter(valid_to__lt=DAY).first()
    with pytest.raises(Refused) as refused:
        opened(given=accounts_office.Post(role=Role.UNIT, unit=closed))
    assert "thôi hoạt động" in refused.value.message


def test_a_name_and_a_mail_address_are_one_accounts():
    by = keeper()
    opened(email="Chi@caobang.example", by=by)
    for name, mail, code in (("CHI", "", "username_taken"), ("chi2", "chi@CAOBANG.example", "mail_taken")):
        with pytest.raises(Refused) as refused:
            opened(name, email=mail, by=by)
        assert refused.value.code == code


def test_a_change_tells_old_and_new_and_a_second_one_of_the_same_state_is_stale():
    account, by = opened(), keeper("chief")
    seen = accounts_office.version(account)
    given = post(ends_on=date(2027, 3, 31))
    accounts_office.change(account, full_name="Chi Khác", email="", post=given, seen=seen, on=DAY, by=by)
    changes = [change for thing in Event.objects.latest("id").things.all() for change in thing.changes or ()]
    assert {(one[1], one[2], one[3]) for one in changes} == {
        ("full_name", "Chi Thử", "Chi Khác"), ("ends_on", None, "2027-03-31"),
    }  # fmt: skip
    with pytest.raises(Stale):
        accounts_office.change(account, full_name="Chi Nữa", email="", post=given, seen=seen, on=DAY, by=by)


def test_the_end_of_a_post_has_a_reason_and_takes_open_links_away():
    account, by = opened(), keeper("chief")
    accounts_office.invite(account, at=timezone.now(), hours=1, by=by)
    with pytest.raises(Refused):
        accounts_office.end(account, ends_on=DAY, reason=" ", on=DAY, by=by)
    accounts_office.end(account, ends_on=DAY, reason="QĐ 12-QĐ/TU", on=DAY, by=by)
    assert (queries.holds_post(account, DAY), queries.holds_post(account, DAY + timedelta(days=1))) == (True, False)
    assert not AccountInvitation.objects.exists()
    assert Event.objects.latest("id").ground == "QĐ 12-QĐ/TU"
    with pytest.raises(Refused):
        accounts_office.invite(account, at=timezone.now(), hours=1, by=by)


def test_a_mail_address_counts_for_the_single_sign_on_only_as_the_office_wrote_it():
    account = opened(email="chi@caobang.example")
    assert queries.confirmed_owner("CHI@caobang.example") == account
    accounts_own.rename(account, full_name="Chi", email="rieng@example.net")
    assert queries.confirmed_owner("chi@caobang.example") is None
    assert queries.confirmed_owner("rieng@example.net") is None
    given = post()
    accounts_office.change(
        account, full_name="Chi", email="moi@caobang.example", post=given,
        seen=accounts_office.version(account), on=DAY, by=keeper("chief"),
    )  # fmt: skip
    assert queries.confirmed_owner("moi@caobang.example") == account
    assert EmailAddress.objects.filter(user=account).count() == 1


def test_a_session_of_another_is_not_there():
    with pytest.raises(NotFound):
        accounts_own.end_session(factories.account("an", role="office"), session=42)


def test_who_is_told_of_an_end_that_comes_near():
    account, by = opened(), keeper("chief")
    for ends_on, told in ((DAY + timedelta(days=10), True), (DAY + timedelta(days=60), False), (DAY, True)):
        accounts_office.end(account, ends_on=ends_on, reason="thử", on=DAY, by=by)
        assert (account in queries.ending(DAY)) is told


def test_states_of_accounts_one_by_one_and_in_the_list():
    now = timezone.now()
    by = keeper()
    names = ("holding", "invited", "waiting", "ended")
    made = {name: opened(f"chi.{name}", by=by) for name in names}
    made["holding"].set_password("mot cau dai de nho 2027")
    made["holding"].save()
    accounts_office.invite(made["invited"], at=now, hours=1, by=by)
    accounts_office.end(made["ended"], ends_on=DAY - timedelta(days=1), reason="thử", on=DAY, by=by)
    for name in names:
        found = queries.listed(queries.Sought(roles=[Role.UNIT], state=name), DAY, now)
        assert list(found) == [made[name]], name
        assert queries.state_of(found[0], DAY) == name
