"""What the statement for PostgreSQL finds is what the querysets find, for each reach; and marks never matter."""

from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from handed_in import GOOD, page, previewed, text_of

from doanra.records.models import Account, Unit
from doanra.records.queries import search
from doanra.stages import calls, nominations
from doanra.web.home import search as shown

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
TEXTS = ("Hoà Bình", "hòa", "HOÀ", "hoa", "Thuý", "thúy", "lao cai", "cao bang 2027", "2027", "nh-01", "quan tri",
         "2393", "001075000001", "thu", "khong co gi nhu the", "o'brien %")  # fmt: skip


@pytest.fixture
def call(office):
    call = factories.call(2027, on=date(2026, 9, 15))
    factories.course(call, "NH-01", topic="Quản trị địa phương")
    nominations.save_file(previewed(call, GOOD, by=office), by=office, on=DAY)
    for slug in ("p-cao-bang", "p-lao-cai-2025", "p-phu-tho-2025"):
        unit = Unit.objects.get(slug=slug)
        for name in ("Trần Thị Thuý", "Lê Thử Hòa", "Bùi Thử Hoà"):
            factories.nomination(call, unit=slug, person=factories.person(unit, full_name=name))
    unit = Unit.objects.get(slug="p-cao-bang")
    invitation = call.invitations.get(unit__slug="p-dien-bien")
    invitation.letter = "2393-CV/TU"
    invitation.save()
    calls.answer_none(
        call, unit=invitation.unit, letter="2393-CV/TU", letter_on=None, by=office, on=date(2026, 10, 1)
    )  # fmt: skip
    old = factories.call(2023, on=date(2022, 10, 10))
    factories.nomination(old, unit="p-yen-bai", person=factories.person(unit, full_name="Hà Thử Hoà"))
    return call


@pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere the querysets are what is asked")
@pytest.mark.parametrize("role", ["office", "inspector", "unit", "approver", "appraiser", "leader"])
@pytest.mark.parametrize("text", TEXTS)
def test_one_statement_finds_what_the_querysets_find(call, role, text):
    unit = "p-lao-cai-2025" if role in ("unit", "approver") else None
    by = Account.objects.get(pk=factories.account("ai", role=role, unit=unit).pk)
    asked = {kind: search.top(rows(), most=search.SHOWN) for kind, rows in search.kinds(text, by=by).items()}
    with CaptureQueriesContext(connection) as queries:
        found = search.everything(text, by=by)
        hits = {kind: shown._hits(one.first) for kind, one in found.items()}
    assert len(queries) <= 2
    assert {kind: one.count for kind, one in found.items()} == {kind: one.count for kind, one in asked.items()}
    assert hits == {kind: shown._hits(one.first) for kind, one in asked.items()}


@pytest.mark.parametrize("text", ["Hoà", "hòa", "HOÀ", "hoa"])
def test_a_name_is_found_with_and_without_marks_wherever_the_tone_stands(client, office, call, text):
    client.force_login(office)
    found = text_of(page(client, "search", q=text))
    assert found.count("Thử Hoà") == 4 and found.count("Thử Hòa") == 3
    assert "Hoà Bình" in found


@pytest.mark.parametrize("text", ["Thuý", "thúy", "thuy"])
def test_either_place_of_the_tone_in_thuy_is_the_same_word(client, office, call, text):
    client.force_login(office)
    assert text_of(page(client, "search", q=text)).count("Trần Thị Thuý") == 3
