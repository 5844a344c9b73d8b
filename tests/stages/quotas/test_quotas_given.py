"""How quotas are first proposed, come by workbook, and are topped up."""

import factories
import pytest
from quota_acts import DAY, GROUND, SHORT, give, row, switched_on, unit, whole

from doanra.documents.quota_sheet import QuotaSheet, render_quota_sheet
from doanra.intake.sheets.quotas import read_quotas
from doanra.records.models import Unit
from doanra.records.queries import quotas as queries
from doanra.stages.quotas import loading, sharing, topping
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def test_equal_shares_leave_the_rest_not_given():
    call = switched_on(factories.call(2027, target_short=170))
    shares = sharing.proposal(call, programme=SHORT, way=sharing.Way.EQUAL)
    assert {one.seats for one in shares} == {2}
    assert len(shares) == 81
    assert sharing.share_out(call, programme=SHORT, way=sharing.Way.EQUAL, ground=GROUND, by=None) == 81
    assert queries.table(call, programmes=[SHORT]).not_given == 8
    assert whole(call)


def test_equal_shares_of_too_few_seats_are_refused(call):
    with pytest.raises(Refused) as refused:
        sharing.proposal(call, programme=SHORT, way=sharing.Way.EQUAL)
    assert refused.value.code == "too_few_to_share"


def test_shares_by_last_year_give_out_all_and_follow_the_units_of_now(call):
    before = factories.call(2025)
    factories.nominations(before, 3)
    old = Unit.objects.get(slug="p-yen-bai", valid_to__isnull=False)
    factories.nominations(before, 1, unit=old.slug)
    shares = {one.unit.slug: one.seats for one in sharing.proposal(call, programme=SHORT, way=sharing.Way.LAST_YEAR)}
    (heir,) = {one.successor.slug for one in old.successions.all()}
    assert shares == {"p-cao-bang": 15, heir: 5}


def test_without_a_last_year_there_is_nothing_to_go_by(call):
    with pytest.raises(Refused) as refused:
        sharing.proposal(call, programme=SHORT, way=sharing.Way.LAST_YEAR)
    assert refused.value.code == "no_last_year"


def book(*rows):
    return render_quota_sheet(
        QuotaSheet(year=2027, programmes=(SHORT,), plans=(20,), rows=tuple((*row[:2], row[2:]) for row in rows)), on=DAY
    )


def loaded(call, content):
    return loading.load(call, name="chi-tieu.xlsx", content=content, ground=GROUND, by=None)


def test_a_workbook_enters_the_difference(call):
    give(call, seats=4)
    done = loaded(call, book(("p-cao-bang", "Cao Bằng", 1), ("p-son-la", "Sơn La", 18)))
    assert (done.entries, done.faults) == (2, [])
    assert (row(call).adjusted, row(call, "p-son-la").entitled) == (-3, 18)
    assert whole(call)


def test_the_workbook_that_is_given_out_changes_nothing_when_it_comes_back(call):
    give(call, seats=4)
    assert loaded(call, loading.workbook(call, on=DAY)).entries == 0


def test_a_workbook_with_a_fault_enters_nothing_and_names_the_cell(call):
    done = loaded(call, book(("p-cao-bang", "Cao Bằng", 4), ("p-yen-bai", "Yên Bái", 1), ("p-cao-bang", "Lặp", 2)))
    assert [(fault.row, fault.column) for fault in sorted(done.faults, key=lambda one: one.row)] == [(6, "A"), (7, "A")]
    assert row(call).seats == 0


def test_a_workbook_for_more_than_the_plan_is_refused_whole(call):
    with pytest.raises(Refused) as refused:
        loaded(call, book(("p-cao-bang", "Cao Bằng", 4), ("p-son-la", "Sơn La", 17)))
    assert refused.value.code == "plan_exhausted"
    assert row(call).seats == 0


def eligible(call, slug, many):
    made = factories.nominations(call, many, unit=slug)
    for one in made:
        one.appraisal.standing = "eligible"
        one.appraisal.save()


def test_the_top_up_goes_to_units_with_few_seats_and_people_who_meet_the_conditions(call):
    switched_on(call, few=2)
    give(call, "p-cao-bang", 1)
    give(call, "p-son-la", 2)
    give(call, "p-lang-son", 5)
    eligible(call, "p-cao-bang", 3)
    eligible(call, "p-lang-son", 9)
    factories.nominations(call, 4, unit="p-son-la")  # of whom it is not known
    found = topping.proposal(call, programme=SHORT, vetting=True)
    offers = {one.unit.slug: one for one in found.offers}
    assert (offers["p-cao-bang"].extra, offers["p-son-la"].extra) == (2, 0)
    assert offers["p-son-la"].unknown == 4
    assert "p-lang-son" not in offers
    assert topping.top_up(call, programme=SHORT, given={unit().pk: 2}, ground=GROUND, by=None) == 2
    assert (row(call).topped, row(call).seats) == (2, 3)
    assert whole(call)


def test_the_top_up_never_exceeds_what_is_not_given(call):
    switched_on(call, few=3)
    give(call, "p-lang-son", 19)
    eligible(call, "p-cao-bang", 3)
    eligible(call, "p-son-la", 3)
    assert topping.proposal(call, programme=SHORT, vetting=True).extra == 1


def test_nothing_is_proposed_until_the_office_says_how_many_are_few(call):
    eligible(call, "p-cao-bang", 3)
    found = topping.proposal(call, programme=SHORT, vetting=True)
    assert (found.few, found.offers, found.not_given) == (None, (), 20)


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"p-lang-son": 1}, "not_few"),
        ({"p-cao-bang": 3}, "not_enough_eligible"),
        ({"p-son-la": 1}, "not_enough_eligible"),
        ({}, "nothing_given"),
        ({"p-cao-bang": 0}, "nothing_given"),
    ],
)
def test_a_top_up_beyond_the_conditions_is_refused_whole(call, given_, code):
    switched_on(call, few=2)
    give(call, "p-cao-bang", 1)
    give(call, "p-lang-son", 5)
    eligible(call, "p-cao-bang", 3)
    seats = {unit(slug).pk: many for slug, many in given_.items()}
    with pytest.raises(Refused) as refused:
        topping.top_up(call, programme=SHORT, given=seats, ground=GROUND, by=None)
    assert refused.value.code == code
    assert row(call).topped == 0


def test_the_leader_decides_a_top_up_and_no_other_entry(call):
    leader = factories.account("chu", role="leader")
    with pytest.raises(NotAllowed):
        give(call, by=leader)
    switched_on(call, few=2)
    eligible(call, "p-cao-bang", 1)
    assert topping.top_up(call, programme=SHORT, given={unit().pk: 1}, ground=GROUND, by=leader) == 1


def test_a_workbook_of_before_the_last_entries_is_not_taken(call):
    old = loading.workbook(call, on=DAY)
    assert read_quotas(old).entries == call.quota_entries.count()
    give(call, seats=4)
    with pytest.raises(Refused) as refused:
        loaded(call, old)
    assert refused.value.code == "book_old"
    assert row(call).seats == 4
    assert loaded(call, book(("p-cao-bang", "Cao Bằng", 5))).entries == 1  # the office's own does not say


def test_shares_that_changed_since_they_were_looked_at_are_not_given():
    call = switched_on(factories.call(2027, target_short=170))
    give(call, seats=20)
    with pytest.raises(Refused) as refused:
        sharing.share_out(call, programme=SHORT, way=sharing.Way.EQUAL, ground=GROUND, by=None, seen=162)
    assert refused.value.code == "shares_changed"
    assert queries.table(call, programmes=[SHORT]).not_given == 150
