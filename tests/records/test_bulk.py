"""Records added in bulk read back as they were told, on either database, and break as the database says."""

from datetime import date

import factories
import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from doanra.records import bulk
from doanra.records.fields import blind_index
from doanra.records.models import (
    ChangedThing,
    Evidence,
    FileState,
    LikelyPair,
    LoadChange,
    Nomination,
    Person,
    SourceFile,
    Unit,
)
from doanra.terms.dates import PartialDate

pytestmark = pytest.mark.django_db
AWKWARD = ["\\N", "a\tb", "c\\.", 'd"e', "g\\", "Nguyễn Thử \\n Hoà", ""]


@pytest.fixture
def unit(db):
    return Unit.objects.get(slug="p-cao-bang")


def people(unit, *names):
    return [
        Person(
            full_name=name, unit=unit, birth=PartialDate(1975, 3), id_number=f"00{n}", id_index=blind_index(f"00{n}")
        )
        for n, name in enumerate(names)
    ]


@pytest.mark.parametrize("model", [Person, Nomination, Evidence, LikelyPair, LoadChange])
def test_a_new_object_is_as_its_model_makes_it(model):
    slow, quick = model(), bulk.new(model)
    slow.__dict__.pop("_state")
    assert vars(bulk.new(model)).pop("_state").adding
    assert {name: value for name, value in vars(quick).items() if name != "_state"} == vars(slow)


def test_new_objects_share_nothing():
    one, other = bulk.new(LikelyPair), bulk.new(LikelyPair)
    one.reasons.append("same_name")
    assert other.reasons == []
    assert one._state is not other._state


def test_a_new_object_knows_what_it_points_to(unit):
    made = bulk.new(Person, full_name="Nguyễn Thử An", unit=unit, birth=PartialDate(1975))
    assert (made.unit, made.unit_id, made.full_name, made.pk) == (unit, unit.pk, "Nguyễn Thử An", None)
    made.save()
    assert Person.objects.get().birth == PartialDate(1975)


def test_what_is_told_is_read_back(unit):
    made = people(unit, *AWKWARD)
    bulk.insert(made)
    read = Person.objects.in_bulk([one.pk for one in made])
    assert [read[one.pk].full_name for one in made] == AWKWARD
    for one in made:
        assert not one._state.adding
        for field in Person._meta.concrete_fields:
            assert getattr(read[one.pk], field.attname) == getattr(one, field.attname)


def test_numbers_lie_unreadable(unit):
    bulk.insert(people(unit, "Nguyễn Thử An"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM records_person")
        assert "000" not in cursor.fetchone()[0]


def test_later_records_have_keys_of_their_own(unit):
    first, second = people(unit, "Nguyễn Thử An", "Trần Thử Bình")
    bulk.insert([first])
    between = factories.person(unit, full_name="Lê Thử Chi")
    bulk.insert([second])
    assert first.pk < between.pk < second.pk


def test_what_was_stored_after_it_was_pointed_to_is_found(unit):
    call = factories.call(2027)
    (person,) = people(unit, "Nguyễn Thử An")
    nomination = Nomination(call=call, unit=unit, person=person, programme="NH")
    paper = Evidence(nomination=nomination, kind="health", outcome=True, on=date(2026, 12, 31))
    before = timezone.now()
    for one in (person, nomination, paper):
        bulk.insert([one])
    read = Evidence.objects.select_related("nomination").get()
    assert read.nomination.person_id == person.pk == nomination.person_id
    assert read.on == date(2026, 12, 31)
    assert before <= read.recorded_at == paper.recorded_at <= timezone.now()


def test_lists_in_a_column_are_kept(unit):
    first, second = people(unit, "Nguyễn Thử An", "Nguyễn Thử An")
    bulk.insert([first, second])
    pair = LikelyPair(first=first, second=second, strength=85, reasons=["same_name"], found_at=timezone.now())
    bulk.insert([pair])
    assert LikelyPair.objects.get().reasons == ["same_name"]


def test_nothing_is_added_to_nothing(unit):
    with CaptureQueriesContext(connection) as queries:
        bulk.insert([])
    assert not queries


def test_a_broken_constraint_is_said_and_adds_nothing(unit):
    call = factories.call(2027)
    (person,) = people(unit, "Nguyễn Thử An")
    bulk.insert([person])
    twice = [Nomination(call=call, unit=unit, person=person, programme="NH") for _ in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(twice)
    assert not Nomination.objects.exists()


def test_a_text_that_is_too_long_is_not_cut(unit):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL looks at the length of a text")
    with pytest.raises(DataError), transaction.atomic():
        bulk.insert(people(unit, "a" * 121))


@pytest.fixture
def file(unit):
    call = factories.call(2027)
    return SourceFile.objects.create(
        call=call, unit=unit, name="a.xlsx", size=1, received_at=timezone.now(), state=FileState.PREVIEW.value
    )


COLUMNS = ("file_id", "row_id", "thing", "thing_id", "before", "after")


def changes(file, many):
    for number in range(many):
        before = None if number % 2 else {"full_name": "Nguyễn “Thử” \\ An"}
        yield file.pk, None, ChangedThing.PERSON.value, number, before, {"full_name": f"Trần Thử {number}"}


def test_values_without_objects_are_read_back_in_their_order(file):
    bulk.insert_values(LoadChange, COLUMNS, changes(file, 2_003))
    read = list(LoadChange.objects.order_by("pk").values_list(*COLUMNS))
    assert read == list(changes(file, 2_003))


def test_values_take_one_statement_where_the_database_can_copy(file):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL copies")
    with CaptureQueriesContext(connection) as queries:
        bulk.insert_values(LoadChange, COLUMNS, changes(file, 2_003))
    assert [query["sql"].split(" ")[0] for query in queries] == ["COPY"]


def test_values_that_break_off_add_nothing(file):
    def broken():
        yield from changes(file, 1_500)
        raise KeyError("the source broke off")

    with pytest.raises(KeyError), transaction.atomic():
        bulk.insert_values(LoadChange, COLUMNS, broken())
    assert not LoadChange.objects.exists()


def test_a_thing_told_twice_is_refused_by_the_database(file):
    rows = [*changes(file, 2), *changes(file, 1)]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_values(LoadChange, COLUMNS, rows)
