"""Quotas hold for lists as for forms: where they limit, a row beyond the seats is refused, else it is told."""

import factories
import pytest
from nominating_scene import DAY, letter, told
from quota_acts import give, switched_on
from unit_lists import line, workbook

from doanra.records.models import (
    FileRow,
    FileState,
    Nomination,
    NominationDraft,
    QuotaKind,
    QuotaMode,
    RowOutcome,
    SourceFile,
)
from doanra.records.queries import quotas as queries
from doanra.stages import nominations
from doanra.stages.nominating import drafting, submitting
from doanra.stages.nominations.saving import save_file
from doanra.stages.nominations.seats import Askings
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db

NAMES = ("Nguyễn Thử An", "Trần Thử Bình", "Lê Thử Chi")


@pytest.fixture
def office():
    return factories.account("van.phong", role="office")


def received(call, office, *names):
    rows = [line(name, f"{number:02}/03/1975") for number, name in enumerate(names, 1)]
    return nominations.receive(call, name="a.xlsx", content=workbook(*rows), by=office)


def outcomes(file):
    return [(row.fields["full_name"], row.outcome) for row in file.rows.order_by("pk")]


def test_a_row_beyond_the_seats_is_refused_with_its_reason_and_the_others_are_saved(call, office):
    give(call, seats=2)
    switched_on(call, QuotaMode.LIMIT)
    file = received(call, office, *NAMES)
    file.refresh_from_db()
    assert (file.rows_read, file.rows_accepted, file.rows_refused) == (3, 2, 1)
    row = file.rows.get(outcome=RowOutcome.REFUSED.value)
    assert row.fields["full_name"] == "Lê Thử Chi"
    (problem,) = [one for one in row.problems if one["code"] == "quota_full"]
    assert "có 2 chỗ ngắn hạn năm 2027, còn 2; đây là người mới thứ 3" in problem["message"]
    assert len(save_file(file, by=office, on=DAY)) == 2
    assert queries.used(call)[file.unit_id, "short"] == 2


def test_seats_given_meanwhile_are_seen_when_the_list_is_saved_and_those_taken_too(call, office):
    give(call, seats=1)
    switched_on(call, QuotaMode.LIMIT)
    file, other = received(call, office, *NAMES[:2]), received(call, office, NAMES[2])
    assert outcomes(file)[1] == (NAMES[1], "refused")
    give(call, seats=1, kind=QuotaKind.CARRIED)
    assert len(save_file(file, by=office, on=DAY)) == 2
    assert save_file(other, by=office, on=DAY) == []
    other.refresh_from_db()
    assert (other.rows_accepted, other.rows_refused, other.state) == (0, 1, FileState.SAVED.value)


def test_the_units_own_order_says_who_comes_first():
    askings = Askings()
    for key, priority in ((1, 3), (2, None), (3, 1)):
        askings.note(FileRow(pk=key, fields={"programme": "short", "priority": priority}), None)
    assert askings.beyond({Programme.SHORT: 1}) == {1: (Programme.SHORT, 2), 2: (Programme.SHORT, 3)}
    assert askings.beyond({Programme.SHORT: -1}).keys() == {1, 2, 3}


def test_who_stands_already_asks_for_no_seat(call, office):
    give(call, seats=1)
    save_file(received(call, office, NAMES[0]), by=office, on=DAY)
    switched_on(call, QuotaMode.LIMIT)
    file = nominations.receive(
        call, name="b.xlsx", content=workbook(line(NAMES[0], "01/03/1975", "Giám đốc Sở Tài chính")), by=office
    )
    assert outcomes(file) == [(NAMES[0], "accepted")]


def test_where_quotas_inform_the_row_is_taken_and_told(call, office):
    give(call, seats=1)
    file = received(call, office, *NAMES[:2])
    file.refresh_from_db()
    assert (file.rows_accepted, file.rows_refused, file.rows_warned) == (2, 0, 1)
    assert len(save_file(file, by=office, on=DAY)) == 2
    assert SourceFile.objects.get().rows.last().problems[0]["code"] == "quota_over"


def test_a_year_without_quotas_says_nothing(call, office):
    switched_on(call, QuotaMode.OFF)
    file = received(call, office, *NAMES)
    assert not any(row.problems for row in file.rows.all())


def test_a_form_is_refused_as_a_whole(call, office):
    give(call, seats=1)
    switched_on(call, QuotaMode.LIMIT)
    clerk = factories.account("soan", role="unit", unit="p-cao-bang")
    drafts = [
        drafting.start(call, answers=told(name, birth_date=f"0{day}/03/1975"), by=clerk, on=DAY)
        for day, name in enumerate(NAMES[:2], 1)
    ]
    with pytest.raises(Refused) as refused:
        submitting.submit(call, drafts={one.pk: 1 for one in drafts}, letter=letter(), by=clerk, on=DAY)
    assert refused.value.code == "quota_full"
    assert not Nomination.objects.exists() and NominationDraft.objects.filter(state="draft").count() == 2
