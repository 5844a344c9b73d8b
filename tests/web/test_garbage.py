"""Garbage in every parameter of every address, in every field of every form: refused in words, never a fault.

The parameters are those that the pages read (found in their source); the fields those of the forms that the pages draw.
Asked on PostgreSQL, which takes less than SQLite does: no number too big, no text too long, no mark that is none.
"""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urlencode, urljoin

import factories
import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import resolve, reverse
from walking import OWN, Things, asked, behind_a_right

from doanra.config import urls

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SOURCE = Path(urls.__file__).resolve().parents[1]
GARBAGE = {
    "a huge number": "9" * 20,
    "more digits than Python reads": "9" * 5000,
    "a negative number": "-1",
    "digits of other scripts": "²٣",
    "a mark that no text holds": "a\x00b",
    "the first day": "0001-01-01",
    "a day that is none": "2027-02-30",
    "the last day": "9999-12-31",
    "very long": "x" * 20_000,
    "a formula of a template": "%s %(a)s {0} {{ 1 }}",
    "quotes": "\"'`;--<script>",
    "a pattern": "(((.*[",
    "pairs": "1:99999999999999999999",
    "not a number": "NaN",
}
READ = re.compile(r'(?:GET|POST|data|asked|given|query)(?:\.get|\.getlist)?[\[(]"([a-z_]{1,20})"')
FIELD = re.compile(r"^    ([a-z_]{1,24})(?:: [\w.\[\]]+)? = (?:forms\.)?\w*(?:Field|Day|Box)\w*\(", re.MULTILINE)


def names():
    """What pages read by name: of the address, of what was sent, and the fields of their forms."""
    found = set()
    for path in SOURCE.glob("web/**/*.py"):
        text = path.read_text(encoding="utf-8")
        found |= {*READ.findall(text), *FIELD.findall(text)}
    return sorted(found)


class Forms(HTMLParser):
    """The forms of a page that act: where they lead, and their fields as they stand."""

    def __init__(self):
        super().__init__()
        self.found, self._form = [], None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._form = {} if given.get("method", "").lower() == "post" else None
            if self._form is not None:
                self.found.append((given.get("action", ""), self._form))
        elif tag in {"input", "select", "textarea"} and self._form is not None and given.get("type") != "file":
            name = given.get("name")
            if name and name != "csrfmiddlewaretoken":
                self._form.setdefault(name, given.get("value") or "1")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None


@pytest.fixture(scope="module")
def things(module_db, tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield Things()


@pytest.fixture
def sane(client, things, db):
    """The office, asking as in service: a fault is an answer with 500, so that all of them are seen."""
    client.raise_request_exception = False
    client.force_login(factories.account("ai", role="office"))
    return client


@pytest.fixture
def a_unit(client, things, db):
    """The same as a unit's clerk, whose forms the office does not see."""
    client.raise_request_exception = False
    client.force_login(factories.account("ai", role="unit", unit=OWN))
    return client


def addresses(things):
    """Every page with what fills its address."""
    return {route: reverse(name, kwargs=things.of(route, given)) for name, _row, route, given in behind_a_right()}


def test_the_names_that_pages_read_are_found():
    assert {"q", "page", "order", "unit", "seen", "draft", "due_on", "document", "source"} <= set(names())


TURNS = range(4)


@pytest.mark.parametrize("turn", TURNS)
def test_no_garbage_in_an_address_is_a_fault(sane, things, turn):
    """Each parameter holds another kind of it, and another one in each turn."""
    bad = [text[:400] for text in GARBAGE.values()]
    query = urlencode({name: bad[(number + 3 * turn) % len(bad)] for number, name in enumerate(names())})
    at_fault = [route for route, at in addresses(things).items() if asked(sane, "get", f"{at}?{query}")[0] >= 500]
    assert at_fault == []


def test_a_mark_that_no_text_holds_is_looked_for_nowhere(sane, things):
    """PostgreSQL takes no text with it: wherever one can look for something, it is left out before."""
    asked_for = addresses(things).items()
    assert [route for route, at in asked_for if asked(sane, "get", f"{at}?q=nguyen%00an")[0] >= 500] == []


def drawn(client, things):
    """The forms of all pages, one of each kind: by the address that they go to and their fields."""
    kinds = {}
    for page in addresses(things).values():
        reader = Forms()
        reader.feed(asked(client, "get", page)[1].decode(errors="replace"))
        for to, fields in reader.found:
            address = urldefrag(urljoin(page, to)).url
            kinds.setdefault((resolve(address.partition("?")[0]).url_name, *sorted(fields)), (address, fields))
    return kinds


def sent_with_garbage(client, kinds):
    """Which forms are at fault when one of their fields holds garbage; each field meets three kinds of it."""
    bad = list(GARBAGE.values())
    for number, (kind, (address, fields)) in enumerate(sorted(kinds.items())):
        for place, field in enumerate(fields):
            for turn in range(3):
                garbage = bad[(number + place + 5 * turn) % len(bad)]
                with transaction.atomic():
                    answer = client.post(address, {**fields, field: garbage})
                    transaction.set_rollback(True)
                if answer.status_code >= 500:
                    yield kind[0], field, garbage[:30]


def test_no_garbage_in_a_form_of_the_office_is_a_fault(sane, things):
    kinds = drawn(sane, things)
    assert len(kinds) > 50
    assert list(sent_with_garbage(sane, kinds)) == []


def test_no_garbage_in_a_form_of_a_unit_is_a_fault(a_unit, things):
    kinds = drawn(a_unit, things)
    assert len(kinds) > 10
    assert list(sent_with_garbage(a_unit, kinds)) == []


OF_A_PASSKEY = (
    "{}", '{"id": "a"}', '{"id": "a", "rawId": "a", "response": {}}', "9" * 5000, "[" * 50_000, "null", "\x00",
)  # fmt: skip


@pytest.mark.parametrize("credential", OF_A_PASSKEY)
def test_no_garbage_at_the_door_of_passkeys_is_a_fault(client, credential):
    client.raise_request_exception = False
    door = reverse("mfa_login_webauthn")
    client.get(door)
    assert client.post(door, {"credential": credential}).status_code in {302, 429}
