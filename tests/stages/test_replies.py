"""Who had answered on a past day stays told as it was: after other lists, undone files, withdrawals, merged units."""

import io
import zipfile
from datetime import date

import factories
import pytest
from test_nominations import GOOD, OTHER, workbook

from doanra.records.models import DeadlineOf, Nomination, QuotaCounts, QuotaKind, QuotaMode, Unit, UnitKind
from doanra.records.queries import calls as queries
from doanra.stages import calls, deadlines, needs, nominations, papers
from doanra.stages.ledger import Ground, Line
from doanra.stages.nominations import withdrawing
from doanra.stages.nominations.undoing import undo_load
from doanra.stages.quotas import entering
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db
SENT, NOTED, LATER = date(2026, 10, 1), date(2026, 10, 5), date(2026, 11, 20)
DAYS = [date(2026, 9, 30), SENT, date(2026, 10, 4), NOTED, date(2026, 10, 31)]


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def send(call, office):
    def send(*rows, written=SENT, on=NOTED, title="TỈNH UỶ CAO BẰNG"):
        content = workbook(*rows, title=title)
        file = nominations.receive(call, name="danh sach.xlsx", content=content, by=office)
        file.letter_date = written
        file.save()
        nominations.save_file(file, by=office, on=on)
        return file

    return send


def told(call, day=None):
    """The two figures of a day, and who stands behind them."""
    found = queries.answers(call, on=day, dues=True)
    shares = tuple(found.share(kind) for kind in UnitKind)
    return shares, [(one.unit.slug, one.then, one.answered_on, one.due_on) for one in found.asked]


def history(call):
    return [told(call, day) for day in DAYS]


def answered(call, day):
    return [one.unit.slug for one in queries.answers(call, on=day).asked if one.answered]


def test_an_answer_counts_from_the_day_on_which_it_was_noted(call, send):
    send(GOOD)
    assert [answered(call, day) for day in DAYS] == [[], [], [], ["p-cao-bang"], ["p-cao-bang"]]
    (one,) = [one for one in queries.answers(call, on=SENT).asked if one.noted_later]
    assert (one.unit.slug, one.noted_later) == ("p-cao-bang", SENT)
    assert queries.answers(call, on=SENT).share_with_later(UnitKind.PROVINCE) == (1, 34)
    assert not queries.answers(call, on=NOTED).noted_later


def test_another_list_with_an_earlier_letter_leaves_past_days_as_they_were(call, send):
    send(GOOD)
    before = history(call)
    send(OTHER, written=date(2026, 9, 20), on=LATER)
    assert history(call) == before
    assert call.invitations.get(unit__slug="p-cao-bang").answered_on == date(2026, 9, 20)


def test_a_file_that_is_undone_leaves_past_days_as_they_were(call, send, office):
    file = send(GOOD)
    before = history(call)
    undo_load(file, by=office, reason="nhận nhầm", on=LATER)
    assert history(call) == before
    assert answered(call, LATER) == answered(call, None) == []


def test_a_file_of_before_answers_were_kept_leaves_past_days_as_they_were(call, send, office):
    file = send(GOOD)
    invitation = call.invitations.get(unit__slug="p-cao-bang")
    invitation.replies.all().delete()
    before = history(call)
    assert [bool(who) for who in (answered(call, day) for day in DAYS)] == [False, True, True, True, True]
    undo_load(file, by=office, reason="nhận nhầm", on=LATER)
    assert history(call) == before
    assert answered(call, LATER) == []


def test_a_list_of_a_unit_that_nobody_asked_counts_on_the_days_until_it_is_undone_and_when_it_comes_again(
    call, send, office
):
    call.invitations.filter(unit__slug="p-cao-bang").delete()
    before, many = history(call), call.invitations.count()
    file = send(GOOD)
    stood = history(call)
    assert (stood[:3], stood[3][0][0]) == (before[:3], (1, 34))
    undo_load(file, by=office, reason="nhận nhầm", on=LATER)
    assert history(call) == stood
    assert told(call, LATER) == told(call) == before[0]
    assert call.invitations.count() == many
    assert Unit.objects.get(slug="p-cao-bang").pk not in queries.addressed(call)
    again, day = date(2026, 12, 1), date(2026, 11, 25)
    file = send(GOOD, written=again, on=again)
    assert history(call) == stood
    assert (told(call, day), told(call, again)[0][0]) == (before[0], (1, 34))
    assert call.invitations.count() == many + 1
    undo_load(file, by=office, reason="nhận nhầm", on=date(2026, 12, 3))
    assert (history(call), told(call, again)[0][0]) == (stood, (1, 34))
    assert told(call) == told(call, date(2026, 12, 3)) == before[0]


def test_the_first_of_two_files_is_undone_and_the_unit_has_still_answered(call, send, office):
    first = send(GOOD)
    send(OTHER, written=date(2026, 10, 20), on=date(2026, 10, 21))
    before = history(call)
    undo_load(first, by=office, reason="nhận nhầm", on=LATER)
    assert history(call) == before
    assert answered(call, LATER) == ["p-cao-bang"]


@pytest.mark.parametrize("turn", [(0, 1), (1, 0)])
@pytest.mark.parametrize("second", [date(2026, 9, 20), date(2026, 10, 3)])
def test_when_all_files_of_a_unit_are_undone_it_has_not_answered(call, send, office, turn, second):
    """Whichever was sent or is undone first: what one of them found is not put back by the other."""
    files = [send(GOOD), send(OTHER, written=second)]
    before = history(call)
    for number in turn:
        assert answered(call, LATER) == ["p-cao-bang"]
        undo_load(files[number], by=office, reason="nhận nhầm", on=LATER)
    assert answered(call, LATER) == []
    assert not call.invitations.exclude(answered_on=None).exists()
    assert history(call) == before


def test_withdrawals_change_nothing_of_who_answered(call, send, office):
    send(GOOD, OTHER)
    before = history(call)
    for one in Nomination.objects.all():
        withdrawing.withdraw(one, letter="15-CV/TU", reason="", by=office)
    assert history(call) == before
    assert answered(call, LATER) == ["p-cao-bang"]


def test_units_that_are_merged_later_change_nothing_of_who_answered(call, send):
    send(GOOD)
    before = history(call)
    unit = Unit.objects.get(slug="p-cao-bang")
    unit.valid_to = date(2026, 12, 31)
    unit.save()
    unit.names.update(valid_to=unit.valid_to)
    assert history(call) == before


def test_more_time_that_is_given_later_is_not_told_of_an_earlier_day(call, office):
    unit, before = Unit.objects.get(slug="p-cao-bang"), history(call)
    ground = Ground(document="45-CV/TU", reason="bão", on=LATER)
    deadlines.extend(call, unit=unit, kind=DeadlineOf.UNIT, due_on=date(2027, 2, 1), ground=ground, by=office)
    assert history(call) == before
    (one,) = [one for one in queries.answers(call, on=LATER, dues=True).asked if one.unit == unit]
    assert one.due_on == date(2027, 2, 1)


def test_a_letter_that_names_nobody_counts_from_the_day_on_which_it_was_noted(call, office):
    unit = Unit.objects.get(slug="p-cao-bang")
    calls.answer_none(call, unit=unit, letter="45-CV/TU", letter_on=None, on=SENT, noted_on=NOTED, by=office)
    (one,) = [one for one in queries.answers(call, on=NOTED).asked if one.answered]
    assert (one.answered_on, one.names_nobody) == (SENT, True)
    assert answered(call, SENT) == []


def test_a_letter_cannot_have_come_tomorrow(call, office):
    unit = Unit.objects.get(slug="p-cao-bang")
    with pytest.raises(Refused, match="đến hôm nay"):
        calls.answer_none(call, unit=unit, letter="45-CV/TU", letter_on=None, on=LATER, noted_on=NOTED, by=office)


# Reorganisation


@pytest.fixture
def old(db):
    """A call of before 1-7-2025, open beyond it: Yên Bái is asked and becomes part of Lào Cai."""
    return factories.call(2026, on=date(2025, 5, 1), closes_on=date(2025, 12, 31))


def test_the_list_of_the_unit_that_followed_answers_for_the_closed_ones(old, office):
    before = [told(old, day) for day in (date(2025, 6, 1), date(2025, 8, 1))]
    file = nominations.receive(old, name="lc.xlsx", content=workbook(GOOD, title="TỈNH UỶ LÀO CAI"), by=office)
    file.unit, file.letter_date = Unit.objects.get(slug="p-lao-cai-2025"), date(2025, 9, 1)
    file.save()
    nominations.save_file(file, by=office, on=date(2025, 9, 3))
    assert [told(old, day) for day in (date(2025, 6, 1), date(2025, 8, 1))] == before
    assert answered(old, date(2025, 9, 3)) == ["p-lao-cai", "p-yen-bai"]
    assert old.invitations.count() == len(before[0][1])
    undo_load(file, by=office, reason="nhận nhầm", on=date(2025, 9, 10))
    assert answered(old, date(2025, 9, 3)) == ["p-lao-cai", "p-yen-bai"]
    assert answered(old, date(2025, 9, 10)) == answered(old, None) == []


def test_a_letter_that_chases_closed_units_goes_once_to_who_followed(old, office):
    units = [unit.pk for unit in Unit.objects.filter(slug__in=("p-lao-cai", "p-yen-bai", "p-cao-bang"))]
    paper = papers.chaser_letters(old, by=office, on=date(2025, 9, 1), units=units)
    names = zipfile.ZipFile(io.BytesIO(paper.content)).namelist()
    assert [name[3:] for name in names] == ["p-cao-bang.docx", "p-lao-cai-2025.docx"]


def test_who_followed_a_closed_unit_gets_more_time_seats_and_states_needs(old, office):
    unit = Unit.objects.get(slug="p-lao-cai-2025")
    ground = Ground(document="45-CV/TU", reason="sắp xếp lại", on=date(2025, 9, 1))
    deadlines.extend(old, unit=unit, kind=DeadlineOf.UNIT, due_on=date(2026, 2, 1), ground=ground, by=office)
    stated = needs.Stated(programme=Programme.SHORT, task="Đàm phán", gap="chưa ai", people=2)
    assert needs.state(old, unit=unit, stated=stated, by=office).unit == unit
    entering.open_quotas(
        old, mode=QuotaMode.INFORM, counts=QuotaCounts.NOMINATIONS, few=None, ground=ground, by=office
    )  # fmt: skip
    line = Line(kind=QuotaKind.ENTITLED, programme=Programme.SHORT, seats=3, given_to=unit)
    assert entering.enter(old, line=line, ground=ground, by=office).given_to == unit
    old.invitations.filter(unit__slug__in=("p-lao-cai", "p-yen-bai")).delete()
    with pytest.raises(Refused, match="không được mời"):
        needs.state(old, unit=unit, stated=stated, by=office)
