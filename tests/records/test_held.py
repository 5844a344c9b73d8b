"""What a load holds is bound to its event: whoever alters, adds or takes out a change of it is found, at its row."""

from datetime import date

import factories
import pytest
from django.db import connection
from unit_lists import HEAD_WITH_NUMBER, line, workbook

from doanra.records import guard
from doanra.records.chain import Held
from doanra.records.models import ChangedThing, Event, EventThing, LoadChange
from doanra.records.queries import audit, held
from doanra.records.queries.audit import Fault
from doanra.stages import nominations
from doanra.stages.nominations.changes import as_told

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
NAMES = ("Nguyễn Thử An", "Trần Thử Bình", "Lê Thử Chi")


@pytest.fixture
def load(db, office):
    """A saved list of three people, and its event."""
    with connection.cursor() as cursor:
        guard.lift(cursor, vendor=connection.vendor, tables=guard.EVERY)
    content = workbook(*(line(name) for name in NAMES))
    file = nominations.receive(factories.call(2027), name="danh sach.xlsx", content=content, by=office)
    nominations.save_file(file, by=office, on=DAY)
    return Event.objects.get(verb="nominations.save")


def changes(load, **wanted):
    return LoadChange.objects.filter(file=load.subject_id, **wanted).order_by("pk")


def broken():
    return audit.verify().broken


def test_an_untouched_load_is_whole_and_bound(load):
    verdict = audit.verify()
    assert (verdict.broken, verdict.unbound) == (None, 0)
    assert load.detail["held"]["rows"] == changes(load).count() > 6


def test_a_changed_value_is_found_at_its_row(load):
    one = changes(load, thing=ChangedThing.PERSON.value)[1]
    one.after = {**one.after, "full_name": "Nguyễn Thử Khác"}
    one.save()
    found = broken()
    assert (found.fault, found.sequence, found.event) == (Fault.LOAD, load.link.sequence, load.pk)
    assert (found.thing, found.row) == (("person", one.thing_id), one.row)


def test_a_value_exchanged_for_that_of_another_is_found(load):
    first, second = changes(load, thing=ChangedThing.PERSON.value)[:2]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_loadchange SET after = (SELECT after FROM records_loadchange WHERE id = %s) WHERE id = %s",
            [second.pk, first.pk],
        )
    assert broken().thing == ("person", first.thing_id)


@pytest.mark.parametrize("stored", ["h1:AAAA", "h1:" + "AAAA" * 20, "not JSON", '{"full_name": "Ai"}'])
def test_a_value_written_without_the_key_is_found(load, stored):
    one = changes(load)[2]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_loadchange SET after = %s WHERE id = %s", [stored, one.pk])
    assert broken().thing == (one.thing, one.thing_id)


@pytest.mark.parametrize("place", [0, 3])
def test_a_change_taken_out_is_found_where_it_was(load, place):
    gone, after = changes(load)[place : place + 2]
    gone.delete()
    assert broken().thing == (after.thing, after.thing_id)


def test_the_last_change_taken_out_and_all_of_them_are_found(load):
    changes(load).last().delete()
    assert (broken().fault, broken().thing) == (Fault.LOAD, None)
    changes(load).delete()
    assert broken().fault is Fault.LOAD


def test_a_change_put_in_is_found(load):
    put = LoadChange.objects.create(file_id=load.subject_id, thing="person", thing_id=10**6, after={})
    assert broken().thing == ("person", put.thing_id)


def test_a_load_from_before_is_told_of_and_no_fault(load, office):
    other = nominations.receive(factories.call(2028), name="a.xlsx", content=workbook(line(NAMES[0])), by=office)
    LoadChange.objects.create(file=other, thing="person", thing_id=1, after={})
    assert (audit.verify().broken, audit.verify().unbound) == (None, 1)


def test_the_values_of_what_a_load_added_are_read_from_the_load(load, django_assert_num_queries):
    things = list(EventThing.objects.filter(event=load, did="added"))
    with django_assert_num_queries(3):
        found = held.of(things)
    told = {name: new for thing in things for _, name, old, new, _ in tell(found[thing.pk]) if old is None}
    assert told["full_name"] in NAMES
    assert {"unit", "position", "state"} <= set(told)


def tell(held_of_one):
    return [change for one in held_of_one for change in as_told(one)]


def test_numbers_are_only_marked(db, office):
    content = workbook(line(NAMES[0], number="001075000001"), head=HEAD_WITH_NUMBER)
    file = nominations.receive(factories.call(2027), name="a.xlsx", content=content, by=office)
    nominations.save_file(file, by=office, on=DAY)
    told = [change for one in LoadChange.objects.all() for change in as_told(one)]
    assert ["", "id_index", None, None] in [change[:4] for change in told]


@pytest.mark.parametrize(("each", "rows"), [(1, 5), (3, 7), (10, 4)])
def test_a_piece_that_differs_is_named(each, rows):
    for wrong in range(rows):
        one, other = Held(each=each), Held(each=each)
        for row in range(rows):
            one.add("x", row, None, {})
            other.add("x", row, None, {"a": 1} if row == wrong else {})
        assert Held.differs_at(one.said(), other.said()) == wrong // each * each
