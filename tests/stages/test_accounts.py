"""Accounts: who may open them, what they must have, and that changing one thing leaves the others."""

import pytest

from doanra.records.models import Account, Event, Unit
from doanra.stages import accounts
from doanra.terms.refusal import NotAllowed, Refused
from doanra.terms.words import Role

pytestmark = pytest.mark.django_db
SECRET = "mot cau dai de nho 2027"


def traces():
    return Event.objects.filter(verb__startswith="accounts.")


def put(username="le.thu.ha", *, role=Role.OFFICE, by=None, password=SECRET, **more):
    return accounts.put(username, role=role, by=by, password=password, **more)


def test_an_account_is_opened_with_a_hidden_password_and_a_trace():
    account = put(full_name="Lê Thu Hà")
    assert account.check_password(SECRET)
    assert account.password.startswith("argon2")
    event = traces().get()
    assert (event.verb, event.by_name, event.detail) == (
        "accounts.open", "người vận hành máy chủ", {"username": "le.thu.ha", "role": "office"},
    )  # fmt: skip
    assert SECRET not in str(event.detail)


def test_changing_the_role_keeps_name_and_password():
    put(full_name="Lê Thu Hà")
    account = put(role=Role.FINANCE, password=None)
    account.refresh_from_db()
    assert (account.full_name, account.duty, account.check_password(SECRET)) == ("Lê Thu Hà", Role.FINANCE, True)
    assert Account.objects.count() == 1


def test_a_new_account_without_a_name_is_called_by_its_user_name():
    assert str(put()) == "le.thu.ha"


def test_a_units_account_belongs_to_its_unit_and_no_other_account_to_any():
    unit = Unit.objects.get(slug="p-cao-bang")
    assert put("donvi", role=Role.UNIT, unit=unit).unit == unit
    for role, given in ((Role.UNIT, None), (Role.OFFICE, unit)):
        with pytest.raises(Refused) as refused:
            put(role=role, unit=given)
        assert refused.value.code == "unit_of_account"
    assert put("donvi", role=Role.OFFICE, password=None).unit is None


@pytest.mark.parametrize("password", ["", "ngan", "password1234"])
def test_a_weak_password_is_refused_and_nothing_is_opened(password):
    with pytest.raises(Refused) as refused:
        put(password=password)
    assert refused.value.code == "password_weak"
    assert not Account.objects.exists()
    assert not traces().exists()


def test_a_new_account_needs_a_password():
    with pytest.raises(Refused) as refused:
        put(password=None)
    assert refused.value.code == "password_missing"


@pytest.mark.parametrize("username", ["", " ", "le thu ha", "a/b", "x" * 151, "ha\n"])
def test_user_names_that_no_account_can_have(username):
    with pytest.raises(Refused):
        put(username)
    assert not Account.objects.exists()


def test_a_very_long_full_name_is_refused():
    with pytest.raises(Refused):
        put(full_name="x" * 121)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_opens_accounts(role):
    by = Account.objects.create(username="an", role=role.value)
    with pytest.raises(NotAllowed):
        put(by=by)


def test_an_administrator_opens_accounts_in_their_own_name():
    by = Account.objects.create(username="khoa", full_name="Đặng Anh Khoa", role="administrator")
    put(by=by)
    assert traces().get().by_name == "Đặng Anh Khoa"
