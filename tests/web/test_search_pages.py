"""The search: without accents, by beginnings of words, and only in what the account may see."""

from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from handed_in import GOOD, page, previewed, text_of

from doanra.records.models import Person, Unit
from doanra.stages import nominations

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def call(db):
    return factories.call(2027, on=date(2026, 9, 15))


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_search_needs_no_accents_and_looks_at_beginnings_of_words(clerk, call):
    unit = Unit.objects.get(slug="p-cao-bang")
    found = factories.nomination(call, person=factories.person(unit, full_name="Đặng Thị Ổn"))
    factories.nomination(call, person=factories.person(unit, full_name="Lê Bổn"))
    text = text_of(page(clerk, "search", q="dang on"))
    assert "Đặng Thị Ổn" in text
    assert f"/2027/appraisals/{found.pk}/" in text
    assert "Lê Bổn" not in text_of(page(clerk, "search", q="on"))


def test_a_search_finds_units_courses_files_and_letters(clerk, office, call):
    factories.course(call, "NH-01", topic="Quản trị địa phương")
    file = previewed(call, GOOD, by=office)
    nominations.save_file(file, by=office, on=DAY)
    invitation = call.invitations.first()
    invitation.letter = "2393-CV/TU"
    invitation.save()
    assert "/units/p-cao-bang/" in text_of(page(clerk, "search", q="cao bang"))
    assert "Cao Bang.xlsx" in text_of(page(clerk, "search", q="cao bang"))
    assert "Quản trị địa phương" in text_of(page(clerk, "search", q="quan tri"))
    assert "NH-01" in text_of(page(clerk, "search", q="nh-01"))
    assert "2393-CV/TU" in text_of(page(clerk, "search", q="2393"))


def test_a_whole_identity_number_finds_its_person(clerk, office, call):
    nominations.save_file(previewed(call, GOOD, by=office), by=office, on=DAY)
    assert "Nguyễn Thử An" in text_of(page(clerk, "search", q="001075000001"))
    assert "Nguyễn Thử An" not in text_of(page(clerk, "search", q="001075"))


def test_a_search_shows_each_account_only_what_it_may_see(client, stranger, call):
    other = factories.nomination(call, unit="p-lang-son")
    own = factories.nomination(call)
    client.force_login(stranger)
    family = other.person.full_name.split()[1]
    text = text_of(page(client, "search", q=family))
    assert own.person.full_name in text
    assert other.person.full_name not in text
    client.force_login(factories.account("hoc", role="participant"))
    text = text_of(page(client, "search", q=family))
    assert own.person.full_name not in text


def test_twenty_of_a_kind_and_the_rest_on_pages(clerk, call):
    unit = Unit.objects.get(slug="p-cao-bang")
    for number in range(25):
        factories.person(unit, full_name=f"Trần Thử Lâm {number:02d}")
    text = text_of(page(clerk, "search", q="lam"))
    assert "Xem cả 25" in text
    assert text.count("Trần Thử Lâm") == 20
    assert text_of(page(clerk, "search", q="lam", only="people")).count("Trần Thử Lâm") == 25


@pytest.mark.parametrize("text", ["", "a", "   ", "%", "'"])
def test_too_little_to_search_for_is_said(clerk, call, text):
    assert "Ghi ít nhất 2 chữ" in text_of(page(clerk, "search", q=text))


def test_a_search_asks_no_more_for_more_people(clerk, call):
    counts = []
    for many in (1, 3):
        factories.nominations(call, many)
        counts.append(asked(clerk, "/search/?q=thu"))
    assert Person.objects.count() == 4
    assert counts[0] == counts[1] <= 30
