"""The office's table of titles: its edits change what posts mean, and what nobody can read is asked for by number."""

from datetime import date

import factories
import pytest
from unit_lists import line, workbook

from doanra.records.models import Event, FieldWord, Nomination, PostTitle, Unit
from doanra.stages import nominations, posts
from doanra.terms.refusal import NotAllowed, Refused
from doanra.terms.words import Audience

pytestmark = pytest.mark.django_db
NEW = {"pattern": "tư lệnh vùng thử", "unit_kinds": "province", "audience": "D", "band": 4, "leads": True}


@pytest.fixture
def call(db):
    return factories.call(2027)


def reading(position, *, on=date(2026, 9, 15), unit="p-cao-bang"):
    return posts.read(position, "", unit=Unit.objects.get(slug=unit), on=on, titles=posts.table())


def test_loading_again_changes_nothing_and_brings_no_removed_title_back(office):
    before = PostTitle.objects.count(), FieldWord.objects.count()
    assert before > (50, 10)
    posts.remove_title(PostTitle.objects.first(), by=office)
    posts.load(by=None)
    assert (PostTitle.objects.count() + 1, FieldWord.objects.count()) == before


def test_an_added_title_is_read_from_now_on(office):
    assert reading("Tư lệnh vùng thử").unread
    posts.add_title(by=office, values=NEW)
    told = reading("Tư lệnh vùng thử")
    assert (told.audience, told.band, told.leads, told.unread) == (Audience.D, 4, True, "")


def test_a_changed_title_keeps_what_was_not_named(office):
    row = posts.add_title(by=office, values=NEW)
    posts.change_title(row, by=office, values={"band": 3})
    assert (reading("Tư lệnh vùng thử").band, reading("Tư lệnh vùng thử").audience) == (3, Audience.D)


def test_a_title_counts_in_its_period_only(office):
    posts.add_title(by=office, values={**NEW, "valid_to": date(2026, 12, 31)})
    assert reading("Tư lệnh vùng thử", on=date(2026, 12, 31)).band == 4
    assert reading("Tư lệnh vùng thử", on=date(2027, 1, 1)).band is None


def test_a_removed_title_is_unread_again(office):
    posts.remove_title(posts.add_title(by=office, values=NEW), by=office)
    assert reading("Tư lệnh vùng thử").unread == "Tư lệnh vùng thử"


def test_a_word_of_a_field_tells_the_field_until_it_is_taken_out(office):
    posts.add_title(by=office, values={**NEW, "pattern": "giám đốc viện"})
    word = posts.add_field_word(by=office, pattern="viện hải dương thử", field="health-social")
    assert reading("Giám đốc Viện hải dương thử").field == "health-social"
    posts.change_field_word(word, by=office, pattern="viện hải dương thử", field="economy")
    assert reading("Giám đốc Viện hải dương thử").field == "economy"
    posts.remove_field_word(word, by=office)
    assert reading("Giám đốc Viện hải dương thử").field != "economy"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"pattern": "  "}, "title_empty"),
        ({}, "title_empty"),
        ({**NEW, "band": 6}, "band_range"),
        ({**NEW, "band": 0}, "band_range"),
        ({**NEW, "band": "cao"}, "title_wrong"),
        ({**NEW, "audience": "Z"}, "title_wrong"),
        ({**NEW, "field": "magic"}, "title_wrong"),
        ({**NEW, "pattern": "x" * 161}, "title_wrong"),
        ({**NEW, "valid_from": date(2027, 1, 1), "valid_to": date(2026, 1, 1)}, "period_backwards"),
        ({**NEW, "id": 1}, "unknown_column"),
    ],
)
def test_titles_that_would_break_the_reading_are_refused(office, values, code):
    before = list(PostTitle.objects.values_list("pk", "pattern"))
    with pytest.raises(Refused) as refused:
        posts.add_title(by=office, values=values)
    assert refused.value.code == code
    assert list(PostTitle.objects.values_list("pk", "pattern")) == before
    assert posts.table()


@pytest.mark.parametrize(
    ("pattern", "field"), [("", "economy"), ("sở thử", "magic"), ("x" * 161, "economy"), ("sở tài chính", "economy")]
)
def test_words_of_fields_that_make_no_sense_or_stand_already_are_refused(office, pattern, field):
    FieldWord.objects.get_or_create(pattern="sở tài chính", defaults={"field": "economy"})
    before = FieldWord.objects.count()
    with pytest.raises(Refused):
        posts.add_field_word(by=office, pattern=pattern, field=field)
    assert FieldWord.objects.count() == before


def test_what_cannot_be_read_is_listed_the_most_frequent_first(call):
    for position in ("Bính chức", "Ất chức", "Ất chức", "Giám đốc Sở Tài chính", "Đinh chức"):
        nomination = factories.nomination(call, position=position)
        posts.apply(nomination, reading(position))
        nomination.save()
    assert posts.unread(call)[0] == ("Ất chức", 2)
    assert sorted(posts.unread(call)[1:]) == [("Bính chức", 1), ("Đinh chức", 1)]


def test_reading_again_tells_how_many_now_mean_something_else(call, office):
    for _ in range(3):
        nomination = factories.nomination(call, position="Tư lệnh vùng thử")
        posts.apply(nomination, reading("Tư lệnh vùng thử"))
        nomination.save()
    assert posts.reread(call, by=office) == 0
    posts.add_title(by=office, values=NEW)
    assert posts.reread(call, by=office) == 3
    assert set(Nomination.objects.values_list("band", "post_unread")) == {(4, "")}
    assert posts.unread(call) == []
    assert [event.detail for event in Event.objects.filter(verb="posts.reread")] == [{"changed": 3}, {"changed": 0}]


def test_a_post_is_read_again_as_of_the_day_of_the_letter(call, office):
    """A title that ended between the call and the letter: reading again must not bring it back."""
    posts.add_title(by=office, values={**NEW, "valid_to": date(2026, 9, 30)})
    file = nominations.receive(
        call, name="Cao Bang.xlsx", content=workbook(line(position="Tư lệnh vùng thử")), by=office
    )
    file.letter_date = date(2026, 10, 20)
    file.save()
    (saved,) = nominations.save_file(file, by=office, on=date(2026, 10, 25))
    assert saved.band is None
    assert posts.reread(call, by=office) == 0


def test_only_the_office_edits_the_table(inspector):
    row = PostTitle.objects.first()
    for act in (
        lambda: posts.add_title(by=inspector, values=NEW),
        lambda: posts.change_title(row, by=inspector, values={"band": 1}),
        lambda: posts.remove_title(row, by=inspector),
        lambda: posts.add_field_word(by=inspector, pattern="sở thử", field="economy"),
    ):
        with pytest.raises(NotAllowed):
            act()
