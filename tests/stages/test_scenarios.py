"""Scenarios: nothing of the year is touched; one of them becomes a draft only by making the data so."""

from datetime import date
from decimal import Decimal

import factories
import pytest

from doanra import planner
from doanra.planner.judge import judge
from doanra.planner.reading import Malformed
from doanra.planner.whatif import AddClass, MoveDates, ScaleBudget, SetAway, SetAwayShare, SetNumber, SetTarget
from doanra.records.models import Course, Event, Plan, PlanningProblem, PlanningRun, RunState, Scenario
from doanra.stages import calls, courses
from doanra.stages.plans import adopting, drafts, problem, publishing, runs, scenarios
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db
JUNE, APRIL, SEPTEMBER = date(2027, 6, 7), date(2027, 4, 5), date(2027, 9, 6)


@pytest.fixture
def call(db):
    """Two courses of two to four people; ten nominees of five units, so that two have no seat."""
    made = factories.short_year(courses=2, target=12, budget=Decimal(2_000_000_000), abroad_at_once=3)
    for slug in factories.PROVINCES[:5]:
        factories.nominations(made, 2, unit=slug)
    return made


@pytest.fixture
def live(call, office):
    """The plan in force: version 1."""
    return publishing.publish(runs.plan_of(compute(runs.start(call, by=office, time_limit=30))), by=office)


def compute(run):
    runs.compute.call(run.pk)
    run.refresh_from_db()
    return run


def solved(call, office, *changes, name="Thêm lớp", **more):
    scenario = scenarios.try_out(call, name=name, changes=changes, by=office, time_limit=20, **more)
    compute(scenario.run)
    return scenario


def best(scenario):
    return planner.read_plan(PlanningRun.objects.get(pk=scenario.run_id).best.body)


CLASS = AddClass("NH-01", "NH-01b", (JUNE,), (2, 3))


def test_a_scenario_is_solved_and_touches_nothing(call, live, office):
    before = list(Course.objects.values()), call.budget, drafts.as_planned(live), Plan.objects.count()
    scenario = solved(call, office, CLASS)
    call.refresh_from_db()
    assert (list(Course.objects.values()), call.budget, drafts.as_planned(live), Plan.objects.count()) == before
    assert (scenario.base, scenario.run.state) == (live, RunState.DONE)
    assert {course.id for course in best(scenario).courses} == {"NH-01", "NH-02", "NH-01b"}
    assert len(best(scenario).seats()) == 10
    assert Event.objects.get(verb="plans.scenario").subject_id == scenario.pk


def test_a_scenario_is_never_worse_than_the_plan_that_is_still_valid_in_it(call, live, office):
    run = scenarios.try_out(call, name="x", changes=[ScaleBudget(10)], by=office, time_limit=1).run
    runs.cancel(run, by=office)
    PlanningRun.objects.filter(pk=run.pk).update(state=RunState.QUEUED.value)
    compute(run)
    assert run.best.tiers["seated"] >= live.seats.count()
    assert runs.plan_of(run) is None


def test_a_scenario_that_keeps_seats_moves_nobody_without_need(call, live, office):
    """One more class has room for those without a seat; all others stay where they are."""
    scenario = solved(call, office, CLASS, SetTarget("short", 20), keeps_seats=True)
    old, new = drafts.as_planned(live).seats(), best(scenario).seats()
    assert {person: new.get(person) for person in old} == old
    assert len(new) == 10
    built = planner.read_problem(scenario.run.problem.body)
    assert judge(built, best(scenario)).valid
    assert scenario.run.best.bounds["T1"] is None or scenario.run.best.bounds["T1"] <= scenario.run.best.tiers["T1"]
    assert scenario.run.seated == 10
    assert adopting.adopt(scenario, by=office).bounds == {}


def test_a_course_that_moves_takes_its_people_along_as_changes(call, live, office):
    code = live.courses.first().course.code
    scenario = solved(call, office, MoveDates(code, (JUNE,)), keeps_seats=True)
    old, new = drafts.as_planned(live).seats(), best(scenario).seats()
    assert all(new.get(person) == seat for person, seat in old.items() if seat[0] != code)


VERBS = {
    AddClass("NH-01", "NH-01b", (JUNE, SEPTEMBER), (2, 3)): "catalogue",
    MoveDates("NH-02", (JUNE,)): "catalogue",
    ScaleBudget(-10): "calls",
    SetNumber("budget", 900): "calls",
    SetNumber("abroad_at_once", 1): "calls",
    SetNumber("rank_window", 2): "calls",
    SetAwayShare(0.5): "calls",
    SetTarget("short", 7): "calls",
}


@pytest.mark.parametrize("change", VERBS, ids=lambda change: f"{change.kind}-{change.key[0]}")
def test_what_is_imagined_is_what_the_data_would_be(call, office, change):
    """Also with people who may take the earlier day only: see test_plans for the rule that closes September."""
    for one in factories.nominations(call, 2, unit=factories.PROVINCES[5], birth="1966-10-20"):
        assert one.appraisal
    imagined = scenarios.imagined(call, [change])
    scenario = scenarios.try_out(call, name="x", changes=[change], by=office)
    (step,) = adopting.steps(scenario)
    assert not step.holds
    adopting._make_so(call, [step], by=office)
    real, _ = problem.build(calls.of_year(2027))
    if isinstance(change, SetTarget):  # the seats due to units stay, so that scenarios are measured alike
        assert imagined.targets == real.targets
        assert [unit.away_limit for unit in imagined.units] == [unit.away_limit for unit in real.units]
    else:
        assert {unit.id: unit for unit in imagined.units} == {unit.id: unit for unit in real.units}
    assert (imagined.limits, imagined.courses) == (real.limits, real.courses)
    assert imagined.nominees == real.nominees
    assert adopting.steps(scenario)[0].holds


def test_adopting_makes_the_data_so_and_the_draft_can_be_published(call, live, office):
    scenario = solved(call, office, CLASS, ScaleBudget(-10), SetTarget("short", 10))
    before = Event.objects.latest("id").pk
    draft = adopting.adopt(scenario, by=office)
    call.refresh_from_db()
    assert (call.budget, call.target_short) == (Decimal(1_800_000_000), 10)
    new = call.courses.get(code="NH-01b")
    assert (new.seats_max, [start.first_day for start in new.starts.all()]) == (3, [JUNE])
    assert (draft.based_on, draft.seats.count()) == (live, len(best(scenario).seats()))
    built, _ = problem.build(call)
    assert drafts.problem_of(draft) == built
    verbs = [event.verb for event in Event.objects.filter(pk__gt=before).order_by("id")]
    assert verbs == ["courses.add", "calls.change", "plans.adopt"]
    scenario.refresh_from_db()
    assert scenario.adopted == draft
    assert publishing.publish(draft, by=office).version == 2


def test_what_holds_already_is_not_done_again_and_keeps_its_proof(call, live, office):
    scenario = solved(call, office, SetNumber("abroad_at_once", 5))
    calls.change(call, by=office, values={"abroad_at_once": 5})
    assert adopting.steps(scenario)[0].holds
    before = Event.objects.latest("id").pk
    draft = adopting.adopt(scenario, by=office)
    assert [event.verb for event in Event.objects.filter(pk__gt=before)] == ["plans.adopt"]
    assert draft.bounds == scenario.run.best.bounds


def test_a_limit_of_one_unit_has_no_place_in_the_data_so_the_draft_is_judged_without_it(call, live, office):
    unit = drafts.problem_of(live).units[0].id
    scenario = solved(call, office, SetAway(unit, 9))
    (step,) = adopting.steps(scenario)
    assert (step.possible, step.holds) == (False, False)
    draft = adopting.adopt(scenario, by=office)
    assert drafts.problem_of(draft).unit[unit].away_limit == 2
    assert draft.bounds == {}


def test_data_that_changed_meanwhile_block_the_draft(call, live, office):
    scenario = solved(call, office, SetNumber("abroad_at_once", 5))
    for course in call.courses.all():
        courses.put(call, values={}, starts=[date(2027, 11, 8)], by=office, course=course)
    draft = adopting.adopt(scenario, by=office)
    codes = {finding.code for finding in publishing.summary(draft).blocks}
    assert "start_not_offered" in codes
    with pytest.raises(Refused):
        publishing.publish(draft, by=office)


def test_adopting_is_all_or_nothing(call, live, office):
    scenario = solved(call, office, ScaleBudget(-10), CLASS)
    factories.course(call, "NH-01b")
    before = Plan.objects.count(), Event.objects.count()
    with pytest.raises(Refused) as refused:
        adopting.adopt(scenario, by=office)
    assert refused.value.code == "code_taken"
    call.refresh_from_db()
    assert call.budget == Decimal(2_000_000_000)
    assert (Plan.objects.count(), Event.objects.count()) == before


def test_a_scenario_under_way_or_without_a_plan_is_not_adopted(call, live, office):
    scenario = scenarios.try_out(call, name="x", changes=[CLASS], by=office)
    with pytest.raises(Refused) as refused:
        adopting.adopt(scenario, by=office)
    assert refused.value.code == "no_best_plan"
    with pytest.raises(Refused):
        runs.open_best(scenario.run, by=office)


def test_the_plan_of_a_scenario_is_no_draft_by_the_way_of_runs(call, live, office):
    scenario = solved(call, office, CLASS)
    with pytest.raises(Refused) as refused:
        runs.open_best(scenario.run, by=office)
    assert refused.value.code == "run_of_scenario"


def test_faults_are_named_by_their_place(call, office):
    wrong = [
        AddClass("NH-01", "NH 01", (JUNE,)), MoveDates("NH-02", (date(2028, 1, 3),)), MoveDates("NH-09", (JUNE,)),
    ]  # fmt: skip
    with pytest.raises(Malformed) as refused:
        scenarios.try_out(call, name="x", changes=wrong, by=office)
    assert [fault.place for fault in refused.value.faults] == ["changes[0].id", "changes[1].starts"]
    with pytest.raises(Malformed) as refused:
        scenarios.try_out(call, name="x", changes=wrong[2:], by=office)
    assert [fault.place for fault in refused.value.faults] == ["changes[0].course"]
    assert not Scenario.objects.exists()
    assert not PlanningProblem.objects.exists()


def test_a_part_of_a_budget_needs_a_budget(call, live, office):
    calls.change(call, by=office, values={"budget": None})
    with pytest.raises(Malformed) as refused:
        scenarios.try_out(call, name="x", changes=[ScaleBudget(-10)], by=office)
    assert "840.000.000 đồng" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "changes", "code"), [("  ", [CLASS], "no_name"), ("A", [CLASS], "name_taken"), ("B", [], "no_changes")]
)
def test_a_scenario_needs_a_name_of_its_own_and_a_change(call, office, name, changes, code):
    scenarios.try_out(call, name="A", changes=[CLASS], by=office)
    with pytest.raises(Refused) as refused:
        scenarios.try_out(call, name=name, changes=changes, by=office)
    assert refused.value.code == code


def test_three_scenarios_wait_at_once_and_none_stands_in_the_way_of_a_run(call, office):
    for number in range(scenarios.MOST_AT_ONCE):
        scenarios.try_out(call, name=f"Kịch bản {number}", changes=[CLASS], by=office)
    with pytest.raises(Refused) as refused:
        scenarios.try_out(call, name="Thêm nữa", changes=[CLASS], by=office)
    assert refused.value.code == "scenarios_under_way"
    assert runs.start(call, by=office).state == RunState.QUEUED


def test_a_scenario_is_solved_again_on_the_year_as_it_is_now(call, live, office):
    scenario = solved(call, office, ScaleBudget(-10))
    old = scenario.run_id
    calls.change(call, by=office, values={"budget": Decimal(1_000_000_000)})
    fresh = scenarios.again(scenario, by=office)
    assert not PlanningRun.objects.filter(pk=old).exists()
    assert fresh.run.problem.body["limits"]["budget"] == 900
    with pytest.raises(Refused):
        scenarios.again(scenario, by=office)
    with pytest.raises(Refused):
        scenarios.drop(scenario, by=office)


def test_a_scenario_is_forgotten_with_its_run(call, live, office):
    scenario = solved(call, office, CLASS)
    scenarios.drop(scenario, by=office)
    assert not Scenario.objects.exists()
    assert not PlanningRun.objects.filter(pk=scenario.run_id).exists()


def test_only_the_office_tries_and_adopts(call, live, office, inspector):
    scenario = solved(call, office, CLASS)
    for act in (
        lambda: scenarios.try_out(call, name="x", changes=[CLASS], by=inspector),
        lambda: scenarios.again(scenario, by=inspector),
        lambda: scenarios.drop(scenario, by=inspector),
        lambda: adopting.adopt(scenario, by=inspector),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_closed_year_has_no_scenarios(call, live, office):
    scenario = solved(call, office, CLASS)
    calls.close(calls.of_year(2027), by=office)
    for act in (
        lambda: scenarios.try_out(call, name="x", changes=[CLASS], by=office),
        lambda: scenarios.again(scenario, by=office),
        lambda: adopting.adopt(scenario, by=office),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "call_closed"


def test_the_plan_tried_against_is_the_version_in_force_else_the_newest_draft(call, office):
    assert scenarios.live(call) is None
    first = factories.plan(call)
    second = factories.plan(call)
    assert scenarios.live(call) == second
    publishing.publish(first, by=office)
    assert scenarios.live(call) == first
    assert judge(drafts.problem_of(first), drafts.as_planned(first)).valid
