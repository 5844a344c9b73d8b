"""Who a row of a list means: somebody known, or somebody new. Two people are never made one."""

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doanra.records.models import Person, Unit
from doanra.stages.people import Particulars, Register
from doanra.terms.dates import PartialDate

pytestmark = pytest.mark.django_db
BIRTH = PartialDate(1975, 3, 12)


def unit(slug="p-cao-bang"):
    return Unit.objects.get(slug=slug)


def says(name="Nguyễn Thử An", *, birth=BIRTH, **more):
    return Particulars(full_name=name, birth=birth, **more)


def take(row, *, slug="p-cao-bang"):
    return Register(unit(slug), [row]).take(row)


def find(row, *, slug="p-cao-bang"):
    return Register(unit(slug), [row]).find(row)


def test_the_same_name_and_birth_in_one_unit_is_one_person():
    person = take(says())
    assert find(says("NGUYỄN THỬ AN")) == person
    assert take(says()) == person
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        says("Nguyễn Thử Anh"),
        says(birth=PartialDate(1975, 3, 13)),
        says(birth=PartialDate(1975)),
        says(birth=None),
    ],
)
def test_another_name_or_another_birth_is_somebody_else(other):
    take(says())
    assert find(other) is None


def test_namesakes_born_on_one_day_in_two_units_are_two_people():
    take(says())
    assert find(says(), slug="p-son-la") is None
    take(says(), slug="p-son-la")
    assert Person.objects.count() == 2


def test_a_unit_finds_the_people_of_the_units_that_went_into_it_and_they_are_its_own_now():
    heir = Unit.objects.filter(valid_to=None, origins__predecessor__kind="province").first()
    origin = heir.origins.exclude(predecessor=heir).first().predecessor
    person = take(says(), slug=origin.slug)
    assert find(says(), slug=heir.slug) == person
    assert take(says(), slug=heir.slug).unit == heir
    assert find(says(), slug=origin.slug) is None  # a list of a unit that is gone names nobody of today's


def test_the_identity_number_finds_a_person_in_whatever_unit():
    person = take(says(id_number="001075000001"))
    assert find(says(id_number="001075000001"), slug="p-son-la") == person


def test_two_numbers_are_two_people_though_name_and_birth_agree():
    take(says(id_number="001075000001"))
    assert find(says(id_number="001075000002")) is None


def test_a_number_copied_into_a_wrong_line_makes_nobody_somebody_else():
    an = take(says(id_number="001075000001"))
    wrong = says("Trần Thử Bình", birth=PartialDate(1980, 2, 1), id_number="001075000001")
    register = Register(unit(), [wrong])
    assert register.find(wrong) is None
    assert register.someone_else(wrong) == an
    binh = register.take(wrong)
    assert (binh.full_name, binh.id_number) == ("Trần Thử Bình", "")
    assert find(says(id_number="001075000001")) == an


def test_what_was_empty_is_filled_and_what_was_wrong_is_mended():
    person = take(says(birth=PartialDate(1975), id_number="001075000001"))
    take(says(birth=BIRTH, id_number="001075000001", gender="male", party_joined=PartialDate(2001, 2)))
    take(says("Nguyễn Thử Ân", birth=BIRTH, id_number="001075000001"))
    person.refresh_from_db()
    assert (person.full_name, person.birth, person.gender) == ("Nguyễn Thử Ân", BIRTH, "male")
    assert (person.party_joined, person.search_key) == (PartialDate(2001, 2), "nguyen thu an")


@pytest.mark.parametrize("worse", ["NGUYỄN THỬ ÂN", "Nguyen Thu An"])
def test_a_sloppier_spelling_changes_no_name(worse):
    take(says("Nguyễn Thử Ân"))
    assert take(says(worse)).full_name == "Nguyễn Thử Ân"


def test_a_less_exact_date_takes_nothing_away():
    person = take(says(id_number="001075000001"))
    row = says(birth=PartialDate(1975), id_number="001075000001")
    register = Register(unit(), [row])
    assert not register.learns(person, row)
    assert register.take(row).birth == BIRTH


def test_two_rows_of_one_list_are_one_person():
    rows = [says(), says(id_number="001075000001"), says(gender="male", id_number="001075000001")]
    register = Register(unit(), rows)
    assert len({register.take(row).pk for row in rows}) == 1
    assert Person.objects.get().id_number == "001075000001"


def test_a_person_without_birth_date_is_the_same_only_within_the_unit():
    person = take(says(birth=None))
    assert find(says(birth=None)) == person
    assert find(says(birth=None), slug="p-son-la") is None


def test_finding_asks_the_database_no_more_for_many_rows():
    def asked(many):
        rows = [says(f"Nguyễn Thử {chr(65 + number)}") for number in range(many)]
        with CaptureQueriesContext(connection) as queries:
            register = Register(unit(), rows)
            for row in rows:
                register.find(row)
        return len(queries)

    assert asked(2) == asked(20)


def test_a_person_is_found_by_factories_keys_as_by_lists():
    made = factories.person(unit(), full_name="Lê Thử Chi", birth="1981-01-02")
    assert find(says("Lê Thử Chi", birth=PartialDate(1981, 1, 2))) == made
