"""Every address is walked by every role, and by a unit that it does not concern. One that nobody listed fails."""

import io
import zipfile
from datetime import date

import consulted
import factories
import nominating_scene
import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone
from rights_table import BEFORE_THE_LOGIN, ONES_OWN, ROUTES
from unit_lists import line, workbook
from verb_cases.scene import DAY, Scene

from doanra.policy import access
from doanra.records.models import BusyDays, Event, HandIn, Need, PastCourse, Repair, RequiredPaper, SavedView
from doanra.stages import histories, holidays, nominations, synonyms
from doanra.stages.consultations import freezing
from doanra.stages.plans import drafts
from doanra.terms.words import Role

pytestmark = pytest.mark.django_db
OWN, OTHER = "p-cao-bang", "p-son-la"
METHODS = ("get", "post")
AN_OFFER = {
    "changes": [],
    "tiers": {"seated": 0},
    "repair": {
        "changes": {"value": 0, "proven": True}, "t1": {"proven": True}, "allowed": 0, "dropped": 0, "stopped": [],
        "reseated_from_cancelled": 0, "newly_seated": 0,
    },
}  # fmt: skip
REFUSED, NOT_THERE, NO_SUCH_METHOD = 403, 404, 405


def addresses():
    """Every address of every door: its name with namespace, and its parameters."""
    found = {}

    def walk(patterns, namespace, given):
        for one in patterns:
            named = (*given, *one.pattern.converters)
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, one.namespace or namespace, named)
            else:
                found[f"{namespace}:{one.name}"] = named

    walk(get_resolver().url_patterns, "", ())
    return found


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


class Things(Scene):
    """One thing of each kind; whatever belongs to a unit is of Cao Bằng."""

    def __init__(self):
        super().__init__()
        self.file = nominations.receive(self.call, name="a.xlsx", content=workbook(line()), by=None)
        mine, seated = self.named[0], self.plan
        self.run_made = self.broken_off()
        content = "Họ và tên,Ngày sinh,Khoá học,Từ ngày\nLê Thử Cũ,1/1/1961,Quản lý công,2012\n".encode()
        self.old = histories.receive(name="cu.csv", content=content, by=None, on=DAY)
        saved = histories.receive(name="cu2.csv", content=content.replace(b"1961", b"1962"), by=None, on=DAY)
        histories.save_file(saved, by=None)
        repair = Repair.objects.create(
            call=self.call, plan=seated, problem=seated.problem, created_at=seated.created_at, state="done",
            offers=[{**drafts.as_planned(seated).as_json(), **AN_OFFER}],
        )  # fmt: skip
        day = holidays.put(country="VN", day=date(2027, 6, 1), change="add", name="Nghỉ bù", source="1-TB", by=None)
        busy = BusyDays.objects.create(
            call=self.call, person=mine.person, first_day=date(2027, 10, 1), last_day=date(2027, 10, 9),
            reason="duty", recorded_at=timezone.now(),
        )  # fmt: skip
        hand_in = HandIn.objects.create(call=self.call, started_at=timezone.now(), heartbeat_at=timezone.now())
        word = synonyms.add(meaning="full_name", header="Danh xưng thử", by=None)
        listed = freezing.freeze(self.call, title="Danh sách của lần đi", by=None, on=DAY)
        (request,) = consulted.asked(listed, consulted.body())
        need = Need.objects.create(
            call=self.call, unit=mine.unit, programme="short", task="Việc thử", gap="Thiếu thử", made_at=timezone.now()
        )  # fmt: skip
        paper = RequiredPaper.objects.create(programme="short", name="Giấy thử", valid_from=DAY)
        kept = SavedView.objects.create(
            name="Của mọi người", listing="nominations", audience="all", kept_at=timezone.now(),
            owner=factories.account("chu.khung", role="office"),
        )  # fmt: skip
        self.values = {
            "need": need.pk, "paper": paper.pk,
            **nominating_scene.in_every_state(self.call),
            "consultation": listed.pk, "body": request.body_id, "opinion": request.opinions.first().pk,
            "year": 2027, "slug": OWN, "pair": self.pair.pk, "merge": self.merged().pk, "file": self.file.pk,
            "course": PastCourse.objects.first().pk, "person": mine.person_id, "title": self.title.pk,
            "word": self.word.pk, "code": "NH-01", "pk": busy.pk, "hand_in": hand_in.pk, "nomination": mine.pk,
            "run": self.run_made.pk, "scenario": self.tried_again().pk, "plan": seated.pk, "repair": repair.pk,
            "event": Event.objects.filter(things__kind="person").latest("id").pk, "kind": "person",
            "key": mine.person_id,
            "number": 1, "name": "planned", "other": seated.pk, "reason": "no-room", "ending": "docx",
            "form": "csv", "listing": "nominations", "view": kept.pk,
        }  # fmt: skip
        self.instead = {
            "accounts_": {"pk": factories.account("chi.giu", role="unit", unit=OWN).pk},
            "histories_": {"file": self.old.pk},
            "holidays_": {"pk": day.pk},
            "synonyms_": {"word": word.pk},
        }

    def tried_again(self):
        self.run_made.delete()
        tried = self.tried()
        self.run_made = tried.run
        return tried

    def of(self, name, parameters):
        """The values of an address's parameters."""
        own = next((one for prefix, one in self.instead.items() if name.startswith(prefix)), {})
        return {parameter: own.get(parameter, self.values[parameter]) for parameter in parameters}


@pytest.fixture
def things():
    return Things()


def asked(client, method, address):
    """One request, undone again."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, body


def may(row, role, method):
    return access.may(role, row.asked(method))


def behind_a_right():
    """Name, row of the table and parameters of every address that asks a right."""
    for name, parameters in sorted(addresses().items()):
        route = name.removeprefix("web:")
        if name.startswith("web:") and ROUTES[route].act:
            yield name, ROUTES[route], route, parameters


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


def readable(body):
    """What a reader finds in an answer: its bytes, and those of every part of a packed file."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(packed.read(part) for part in packed.namelist())


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
