"""Every address is walked by every role, and by a unit that it does not concern. One that nobody listed fails."""

import factories
import pytest
from django.urls import reverse
from rights_table import BEFORE_THE_LOGIN, ONES_OWN, ROUTES
from walking import OWN, Things, addresses, asked, behind_a_right, readable

from doanra.policy import access
from doanra.terms.words import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OTHER = "p-son-la"
METHODS = ("get", "post")
REFUSED, NOT_THERE, NO_SUCH_METHOD = 403, 404, 405


def test_every_address_is_in_the_table_and_the_table_has_no_other():
    assert {name.removeprefix("web:") for name in addresses() if name.startswith("web:")} == ROUTES.keys()
    doors = {name.removeprefix(":") for name in addresses() if not name.startswith("web:")}
    assert doors == BEFORE_THE_LOGIN | ONES_OWN


def test_doors_to_ones_own_account_ask_for_the_login_first(client):
    for name, parameters in addresses().items():
        door = name.removeprefix(":")
        if door in BEFORE_THE_LOGIN | ONES_OWN:
            given = {"provider_id": "sso", "pk": 1}
            address = reverse(door, kwargs={one: given[one] for one in parameters})
            to_the_login = client.get(address).headers.get("Location", "").startswith("/login/?next=")
            assert to_the_login is (door in ONES_OWN), door


def test_every_right_in_the_table_is_one_of_the_rights():
    asked = {row.asked(method) for row in ROUTES.values() for method in METHODS} - {None}
    assert asked <= access.ACTS.keys()


@pytest.fixture(scope="module")
def one_of_each(module_db, module_files):
    return Things()


@pytest.fixture
def things(one_of_each, kept_files, db):
    return one_of_each.copy()


def may(row, role, method):
    return access.may(role, row.asked(method))


ACCOUNTS = {
    Role.UNIT: {"unit": OWN},
    Role.APPROVER: {"unit": OWN},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_its_duty_needs_and_nothing_else(client, things, role):
    client.force_login(factories.account("ai", role=role.value, **ACCOUNTS.get(role, {})))
    wrong = []
    for name, row, route, parameters in behind_a_right():
        address = reverse(name, kwargs=things.of(route, parameters))
        for method in METHODS:
            status, _ = asked(client, method, address)
            if status == NO_SUCH_METHOD:
                continue
            if (status == REFUSED) == may(row, role, method) or status >= 500:
                wrong.append(f"{method} {route}: {status}")
    assert wrong == []


@pytest.mark.parametrize("role", [Role.UNIT, Role.APPROVER])
def test_what_is_of_a_unit_is_not_there_for_another(client, things, role):
    client.force_login(factories.account("la", role=role.value, unit=OTHER))
    wrong = []
    for name, row, route, parameters in behind_a_right():
        if not row.owned:
            continue
        address = reverse(name, kwargs=things.of(route, parameters))
        for method in METHODS:
            status, _ = asked(client, method, address)
            if status not in {NOT_THERE, NO_SUCH_METHOD} and may(row, role, method):
                wrong.append(f"{method} {route}: {status}")
    assert wrong == []


OUT_OF_REACH = {
    "unit": (Role.UNIT, {"unit": OTHER}),
    "approver": (Role.APPROVER, {"unit": OTHER}),
    "administrator": (Role.ADMINISTRATOR, {}),
    "participant": (Role.PARTICIPANT, {}),
    "head": (Role.HEAD, {}),
}


@pytest.mark.parametrize("who", OUT_OF_REACH)
def test_no_page_list_or_file_names_somebody_out_of_reach(client, things, who):
    role, more = OUT_OF_REACH[who]
    name_out_of_reach = "Tôn Nữ Ẩn Danh Thử"
    person = things.named[0].person
    type(person).objects.filter(pk=person.pk).update(
        full_name=name_out_of_reach, search_key="ton nu an danh thu", sort_key="thu"
    )
    client.force_login(factories.account("ngoai", role=role.value, **more))
    told = []
    for name, _row, route, parameters in behind_a_right():
        address = reverse(name, kwargs=things.of(route, parameters))
        for one in (address, f"{address}?q=ton+nu+an+danh"):
            _, body = asked(client, "get", one)
            if name_out_of_reach.encode() in readable(body):
                told.append(route)
    assert sorted(set(told)) == []


def test_the_name_is_found_by_those_within_reach(client, things):
    """The walk above would be empty if the name stood nowhere."""
    client.force_login(factories.account("an", role="office"))
    name = things.named[0].person.full_name
    assert name.encode() in asked(client, "get", reverse("web:nominations", args=[2027]))[1]
