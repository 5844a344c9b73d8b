"""The chain of the trail: whatever is taken out, altered or put in without the key is found, and nothing else."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from doanra.records import chain, guard
from doanra.records.models import Did, Event, EventLink, EventThing, TrailHead
from doanra.records.queries import audit
from doanra.records.queries.audit import Anchor, Fault
from doanra.stages.acting import acting, together

pytestmark = pytest.mark.django_db
ACTS = 7


@pytest.fixture(autouse=True)
def acts(db):
    """Some acts after those that loaded the registers; the number of the first of them, and the last."""
    with connection.cursor() as cursor:
        guard.lift(cursor, vendor=connection.vendor)
    first = audit.anchor().sequence + 1
    for number in range(ACTS):
        with acting("trail.see", by=None, verb=f"trail.look{number}") as act:
            act.touched("person", [(number, Did.CHANGED, [["", "full_name", None, "Ánh", "personal"]])])
            act.detail = {"number": number, "said": "Đồng chí – “Ánh”"}
            act.ground = "12-CV/TU"
    return first, first + ACTS - 1


def remove(event):
    EventLink.objects.filter(event=event).delete()
    event.things.all().delete()
    event.delete()


def event_at(sequence):
    return Event.objects.get(link__sequence=sequence)


def test_an_untouched_trail_is_whole(acts):
    verdict = audit.verify(anchors=(audit.anchor(),))
    assert (verdict.broken, verdict.held) == (None, acts[1])


@pytest.mark.parametrize(
    "values",
    [{"verb": "calls.open"}, {"by_name": "An"}, {"ground": ""}, {"year": 1999}, {"subject_id": 5}, {"role": "office"}],
)
def test_an_altered_event_is_found(acts, values):
    Event.objects.filter(link__sequence=acts[0] + 2).update(**values)
    broken = audit.verify().broken
    assert (broken.fault, broken.sequence) == (Fault.ALTERED, acts[0] + 2)


def test_an_altered_detail_is_found_though_hidden(acts):
    event = event_at(acts[0] + 1)
    event.detail = {**event.detail, "number": 99}
    event.save()
    assert audit.verify().broken.sequence == acts[0] + 1


def test_a_detail_that_cannot_be_deciphered_is_found(acts):
    event = event_at(acts[0] + 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_event SET detail = %s WHERE id = %s", ["h1:AAAA" * 20, event.pk])
    broken = audit.verify().broken
    assert (broken.fault, broken.sequence, broken.event) == (Fault.ALTERED, acts[0] + 1, event.pk)


def test_a_thing_taken_from_an_act_or_added_to_it_is_found(acts):
    event = event_at(acts[0] + 3)
    added = EventThing.objects.create(event=event, kind="person", key=1, did="about")
    assert audit.verify().broken.sequence == acts[0] + 3
    added.delete()
    assert audit.verify().broken is None


def test_a_removed_row_is_found(acts):
    event = event_at(acts[0] + 2)
    remove(event)
    broken = audit.verify().broken
    assert (broken.fault, broken.sequence) == (Fault.REMOVED, acts[0] + 2)


def test_a_removed_row_is_found_though_all_later_ones_are_renumbered(acts):
    event = event_at(acts[0] + 2)
    remove(event)
    for link in EventLink.objects.filter(sequence__gt=acts[0] + 2).order_by("sequence"):
        EventLink.objects.filter(pk=link.pk).update(sequence=link.sequence - 1)
    TrailHead.objects.update(sequence=acts[1] - 1)
    assert audit.verify().broken.sequence == acts[0] + 2


def test_an_event_beside_the_chain_is_found(acts):
    Event.objects.create(at=datetime(2026, 1, 1, tzinfo=UTC), by_name="ai đó", verb="calls.open", subject="")
    assert audit.verify().broken.fault is Fault.INSERTED


def test_a_link_made_without_the_key_does_not_hold(acts, settings):
    kept, settings.TRAIL_KEY = settings.TRAIL_KEY, "another"
    with acting("trail.see", by=None, verb="trail.forged"):
        pass
    settings.TRAIL_KEY = kept
    broken = audit.verify().broken
    assert (broken.fault, broken.sequence) == (Fault.ALTERED, acts[1] + 1)


def cut(from_sequence):
    for event in list(Event.objects.filter(link__sequence__gte=from_sequence)):
        remove(event)


def test_a_tail_that_is_cut_is_found_by_the_head(acts):
    cut(acts[1] - 1)
    broken = audit.verify().broken
    assert (broken.fault, broken.sequence) == (Fault.CUT, acts[1] - 1)


def test_a_tail_cut_by_somebody_who_mends_the_head_leaves_a_head_without_its_seal(acts):
    cut(acts[1])
    last = EventLink.objects.latest("sequence")
    TrailHead.objects.update(sequence=last.sequence, hash=last.hash)
    assert audit.verify().broken.fault is Fault.HEAD
    with acting("trail.see", by=None, verb="trail.later"):
        pass
    assert audit.verify().broken.fault is Fault.HEAD, "no later act may seal it again"


def test_a_head_that_was_taken_away_is_found_whatever_happens_since(acts):
    cut(acts[1])
    TrailHead.objects.all().delete()
    assert audit.verify().broken.fault is Fault.HEAD
    with acting("trail.see", by=None, verb="trail.later"):
        pass
    assert audit.verify().broken.fault is Fault.HEAD


def test_a_head_put_back_as_it_was_on_another_day_is_found_by_the_anchor(acts):
    old = TrailHead.objects.get()
    with acting("trail.see", by=None, verb="trail.later"):
        pass
    kept = audit.anchor()
    cut(acts[1] + 1)
    old.save()
    assert audit.verify().broken is None
    assert audit.verify(anchors=(kept,)).broken.fault is Fault.CUT


@pytest.mark.parametrize("what", ["event_id", "sequence"])
def test_two_rows_that_changed_places_are_found_with_both_places(acts, what):
    one, other = EventLink.objects.filter(sequence__in=(acts[0] + 1, acts[0] + 4)).order_by("sequence")
    EventLink.objects.filter(pk__in=(one.pk, other.pk)).delete()
    if what == "event_id":
        one.event_id, other.event_id = other.event_id, one.event_id
    else:
        one.sequence, other.sequence = other.sequence, one.sequence
    EventLink.objects.bulk_create([one, other])
    broken = audit.verify().broken
    assert (broken.fault, broken.sequence, broken.other) == (Fault.MOVED, acts[0] + 1, acts[0] + 4)


def test_several_rows_taken_out_with_their_links_are_told_from_first_to_last(acts):
    for place in (2, 3):
        remove(event_at(acts[0] + place))
    broken = audit.verify().broken
    assert (broken.fault, broken.sequence, broken.other) == (Fault.REMOVED, acts[0] + 2, acts[0] + 3)


def test_another_trail_of_the_same_length_is_found_by_the_anchor(acts):
    broken = audit.verify(anchors=(Anchor(acts[0], "f" * 64),)).broken
    assert (broken.fault, broken.sequence) == (Fault.ANCHOR, acts[0])


def test_the_walk_asks_as_much_for_few_as_for_many(acts, django_assert_num_queries):
    # links, events, things, no further links, head, rows beside the chain, loads and what binds them
    with django_assert_num_queries(8):
        audit.verify()


def test_what_a_rolled_back_act_would_have_said_is_not_chained(acts):
    with together():
        with pytest.raises(KeyError), transaction.atomic():
            with acting("trail.see", by=None, verb="trail.lost"):
                pass
            raise KeyError
        with acting("trail.see", by=None, verb="trail.kept"):
            pass
    assert audit.verify().held == acts[1] + 1
    assert event_at(acts[1] + 1).verb == "trail.kept"


def test_acts_within_acts_are_chained_in_their_order(acts):
    with acting("trail.see", by=None, verb="trail.outer"):
        for verb in ("trail.first", "trail.second"):
            with acting("trail.see", by=None, verb=verb):
                pass
    verbs = [event_at(acts[1] + place).verb for place in (1, 2, 3)]
    assert (verbs, audit.verify().broken) == (["trail.first", "trail.second", "trail.outer"], None)


@pytest.mark.parametrize("table", guard.TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_the_database_itself_refuses_to_change_the_trail(acts, table, statement):
    EventThing.objects.create(event=event_at(acts[0]), kind="person", key=1, did="about")
    column = {"records_event": "verb = 'x'", "records_eventthing": "key = 9", "records_eventlink": "hash = 'x'"}
    with connection.cursor() as cursor:
        guard.stand(cursor, vendor=connection.vendor)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute(statement.format(table, column[table]))
        guard.lift(cursor, vendor=connection.vendor)


@pytest.mark.parametrize("table", guard.EVERY)
def test_the_guard_stands_again_after_every_migrate(acts, table):
    with connection.cursor() as cursor:
        guard.lift(cursor, vendor=connection.vendor, tables=guard.EVERY)
        assert not triggers(cursor, table)
        for _ in (1, 2):
            call_command("migrate", "records", verbosity=0)
            assert len(triggers(cursor, table)) == 2
        guard.lift(cursor, vendor=connection.vendor, tables=guard.EVERY)


def triggers(cursor, table):
    if connection.vendor == "postgresql":
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass", [table])
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    return cursor.fetchall()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL empties a table by TRUNCATE")
@pytest.mark.parametrize("table", guard.EVERY)
def test_the_database_itself_refuses_to_empty_a_table(acts, table):
    with connection.cursor() as cursor:
        guard.stand(cursor, vendor=connection.vendor, tables=guard.EVERY)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the fixture wrote waits for no further check
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")
        guard.lift(cursor, vendor=connection.vendor, tables=guard.EVERY)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


class Said:
    """What a digest is made of, without a table."""

    at, by_id, by_name, role, unit_id, body_id = datetime(2026, 1, 1, tzinfo=UTC), 1, "An", "office", None, None
    verb, year, ground, subject, subject_id = "calls.open", 2027, "", "call", 1

    def __init__(self, **values):
        vars(self).update(values)


@given(VALUES, VALUES)
def test_two_contents_have_one_digest_only_if_they_are_equal(first, second):
    digests = {chain.Content(Said(detail=chain.plain(one))).hex() for one in (first, second)}
    equal = chain._canonical(chain.plain(first)) == chain._canonical(chain.plain(second))
    assert len(digests) == (1 if equal else 2)
