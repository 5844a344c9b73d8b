"""Two records become one with all that points to them, and two again. Nothing is lost on the way there or back."""

import json
from datetime import UTC, date, datetime

import factories
import pytest
from django.apps import apps
from django.db import connection

from doanra.policy.facts import Funding
from doanra.records.models import (
    Appraisal,
    BusyDays,
    DecisionScan,
    Delegation,
    Evidence,
    HistoryFile,
    IssuedRow,
    IssuedTemplate,
    LikelyPair,
    Member,
    Nomination,
    NominationState,
    Participation,
    PastCourse,
    Person,
    PlannedCourse,
    PlanningRun,
    Seat,
    StoredFile,
    Unit,
    Waiver,
)
from doanra.stages import appraisals, doubles, merging
from doanra.stages.merging.journal import columns, named, relations
from doanra.stages.merging.pointers import POINTERS
from doanra.stages.plans import board, changes, drafts, publishing
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold
from doanra.terms.refusal import Refused, Stale

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, tzinfo=UTC)
DAY = date(2026, 10, 1)


@pytest.mark.parametrize("target", [Person, Nomination, Waiver])
def test_every_column_that_points_to_what_a_merge_folds_is_handled(target):
    """A new table that points to people is named in ``merging.pointers`` with its rule, or this fails."""
    walked = {f"{named(model)}.{field.name}" for model, field in relations(target)}
    assert walked == POINTERS[named(target)].keys()


def test_no_other_table_can_be_folded_without_its_own_pointers():
    """What is folded and is itself pointed to must have a table of pointers, or rows would be lost with it."""
    folded = {Nomination, Evidence, Waiver, Appraisal, Seat, Member, LikelyPair}
    assert {named(model) for model in folded if relations(model)} == {named(Nomination), named(Waiver)}


@pytest.fixture
def call(db):
    made = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    for code in ("NH-01", "NH-02"):
        factories.course(made, code)
    return made


def unit(slug="p-cao-bang"):
    return Unit.objects.get(slug=slug)


@pytest.fixture
def two(call):
    """The older record from Cao Bằng and the younger one from Sơn La."""
    kept = factories.person(unit(), full_name="Nguyễn Thử Hoà", birth="1975")
    absorbed = factories.person(unit("p-son-la"), full_name="Nguyễn Thử Hòa", birth="1975-03-12")
    return kept, absorbed


def merge(two, by=None, **chosen):
    return merging.merge(*two, chosen=chosen, by=by)


def everything():
    """All rows of all tables but the trail, the pairs, the merges, and copies of problems."""
    left_out = {"event", "eventlink", "eventthing", "trailhead", "merge", "likelypair", "planningproblem"}
    rows = [
        columns(row) | {"table": named(model)}
        for model in apps.get_app_config("records").get_models()
        if named(model) not in left_out
        for row in model._default_manager.order_by("pk")
    ]
    for row in rows:
        row.pop("revision", None)
    return rows


def test_the_chosen_values_hold_and_what_was_empty_is_filled(two, office):
    kept, absorbed = two
    absorbed.phone_index, absorbed.party_joined = "p" * 64, PartialDate(2001, 2, 3)
    absorbed.id_number, absorbed.id_index = "001075000001", "i" * 64
    absorbed.save()
    done = merge(two, by=office, birth="absorbed", full_name="kept")
    kept.refresh_from_db()
    assert (kept.full_name, kept.birth, kept.party_joined) == (
        "Nguyễn Thử Hoà", PartialDate(1975, 3, 12), PartialDate(2001, 2, 3),
    )  # fmt: skip
    assert (kept.id_number, kept.id_index, kept.phone_index) == ("001075000001", "i" * 64, "p" * 64)
    assert kept.unit.slug == "p-cao-bang"
    assert not Person.objects.filter(pk=absorbed.pk).exists()
    assert done.chosen["id_number"] == "absorbed"


def test_the_journal_lies_unreadable_in_the_database(two):
    merge(two)
    with connection.cursor() as cursor:
        cursor.execute("select journal from records_merge")
        assert "Nguyễn" not in cursor.fetchone()[0]


def with_everything(call, two):
    """The younger record has something in every table that can point to it."""
    kept, absorbed = two
    third = factories.person(unit("p-son-la"), full_name="Nguyễn Thử Hoà", birth="1975-03-12")
    mine = factories.nomination(call, person=kept)
    other = factories.nomination(call, unit="p-son-la", person=absorbed)
    factories.nomination(call, unit="p-son-la", person=absorbed, programme="medium")
    appraisals.appraise(call, by=None)
    for one, source in ((mine, "tệp “a”, dòng 1"), (other, "An ghi nhận")):
        Evidence.objects.create(nomination=one, kind="health", outcome=True, source=source)
    Evidence.objects.create(nomination=other, kind="commitment", outcome=True, source="An ghi nhận")
    Waiver.objects.create(nomination=mine, rule="short_once", document="1", on=DAY, signer="x")
    Waiver.objects.create(nomination=other, rule="short_once", document="2", on=DAY, signer="x")
    Participation.objects.create(
        person=absorbed, funded_by=Funding.OTHER.value, title="Khoá giả định", starts_on=DAY, ends_on=DAY
    )
    PastCourse.objects.create(person=absorbed, full_name="Nguyễn Thử Hoà", search_key="nguyen thu hoa")
    HistoryFile.objects.create(name="x", sha256="x", size=1, received_at=NOW)
    BusyDays.objects.create(call=call, person=absorbed, first_day=DAY, last_day=DAY, reason="study", recorded_at=NOW)
    template = IssuedTemplate.objects.create(call=call, unit=unit("p-son-la"), programme="short", issued_at=NOW)
    IssuedRow.objects.create(template=template, key="k", person=absorbed)
    plan = factories.plan(call, seats={"NH-01": [mine], "NH-02": [other]})
    delegation = Delegation.objects.create(
        course=call.courses.get(code="NH-02"), first_day=DAY, last_day=DAY, leader=absorbed
    )
    Member.objects.create(delegation=delegation, person=absorbed, unit_name="Sơn La")
    Member.objects.create(delegation=delegation, person=kept, unit_name="Cao Bằng")
    doubles.flag([kept.pk, absorbed.pk, third.pk])
    return plan


def test_everything_that_pointed_to_the_absorbed_record_points_to_the_kept_one(call, two):
    with_everything(call, two)
    kept, absorbed = two
    before = len(everything())
    done = merge(two)
    for model, field in relations(Person):
        rows = model._default_manager.filter(**{field.name: absorbed.pk})
        assert not rows.exists(), f"{named(model)}.{field.name}"
    assert kept.nominations.count() == 2
    assert kept.participations.count() == kept.past_courses.count() == kept.busy_days.count() == 1
    assert Delegation.objects.get().leader == kept
    gone = sum("fold" in step and step["fold"] != "likelypair" for step in _steps(done))
    assert len(everything()) == before - gone  # what is not in a table is in the journal


def test_a_waiver_that_gives_way_leaves_its_scans_to_the_one_that_stays(call, two):
    with_everything(call, two)
    stored = StoredFile.objects.create(call=call, name="1.pdf", kind="pdf", sha256="x" * 64, size=1, kept_at=NOW)
    goes = Waiver.objects.get(document="2")
    scan = DecisionScan.objects.create(stored=stored, waiver=goes, added_at=NOW)
    done = merge(two)
    scan.refresh_from_db()
    assert scan.waiver is not None and scan.waiver.document == "1"
    merging.undo(done, by=None)
    scan.refresh_from_db()
    assert scan.waiver == goes


def _steps(done):
    return json.loads(done.journal)


def test_of_two_nominations_for_one_programme_the_standing_one_stays_with_the_papers_of_both(call, two):
    with_everything(call, two)
    mine, other = two[0].nominations.get(), two[1].nominations.get(programme="short")
    Nomination.objects.filter(pk=mine.pk).update(state=NominationState.WITHDRAWN.value)
    merge(two)
    left = two[0].nominations.get(programme="short")
    assert (left.pk, left.unit.slug) == (other.pk, "p-son-la")
    assert {paper.kind: paper.source for paper in left.evidence.all()} == {
        "health": "An ghi nhận",  # what a person recorded stays before what a list told
        "commitment": "An ghi nhận",
    }
    assert left.waivers.get().document == "2"


def test_of_two_standing_nominations_that_of_the_kept_record_stays(call, two):
    mine = factories.nomination(call, person=two[0])
    factories.nomination(call, unit="p-son-la", person=two[1])
    (said,) = merging.consequences(*two)
    assert "Giữ đề cử của Cao Bằng" in said.text
    merge(two)
    assert two[0].nominations.get() == mine


def test_of_two_seats_in_a_draft_one_stays_and_the_board_still_reads(call, two):
    plan = with_everything(call, two)
    assert any(one.what == "seat" for one in merging.consequences(*two))
    merge(two)
    seat = Seat.objects.get(plan=plan)
    assert (seat.person, seat.planned.course.code) == (two[0], "NH-01")
    plan.refresh_from_db()
    read = board.read(plan, vetting=True)
    assert [card.person for column in read.columns for card in column.cards] == [two[0].pk]
    assert not PlannedCourse.objects.filter(plan=plan, course__code="NH-02").get().leader_id
    assert f"P{two[1].pk}" not in drafts.problem_of(plan).nominee


def test_a_step_of_a_draft_can_still_be_undone(call, two):
    named = factories.nominations(call, 2, unit="p-lang-son")
    other = factories.nomination(call, unit="p-son-la", person=two[1])
    appraisals.appraise(call, by=None)
    plan = factories.plan(call, seats={"NH-01": [*named, other]})
    changes.move(plan, person=two[1].pk, to=None, by=None)
    merge(two)
    changes.undo(plan, by=None)
    assert Seat.objects.get(plan=plan, person=two[0]).nomination == other


def test_two_seats_in_the_version_in_force_are_refused_with_what_to_do(call, two):
    mine = [factories.nomination(call, person=two[0]), *factories.nominations(call, 2, unit="p-lang-son")]
    other = [
        factories.nomination(call, unit="p-son-la", person=two[1]),
        *factories.nominations(call, 2, unit="p-lai-chau"),
    ]
    appraisals.appraise(call, by=None)
    plan = publishing.publish(factories.plan(call, seats={"NH-01": mine, "NH-02": other}), by=None)
    with pytest.raises(Refused) as refused:
        merge(two)
    assert refused.value.code == "two_seats_published"
    assert Seat.objects.filter(plan=plan).count() == 6
    assert Person.objects.filter(pk=two[1].pk).exists()


def test_while_the_planner_works_on_a_year_nobody_of_it_is_merged(call, two):
    factories.nomination(call, person=two[1])
    plan = factories.plan(call)
    PlanningRun.objects.create(call=call, problem=plan.problem, created_at=NOW)
    with pytest.raises(Refused, match="đang có một lần tính"):
        merge(two)


def test_a_record_is_not_merged_with_itself_nor_with_one_that_is_gone(two):
    with pytest.raises(Refused, match="cùng một hồ sơ"):
        merging.merge(two[0], two[0], chosen={}, by=None)
    merge(two)
    with pytest.raises(Stale):
        merging.merge(*two, chosen={}, by=None)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_undoing_restores_every_row_of_every_table(call, two, office, withdrawn):
    with_everything(call, two)
    if withdrawn:
        Nomination.objects.filter(person=two[0]).update(state=NominationState.WITHDRAWN.value)
    problems = [plan.problem_id for plan in call.plans.all()]
    before = everything()
    pairs = list(LikelyPair.objects.order_by("first", "second").values_list("first", "second", "state", "strength"))
    done = merge(two, by=office, birth="absorbed", unit="absorbed")
    assert everything() != before
    undone = merging.undo(done, by=office)
    assert (undone.left, undone.elsewhere) == ((), 0)
    assert everything() == before
    assert [plan.problem_id for plan in call.plans.all()] == problems
    after = list(LikelyPair.objects.order_by("first", "second").values_list("first", "second", "state", "strength"))
    assert after == pairs


def test_what_was_changed_after_the_merge_is_kept_and_told(call, two, office):
    factories.nomination(call, unit="p-son-la", person=two[1])
    done = merge(two, birth="absorbed", full_name="absorbed")
    kept = Person.objects.get(pk=two[0].pk)
    kept.full_name = "Nguyễn Thử Hoà Bình"
    kept.search_key = fold(kept.full_name)
    kept.save()
    Nomination.objects.filter(person=kept).update(position="Chức vụ mới")
    newer = factories.nomination(call, person=kept, programme="medium")
    undone = merging.undo(done, by=office)
    assert "full_name" in undone.left
    kept.refresh_from_db()
    assert (kept.full_name, kept.birth) == ("Nguyễn Thử Hoà Bình", PartialDate(1975))
    assert kept.nominations.get() == newer
    restored = Person.objects.get(pk=two[1].pk)
    assert restored.full_name == "Nguyễn Thử Hòa"
    assert restored.nominations.get().position == "Chức vụ mới"


def test_a_later_merge_stands_in_the_way_and_is_named(two, office):
    first = merge(two)
    third = factories.person(unit(), full_name="Nguyễn Thử Hoà", birth="1975")
    second = merging.merge(third, Person.objects.get(pk=two[0].pk), chosen={}, by=office)
    first.refresh_from_db()
    assert first.kept == third
    (said,) = merging.obstacles(first)
    assert "gộp tiếp" in said
    with pytest.raises(Refused, match="gộp tiếp"):
        merging.undo(first, by=office)
    merging.undo(second, by=office)
    first.refresh_from_db()
    merging.undo(first, by=office)
    assert Person.objects.filter(pk__in=[two[0].pk, two[1].pk, third.pk]).count() == 3


def test_a_plan_made_later_on_a_nomination_that_would_go_back_stands_in_the_way(call, two, office):
    factories.nomination(call, unit="p-son-la", person=two[1])
    done = merge(two)
    appraisals.appraise(call, by=None)
    named = [*two[0].nominations.all(), *factories.nominations(call, 2, unit="p-lang-son")]
    factories.plan(call, seats={"NH-01": named})
    with pytest.raises(Refused, match="lập sau khi gộp"):
        merging.undo(done, by=office)
    assert not Person.objects.filter(pk=two[1].pk).exists()


def test_a_merge_is_undone_once(two, office):
    done = merge(two)
    merging.undo(done, by=office)
    with pytest.raises(Stale):
        merging.undo(done, by=office)
    assert merge(two).pk != done.pk  # and can be made anew
