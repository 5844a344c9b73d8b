"""Changes to a problem: what they change, what they leave, every fault with its place; more is never worse."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_problems import best_order, tiny

from doanra.cli import main
from doanra.planner import Choice, Problem, Stop, read_problem, solve
from doanra.planner.judge import judge
from doanra.planner.reading import Malformed
from doanra.planner.whatif import (
    AddClass,
    Change,
    MoveDates,
    ScaleBudget,
    SetAway,
    SetAwayShare,
    SetNumber,
    SetTarget,
    applied,
)
from doanra.planner.whatif_file import as_json, read_changes

JUNE, JULY = date(2027, 6, 7), date(2027, 7, 5)
days = st.dates(date(2027, 1, 4), date(2027, 12, 20))
names = st.text("ABC-01", min_size=1, max_size=4)
changes = st.one_of(
    st.builds(AddClass, names, names, st.sets(days, min_size=1, max_size=3).map(lambda d: tuple(sorted(d)))),
    st.builds(MoveDates, names, st.sets(days, min_size=1, max_size=3).map(lambda d: tuple(sorted(d)))),
    st.builds(ScaleBudget, st.integers(-99, 900).filter(bool)),
    st.builds(SetNumber, st.sampled_from(["budget", "abroad_at_once", "rank_window"]), st.integers(0, 10**6)),
    st.builds(SetAway, names, st.integers(0, 9)),
    st.builds(SetAwayShare, st.floats(0.01, 1)),
    st.builds(SetTarget, names, st.integers(0, 99)),
)


def places(problem: Problem, *wrong: Change) -> list[str]:
    with pytest.raises(Malformed) as refused:
        applied(problem, wrong)
    return [fault.place for fault in refused.value.faults]


@given(st.lists(changes, max_size=5).map(tuple))
def test_changes_are_read_back_from_their_file(made: tuple[Change, ...]) -> None:
    assert read_changes(as_json(made)) == made


@given(st.integers(0, 60), st.lists(changes, max_size=4).map(tuple))
def test_the_problem_is_never_touched_and_what_comes_out_can_be_read(seed: int, made: tuple[Change, ...]) -> None:
    problem = tiny(seed)
    before = deepcopy(problem.as_json())
    try:
        new = applied(problem, made)
    except Malformed:
        new = problem
    assert problem.as_json() == before
    assert read_problem(new.as_json()) == new


def test_a_class_is_a_course_of_its_own_for_the_same_people() -> None:
    problem = tiny(3)
    new = applied(problem, [AddClass("C0", "C0b", (JUNE,), (2, 5))])
    old, added = problem.course["C0"], new.course["C0b"]
    assert added == replace(old, id="C0b", starts=(JUNE,), seats=(2, 5))
    for before, after in zip(problem.nominees, new.nominees, strict=True):
        mine = before.choice("C0")
        assert after.choice("C0b") == (Choice("C0b", mine.score) if mine else None)
        assert after.choices[: len(before.choices)] == before.choices


def test_who_may_begin_early_only_gets_no_later_day() -> None:
    problem = tiny(3)
    (who, *_) = [person for person in problem.nominees if person.choice("C0")]
    bound = tuple(
        replace(one, choices=tuple(replace(c, starts=(JUNE,)) for c in one.choices)) if one is who else one
        for one in problem.nominees
    )
    early = replace(problem, nominees=bound)
    moved = applied(early, [MoveDates("C0", (JUNE, JULY))])
    assert moved.course["C0"].starts == (JUNE, JULY)
    choice = moved.nominee[who.id].choice("C0")
    assert choice is not None
    assert choice.starts == (JUNE,)
    assert applied(early, [MoveDates("C0", (JULY,))]).nominee[who.id].choice("C0") is None
    closed = applied(early, [MoveDates("C0", (JUNE,))], open_on=lambda person, course, day: False)
    assert not any(person.choice("C0") for person in closed.nominees)


def test_limits_and_targets_change_alone() -> None:
    problem = tiny(3)
    made = (
        ScaleBudget(-10), SetNumber("abroad_at_once", 9), SetNumber("rank_window", 2), SetAway("U1", 7),
        SetTarget("ngan", 11),
    )  # fmt: skip
    new = applied(problem, made)
    assert new.limits.budget == problem.limits.budget * 90 // 100
    assert (new.limits.abroad_at_once, new.limits.rank_window) == (9, 2)
    assert [unit.away_limit for unit in new.units] == [7, problem.unit["U2"].away_limit]
    assert new.targets == {**problem.targets, "ngan": 11}
    assert (new.courses, new.nominees) == (problem.courses, problem.nominees)
    wide = applied(problem, [SetAwayShare(1)])
    heads = {unit.id: sum(person.unit == unit.id for person in problem.nominees) for unit in problem.units}
    assert {unit.id: unit.away_limit for unit in wide.units} == {name: max(2, many) for name, many in heads.items()}


def test_a_budget_of_ten_percent_less_is_not_ten_percent_less_one() -> None:
    problem = replace(tiny(3), limits=replace(tiny(3).limits, budget=1000))
    assert applied(problem, [ScaleBudget(-10)]).limits.budget == 900
    assert applied(problem, [ScaleBudget(-0.1)]).limits.budget == 999


def test_every_fault_is_named_with_its_place() -> None:
    assert places(
        tiny(3),
        AddClass("C9", "C0", (), (3, 2)),
        MoveDates("C0", ()),
        ScaleBudget(0),
        SetNumber("money", -1),
        SetAway("U9", -1),
        SetAwayShare(2),
        SetTarget("none", -1),
    ) == [
        "changes[0].course", "changes[0].id", "changes[0].starts", "changes[0].seats", "changes[1].starts",
        "changes[2].percent", "changes[3].name", "changes[3].value", "changes[4].unit", "changes[4].limit",
        "changes[5].share", "changes[6].programme", "changes[6].seats",
    ]  # fmt: skip


def test_a_thing_is_changed_once_but_a_new_class_may_be_copied_again() -> None:
    problem = tiny(3)
    assert places(problem, ScaleBudget(-10), SetNumber("budget", 5)) == ["changes[1].kind"]
    assert places(problem, MoveDates("C0", (JUNE,)), MoveDates("C0", (JULY,))) == ["changes[1].kind"]
    twice = applied(problem, [AddClass("C0", "C0b", (JUNE,)), AddClass("C0b", "C0c", (JULY,))])
    assert {"C0b", "C0c"} <= twice.course.keys()


def test_a_file_that_breaks_its_form_names_every_fault() -> None:
    broken = {
        "schema": "what-if/2",
        "changes": [
            {"kind": "fly"},
            {"kind": "add_class", "course": "C0", "id": "", "starts": ["2027-13-01"], "seats": [3, 1]},
            {"kind": "set_target", "programme": "ngan", "seats": "many"},
            {"kind": "scale_budget"},
        ],
    }
    with pytest.raises(Malformed) as refused:
        read_changes(broken)
    assert [fault.place for fault in refused.value.faults] == [
        "schema", "changes[0].kind", "changes[1].seats", "changes[1].id", "changes[1].starts[0]", "changes[2].seats",
        "changes[3].percent",
    ]  # fmt: skip
    with pytest.raises(Malformed):
        read_changes([])


@pytest.mark.parametrize("seed", range(8))
def test_more_money_and_one_more_class_never_bring_fewer_seats_and_less_money_never_more(seed: int) -> None:
    problem = tiny(seed)
    now = best_order(problem)[0]
    for more in (ScaleBudget(50), AddClass("C0", "C0b", (date(2027, 11, 1),)), SetAwayShare(1)):
        richer = applied(problem, [more])
        if isinstance(more, SetAwayShare) and any(
            new.away_limit < old.away_limit for new, old in zip(richer.units, problem.units, strict=True)
        ):
            continue
        live = solve(problem, stop=Stop(20.0)).plan
        found = solve(richer, stop=Stop(20.0), start=live)
        assert judge(richer, found.plan).valid
        assert found.tiers.t1 <= now
    assert best_order(applied(problem, [ScaleBudget(-50)]))[0] >= now


def test_the_command_plans_the_year_as_it_would_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "problem": tiny(5).as_json(),
        "poor": as_json((SetNumber("budget", 0),)),
        "wrong": as_json((MoveDates("C9", (JUNE,)),)),
    }
    for name, document in files.items():
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    out, problem = tmp_path / "plan.json", str(tmp_path / "problem")
    assert main(["plan", problem, "--out", str(out), "--time-limit", "5", "--what-if", str(tmp_path / "poor")]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["tiers"]["T6"] == 0
    capsys.readouterr()
    assert main(["plan", problem, "--out", str(out), "--what-if", str(tmp_path / "wrong")]) == 2
    assert "changes[0].course" in capsys.readouterr().err
