"""Asking for one of very many values finds what Django's own way finds."""

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doanra.records.models import Person, Unit
from doanra.terms.dates import PartialDate

pytestmark = pytest.mark.django_db
NAMES = ["Nguyễn “Thử” An", "Trần Thử \\ Bình", "Lê 'Thử' {Chi}", "Phạm Thử, Dũng", "NULL", "null"]


@pytest.fixture
def people(db):
    unit = Unit.objects.get(slug="p-cao-bang")
    return [factories.person(unit, full_name=name, birth=f"19{60 + n}-03") for n, name in enumerate(NAMES)]


@pytest.mark.parametrize("wanted", [NAMES, NAMES[:1], NAMES[2:4], ["nobody"], ["NULL"], []])
def test_texts(people, wanted):
    found = Person.objects.filter(full_name__among=wanted)
    assert {one.full_name for one in found} == set(wanted) & set(NAMES)


def test_keys_and_dates(people):
    keys = {one.pk for one in people[1:4]}
    assert set(Person.objects.filter(pk__among=keys).values_list("pk", flat=True)) == keys
    births = [PartialDate(1960, 3), PartialDate(1962, 3), PartialDate(1960)]
    assert list(Person.objects.filter(birth__among=births).order_by("pk")) == [people[0], people[2]]


def test_what_is_not_known_is_found_by_nothing(people):
    Person.objects.filter(pk=people[0].pk).update(birth=None)
    assert not Person.objects.filter(birth__among=[None]).exists()


def test_a_hundred_thousand_values_are_one_question(people):
    wanted = [*map(str, range(300_000)), NAMES[0]]
    with CaptureQueriesContext(connection) as queries:
        assert Person.objects.get(search_key__among=[*wanted, people[0].search_key]).pk == people[0].pk
    assert len(queries) == 1


def test_the_index_is_looked_into(people):
    if connection.vendor != "postgresql":
        pytest.skip("asks PostgreSQL how it goes about it")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Index" in Person.objects.filter(search_key__among=["a", "b"]).order_by().explain()
