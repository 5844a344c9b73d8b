"""Dates as exact as their source, and numbers that nobody reads at rest but that are found again."""

from datetime import date

import pytest
from django.core import serializers
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from doanra.records.fields import HiddenTextField, PartialDateField, blind_index
from doanra.records.models import Person, Unit
from doanra.terms.dates import PartialDate

NUMBER = "001075000001"
DATES = [PartialDate(1975), PartialDate(1975, 8), PartialDate(1975, 8, 5), None]


def person(**values):
    unit = Unit.objects.get(slug="p-cao-bang")
    return Person.objects.create(full_name="Nguyễn Thử An", search_key="x", sort_key="x", unit=unit, **values)


def at_rest(column, pk):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM records_person WHERE id = %s", [pk])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("value", DATES)
def test_a_date_comes_back_as_exact_as_it_was(value):
    made = person(birth=value)
    assert Person.objects.get(pk=made.pk).birth == value
    assert at_rest("birth", made.pk) == (value and value.iso())
    assert Person.objects.filter(birth=value).get() == made


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(1, 3))
def test_every_date_keeps_its_exactness_on_the_way(day, exactness):
    value = PartialDate(*(day.year, day.month, day.day)[:exactness])
    field = PartialDateField()
    assert field.from_db_value(field.get_prep_value(value)) == value
    assert field.to_python(value.iso()) == value


@pytest.mark.parametrize("value", [date(1975, 8, 5), "1975-08-05", PartialDate(1975, 8, 5)])
def test_days_and_their_texts_are_stored_alike(value):
    assert PartialDateField().get_prep_value(value) == "1975-08-05"


@pytest.mark.parametrize("value", ["", None])
def test_nothing_known_is_null(value):
    assert PartialDateField().get_prep_value(value) is None


@pytest.mark.parametrize("value", ["05/08/1975", "1975-13", "1975-02-30", "gần 1975"])
def test_what_is_no_date_is_never_stored(value):
    with pytest.raises(ValueError, match=r"."):
        PartialDateField().get_prep_value(value)


@pytest.mark.django_db
def test_dates_are_put_in_order_the_less_exact_first():
    for value in ("1975-08-05", "1975", "1974-12-31", "1975-08"):
        person(birth=value)
    found = Person.objects.order_by("birth").values_list("birth", flat=True)
    assert [one.iso() for one in found] == ["1974-12-31", "1975", "1975-08", "1975-08-05"]


@pytest.mark.django_db
def test_a_number_is_unreadable_at_rest_and_read_by_the_program():
    made = person(id_number=NUMBER)
    stored = at_rest("id_number", made.pk)
    assert NUMBER not in stored
    assert NUMBER[:6] not in stored
    assert Person.objects.get(pk=made.pk).id_number == NUMBER


@pytest.mark.django_db
def test_two_equal_numbers_look_different_at_rest_and_are_found_by_their_index():
    one, other = (person(id_number=NUMBER, id_index=blind_index(NUMBER)) for _ in range(2))
    assert at_rest("id_number", one.pk) != at_rest("id_number", other.pk)
    assert set(Person.objects.filter(id_index=blind_index(NUMBER))) == {one, other}
    assert not Person.objects.filter(id_index=blind_index("001075000002")).exists()


@pytest.mark.django_db
def test_no_number_stays_empty():
    made = person()
    assert at_rest("id_number", made.pk) == ""
    assert Person.objects.get(pk=made.pk).id_number == ""


def test_the_index_tells_nothing_without_the_key(settings):
    before = blind_index(NUMBER)
    assert len(before) == 64
    settings.PERSONAL_DATA_KEY = "another key"
    assert blind_index(NUMBER) != before


def test_a_number_cannot_be_searched_readably():
    with pytest.raises(TypeError, match="id_index"):
        Person.objects.filter(id_number=NUMBER)
    with pytest.raises(TypeError, match="id_index"):
        Person.objects.filter(id_number__contains="001")


@given(st.text())
def test_every_text_comes_back(text):
    field = HiddenTextField()
    assert field.from_db_value(field.get_prep_value(text)) == text


@pytest.mark.django_db
def test_a_person_is_carried_to_another_installation_whole():
    made = person(birth=PartialDate(1975, 8), id_number=NUMBER)
    (back,) = serializers.deserialize("json", serializers.serialize("json", [made]))
    assert (back.object.birth, back.object.id_number) == (PartialDate(1975, 8), NUMBER)
