"""Doubles among very many: looked for piece by piece, in memory where the records are at hand, with the same result."""

import itertools

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from unit_lists import line, workbook

from doanra.records.models import LikelyPair, Person, Unit
from doanra.records.queries import people_alike
from doanra.stages import doubles, likeness, nominations
from doanra.stages.acting import acting

pytestmark = pytest.mark.django_db
NAMES = ("Nguyễn Thử An", "Nguyễn Thử Ân", "Nguyễn Văn Thử An", "Trần Thử Bình")
BIRTHS = ("1975", "1975-03", "1975-03-12", "1975-12-03", "1980-03-12")


@pytest.fixture
def people(db):
    """Twenty people of two units who are alike in every way that a name and a birth can be."""
    units = itertools.cycle(Unit.objects.filter(slug__in=["p-cao-bang", "p-lang-son"]))
    return [
        factories.person(next(units), full_name=name, birth=birth) for name, birth in itertools.product(NAMES, BIRTHS)
    ]


def found():
    return set(LikelyPair.objects.values_list("first", "second", "strength"))


def test_records_at_hand_are_compared_as_those_read_again(people):
    doubles.flag([one.pk for one in people])
    by_key = found()
    LikelyPair.objects.all().delete()
    doubles.flag_stored(people)
    assert found() == by_key
    assert len(by_key) > 20


def test_pieces_of_questions_find_what_one_question_finds(people, monkeypatch):
    doubles.flag([one.pk for one in people])
    at_once = found()
    LikelyPair.objects.all().delete()
    monkeypatch.setattr(people_alike, "_CHUNK", 3)
    doubles.flag([one.pk for one in people])
    assert found() == at_once


def test_every_pair_of_a_block_is_compared_and_no_other(people):
    traits = list(people_alike.said_by(people).values())
    kin = people_alike.kin()
    wanted = {
        (one.pk, other.pk)
        for one, other in itertools.combinations(sorted(traits), 2)
        if any((key := key_of(one, one.unit_id)) and key == key_of(other, other.unit_id) for key_of in KEYS)
    }
    assert {(one.pk, other.pk) for one, other in likeness.pairs(traits, kin)} == wanted


KEYS = (
    lambda one, unit: (one.search_key, unit),
    lambda one, unit: one.birth and (one.search_key, one.birth.year),
    lambda one, unit: one.birth and one.birth.day and (one.birth, unit, one.search_key.split()[0], one.search_key[-3:]),
)


def test_whoever_is_known_already_is_read_only_where_the_load_touches_them(people):
    """Keys are asked for; of those only who is not at hand is read."""
    first, *others = people
    Person.objects.filter(pk__in=[one.pk for one in others]).update(search_key="khac", birth=None)
    with CaptureQueriesContext(connection) as queries:
        around = people_alike.around(people_alike.said_by([first]).values(), {})
    assert set(around) == {first.pk}
    assert not any("full_name" in query["sql"] for query in queries)


def test_a_load_is_compared_with_itself_and_with_whom_another_unit_sent(db):
    call = factories.call(2027)
    other = nominations.receive(
        call, name="b.xlsx", content=workbook(line("Nguyễn Thử An"), title="TỈNH UỶ LẠNG SƠN"), by=None
    )
    nominations.save_file(other, by=None, on=call.opened_on)
    rows = [line("Nguyễn Thử An", "12/03/1975"), line("Lê Thử Chi", "01/02/1980"), line("Lê Thử Chi", "02/01/1980")]
    file = nominations.receive(call, name="a.xlsx", content=workbook(*rows), by=None)
    nominations.save_file(file, by=None, on=call.opened_on)
    reasons = [pair.reasons for pair in LikelyPair.objects.order_by("pk")]
    assert len(reasons) == 2
    assert {"same_birth", "birth_swapped"} <= set(itertools.chain.from_iterable(reasons))


def test_nobody_is_compared_with_nobody():
    with acting("people.change", by=None, verb="people.search"), CaptureQueriesContext(connection) as queries:
        doubles.flag([])
        doubles.flag_stored([])
    assert not [query for query in queries if "likelypair" in query["sql"]]
