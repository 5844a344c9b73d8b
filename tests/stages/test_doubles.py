"""Likely doubles: found by what agrees, after every load; a decision holds until either record changes."""

from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from unit_lists import HEAD_WITH_NUMBER, line, workbook

from doanra.records.models import LikelyPair, PairState, Unit
from doanra.records.queries.people_alike import Traits
from doanra.stages import doubles, nominations
from doanra.stages.likeness import compare, fingerprint, pairs
from doanra.stages.people import email_key, phone_key
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold


def traits(pk=1, name="Nguyễn Thử Hoà", birth="1975-03-12", **more):
    given = {
        "gender": "male", "party_joined": None, "unit_id": 1, "id_index": "", "phone_index": "", "email_index": "",
    }  # fmt: skip
    born = PartialDate.parse(birth) if birth else None
    return Traits(pk=pk, full_name=name, search_key=fold(name), birth=born, **{**given, **more})


def alike(one, other, kin=None):
    return compare(one, other, kin or {})


@pytest.mark.parametrize("spelling", ["Nguyễn Thử Hòa", "NGUYỄN THỬ HOÀ", "Nguyen Thu Hoa", "Nguyễn Thử Hoà"])
def test_one_name_in_any_spelling_and_one_birth_date_is_likely_in_any_unit(spelling):
    found = alike(traits(), traits(2, spelling, unit_id=2))
    assert found.reasons == ("same_name", "same_birth")
    assert found.strength >= 80


@pytest.mark.parametrize(
    ("birth", "reason"),
    [("1975", "birth_within"), ("1975-03", "birth_within"), ("1975-12-03", "birth_swapped"), ("", "birth_missing"),
     ("1957-03-12", "birth_near")],
)  # fmt: skip
def test_a_birth_date_that_could_be_the_same_is_said_and_weighs_less(birth, reason):
    found = alike(traits(), traits(2, birth=birth))
    assert reason in found.reasons
    assert found.strength < alike(traits(), traits(2)).strength


@pytest.mark.parametrize(
    "other",
    [
        traits(2, "Nguyễn Thử Anh"),
        traits(2, birth="1981-07-30"),
        traits(2, birth="", unit_id=2),
        traits(2, birth="1957-03-12", unit_id=2),
        traits(2, "Nguyễn Khác Hoà", unit_id=2),
    ],
)
def test_what_many_people_share_is_no_likeness(other):
    assert alike(traits(), other) is None


def test_the_number_outweighs_a_changed_name_and_two_numbers_weigh_against():
    number = {"id_index": "x" * 64}
    assert alike(traits(**number), traits(2, "Trần Khác Tên", **number)).strength >= 80
    assert alike(traits(**number), traits(2, "Trần Khác Tên", birth="1990-01-01", unit_id=2, **number))
    against = alike(traits(**number), traits(2, id_index="y" * 64))
    assert "other_number" in against.reasons
    assert against.strength < alike(traits(), traits(2)).strength


def test_a_left_out_middle_name_counts_in_one_unit_and_on_one_day_only():
    assert "other_middle_name" in alike(traits(), traits(2, "Nguyễn Hoà")).reasons
    assert alike(traits(), traits(2, "Nguyễn Hoà", birth="1975")) is None


def test_units_that_went_into_each_other_are_one():
    assert "same_unit" in alike(traits(), traits(2, unit_id=2), {1: 2, 2: 2}).reasons


def test_a_telephone_is_one_however_it_is_written_and_an_address_in_any_capitals():
    assert phone_key("+84 912 345 678") == phone_key("0912.345.678; 0243 1234567") != ""
    assert phone_key("không có") == ""
    assert email_key("AN@Coquan.vn") == email_key("an@coquan.vn (cơ quan)") != ""
    assert email_key("không") == ""


def test_every_pair_comes_once_and_blocks_do_not_grow_with_the_square():
    people = [traits(pk) for pk in range(1, 4)]
    assert [(one.pk, other.pk) for one, other in pairs(people, {})] == [(1, 2), (1, 3), (2, 3)]
    many = [traits(pk, birth=f"19{60 + pk % 30}-{1 + pk % 12:02}-{1 + pk % 28:02}") for pk in range(1, 5_001)]
    assert sum(1 for _ in pairs(many, {})) < 60 * 5_000


def test_the_fingerprint_is_that_of_both_in_either_order():
    one, other = traits(), traits(2)
    assert fingerprint(one, other) == fingerprint(other, one) != fingerprint(one, traits(2, gender="female"))


@pytest.fixture
def call(db):
    return factories.call(2027)


def send(call, *rows, title="TỈNH UỶ CAO BẰNG", **more):
    file = nominations.receive(call, name="a.xlsx", content=workbook(*rows, title=title, **more), by=None)
    return nominations.save_file(file, by=None, on=date(2026, 10, 1))


def two(call):
    """One man in the lists of two units; returns the pair."""
    send(call, line("Nguyễn Thử Hoà"))
    send(call, line("Nguyễn Thử Hòa", programme="Trung hạn"), title="TỈNH UỶ SƠN LA")
    return LikelyPair.objects.get()


def test_a_load_flags_whom_it_names_across_units(call):
    pair = two(call)
    assert (pair.first.unit.slug, pair.second.unit.slug) == ("p-cao-bang", "p-son-la")
    assert pair.state == PairState.OPEN


def test_not_the_same_person_stays_decided_until_either_record_changes(call, office):
    pair = doubles.keep_apart(two(call), by=office, note="Hai người trùng tên")
    doubles.search(by=office)
    doubles.flag([pair.first_id])
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by, pair.note) == ("apart", office, "Hai người trùng tên")
    send(call, line("Nguyễn Thử Hoà", number="001075000001"), head=HEAD_WITH_NUMBER)
    pair.refresh_from_db()
    assert (pair.state, pair.again) == ("open", True)


def test_a_pair_that_is_no_longer_alike_goes_by_itself(call):
    pair = two(call)
    pair.first.full_name, pair.first.search_key = "Lê Thử Khác", fold("Lê Thử Khác")
    pair.first.save()
    doubles.flag([pair.first_id])
    assert not LikelyPair.objects.exists()


def test_searching_everybody_finds_what_flagging_finds(call, office):
    two(call)
    found = list(LikelyPair.objects.values_list("first", "second", "strength", "reasons"))
    LikelyPair.objects.all().delete()
    assert doubles.search(by=office) == 1
    assert list(LikelyPair.objects.values_list("first", "second", "strength", "reasons")) == found


def test_flagging_asks_no_more_for_many(call):
    unit = Unit.objects.get(slug="p-cao-bang")

    def asked(many):
        named = [factories.person(unit, full_name=f"Lê Thử {chr(65 + n)}{many}", birth="1975") for n in range(many)]
        with CaptureQueriesContext(connection) as queries:
            doubles.flag([one.pk for one in named])
        return len(queries)

    assert asked(2) == asked(20)
