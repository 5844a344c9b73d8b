"""Repairs: what is read, what is named, what the shared checkers say of a whole year, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repair_problems import announced, case, changed
from shared_planning import SHARED, beside
from shared_planning import year as whole_year

from doanra.cli import main
from doanra.planner import Malformed, Pin, Plan, PlannedCourse, Problem, Stop, read_plan, read_problem, solve
from doanra.planner.judge import judge
from doanra.planner.repair import repair
from doanra.planner.repair_changes import Changes
from doanra.planner.repair_file import read_changes

DAY, OTHER = "2027-03-01", "2027-06-07"


def person(name: str, *choices: str, **about: object) -> dict[str, object]:
    given: dict[str, object] = {
        "id": name, "unit": "U", "band": 3, "field": "x", "can_lead": False, "unit_rank": {}, "busy": [],
        "choices": [{"course": course, "score": 5} for course in choices],
    }  # fmt: skip
    return given | about


def course(name: str, **about: object) -> dict[str, object]:
    given: dict[str, object] = {
        "id": name, "programme": "ngan", "field": None, "field_share": 0.5, "seats": [2, 3], "band_span": 2,
        "starts": [DAY, OTHER], "days": 14, "abroad": [0, 14], "cost_fixed": 10, "cost_per_head": 5,
    }  # fmt: skip
    return given | about


def year(nominees: list[dict[str, object]], courses: list[dict[str, object]], **about: object) -> Problem:
    return read_problem(
        {
            "schema": "plan-problem/1",
            "targets": {"ngan": 20},
            "limits": {"budget": 1000, "abroad_at_once": 5, "rank_window": 8},
            "units": [{"id": "U", "seats_due": 3, "away_limit": 9}],
            "courses": courses,
            "nominees": nominees,
        }
        | about
    )


def told(*courses: tuple[str, str, str]) -> Plan:
    """Courses by name, first day and members by one letter each, led by the first."""
    return Plan(tuple(PlannedCourse(name, date.fromisoformat(day), who[0], tuple(who)) for name, day, who in courses))


def test_a_leader_who_withdraws_is_replaced_by_one_who_can_be_spared() -> None:
    lead = {"can_lead": True}
    problem = year(
        [person("a", "A", **lead), person("b", "A"), person("c", "A"), person("d", "A", "B", **lead),
         person("e", "B", **lead), person("f", "B")],
        [course("A"), course("B")],
    )  # fmt: skip
    before = told(("A", DAY, "abc"), ("B", OTHER, "edf"))
    result = repair(problem, before, Changes(withdrawn=frozenset("a")), stop=Stop(10.0))
    (moved,) = result.best.moved
    assert (moved.nominee, moved.before[0], moved.after, moved.reasons) == (
        "d", "B", ("A", date.fromisoformat(DAY)), ("needed",),
    )  # fmt: skip
    assert (result.fewest_bound, result.status) == (1, "proven")


def test_a_course_that_loses_its_only_leader_stops_and_says_why() -> None:
    problem = year([person("a", "A", can_lead=True), person("b", "A"), person("c", "A")], [course("A")])
    result = repair(problem, told(("A", DAY, "abc")), Changes(withdrawn=frozenset("a")), stop=Stop(10.0))
    assert [(one.course, one.reasons) for one in result.best.stopped] == [("A", ("never_full",))]
    assert [(one.nominee, one.after) for one in result.best.moved] == [("b", None), ("c", None)]
    assert result.fewest_proven


def test_nothing_changed_changes_nobody() -> None:
    problem, before = announced(3)
    result = repair(problem, before, Changes(), stop=Stop(10.0))
    assert (result.best.moved, result.best.stopped, result.fewest_bound) == ((), (), 0)
    assert before.seats().items() <= result.plan.seats().items()


def test_the_announced_leader_stays_leader() -> None:
    lead = {"can_lead": True}
    problem = year([person("a", "A", band=2, **lead), person("b", "A", **lead), person("c", "A")], [course("A")])
    result = repair(problem, told(("A", DAY, "abc")), Changes(withdrawn=frozenset("c")), stop=Stop(10.0))
    assert result.plan.courses[0].leader == "a"


def test_a_cut_of_the_budget_drops_as_few_as_it_must() -> None:
    lead = {"can_lead": True}
    problem = year([person(one, "A", **lead) for one in "abc"] + [person(one, "B", **lead) for one in "de"],
                   [course("A"), course("B", seats=[1, 3])])  # fmt: skip
    before = told(("A", DAY, "abc"), ("B", OTHER, "de"))
    result = repair(problem, before, Changes(budget=40), stop=Stop(10.0))
    assert judge(replace(problem, limits=replace(problem.limits, budget=40)), result.plan).valid
    assert (result.best.changes, result.fewest_bound) == (1, 1)
    assert result.best.moved[0].reasons == ("budget",)


def test_pins_that_cannot_hold_are_named_with_their_reason() -> None:
    lead = {"can_lead": True}
    problem = year(
        [
            person("a", "A", **lead),
            person("b", "A"),
            person("c", "B", busy=[[DAY, OTHER]]),
            person("d", "A", "B", **lead),
        ],
        [course("A"), course("B", seats=[3, 4]), course("C")],
    )  # fmt: skip
    changes = Changes(
        withdrawn=frozenset("b"),
        cancelled=frozenset({"C"}),
        pins=(Pin("b", "A"), Pin("a", "C"), Pin("c", "B"), Pin("d", "B")),
    )
    result = repair(problem, told(("A", DAY, "abd")), changes, stop=Stop(10.0))
    assert {one.pin.nominee: one.reasons for one in result.best.pins_lost} == {
        "b": ("withdrawn",), "a": ("cancelled",), "c": ("busy",), "d": ("never_full",),
    }  # fmt: skip
    assert result.best.changes == 0


def test_a_pin_moves_somebody_and_a_new_course_takes_people() -> None:
    lead = {"can_lead": True}
    problem = year([person(one, "A", **lead) for one in "abc"] + [person("d")], [course("A")])
    changes = read_changes(
        {
            "courses": [{"course": course("N"), "choices": [{"nominee": one, "score": 7} for one in "ad"]}],
            "pins": [{"nominee": "a", "course": "N"}],
        },
        problem=problem,
        before=Plan(),
    )
    result = repair(problem, told(("A", DAY, "abc")), changes, stop=Stop(10.0))
    assert {name: seat[0] for name, seat in result.plan.seats().items()} == {"a": "N", "d": "N", "b": "A", "c": "A"}
    assert [(one.nominee, one.reasons) for one in result.best.moved] == [("a", ("pinned",))]


def test_people_and_courses_that_the_problem_does_not_know_are_changes_for_good() -> None:
    problem = year([person(one, "A", can_lead=True) for one in "ab"], [course("A")])
    before = told(("A", DAY, "abz"), ("Z", DAY, "q"))
    result = repair(problem, before, Changes(), stop=Stop(10.0))
    assert {one.nominee: one.reasons for one in result.best.moved} == {
        "z": ("unknown_nominee",), "q": ("unknown_nominee",),
    }  # fmt: skip
    assert result.fewest_bound == 2


def test_every_fault_of_a_changes_file_is_named_with_its_place() -> None:
    problem, before = announced(1)
    data = {
        "withdrawn": ["P0", "lạ", 7],
        "cancelled": "C0",
        "pins": [{"nominee": "P0"}, {"nominee": "P1", "course": "C9"}],
        "courses": [{"course": course("C0", programme="?"), "choices": [{"nominee": "P0", "score": "x"}]}],
        "limits": {"budget": -1},
        "units": [{"id": "U9", "away_limit": 1}],
        "busy": [{"nominee": "P0", "days": [["2027-02-30", "2027-03-01"]]}],
    }
    with pytest.raises(Malformed) as raised:
        read_changes(data, problem=problem, before=before)
    assert {fault.place for fault in raised.value.faults} >= {
        "withdrawn[1]", "withdrawn[2]", "cancelled", "pins[0].course", "pins[1].course", "courses[0].course.programme",
        "courses[0].course.id", "courses[0].choices[0].score", "limits.budget", "units[0].id", "busy[0].days[0][0]",
    }  # fmt: skip
    with pytest.raises(Malformed):
        read_changes([], problem=problem, before=before)


def test_keys_that_mean_nothing_here_are_told() -> None:
    problem, before = announced(1)
    assert read_changes({"withdrawn": [], "ghi chú": 1}, problem=problem, before=before).ignored == ("ghi chú",)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(1000, 10_000), spare=st.integers(0, 2))
def test_any_repair_is_valid_and_counts_its_changes(seed: int, spare: int) -> None:
    problem, before, changes = case(seed, wild=True)
    result = repair(problem, before, changes, stop=Stop(0.3), more=(spare,))
    for one in (result.best, *result.alternatives):
        assert judge(changes.applied(problem), one.plan).valid
        assert one.changes == changed(before, changes, one.plan) >= result.fewest_bound
        assert one.plan.seats().keys().isdisjoint(changes.withdrawn)
    assert result.best.changes == result.fewest_bound or result.status != "proven"


def test_a_cancelled_repair_still_hands_back_a_valid_plan() -> None:
    problem, before, changes = case(7, wild=True)
    result = repair(problem, before, changes, stop=Stop(10.0), cancelled=lambda: True)
    assert result.status == "cancelled"
    assert judge(changes.applied(problem), result.plan).valid


# the command


def written(folder: Path, name: str, document: object) -> str:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    problem, before = announced(11)
    changes = {"withdrawn": sorted(before.seats())[:1], "cancelled": []}
    return [
        written(tmp_path, name, document)
        for name, document in (("p.json", problem.as_json()), ("b.json", before.as_json()), ("c.json", changes))
    ]


def test_the_command_writes_the_plan_with_what_it_changes(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, applied = tmp_path / "n.json", tmp_path / "applied.json"
    command = ["replan", *files, "--out", str(out), "--time-limit", "5", "--problem-out", str(applied)]
    assert main([*command, "--alternatives", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert (said.out, "ít nhất có thể" in said.err) == ("", True)
    plan = json.loads(out.read_text(encoding="utf-8"))
    assert plan["repair"]["changes"] == {
        "value": len(plan["changes"]), "fewest": len(plan["changes"]), "proven": True,
    }  # fmt: skip
    assert judge(read_problem(json.loads(applied.read_text(encoding="utf-8"))), read_plan(plan)).valid


def test_a_deterministic_repair_is_the_same_twice(files: list[str], tmp_path: Path) -> None:
    outs = [tmp_path / "one.json", tmp_path / "two.json"]
    for out in outs:
        assert main(["replan", *files, "--out", str(out), "--time-limit", "2", "--deterministic"]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_bad_changes_are_refused_with_one_sentence_each(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = written(tmp_path, "bad.json", {"withdrawn": ["không có"], "cancelled": []})
    assert main(["replan", *files[:2], bad, "--out", str(tmp_path / "n.json")]) == 2
    said = capsys.readouterr().err
    assert "withdrawn[0]" in said
    assert "Traceback" not in said
    assert not (tmp_path / "n.json").exists()


@beside
def test_a_whole_year_is_repaired_with_a_proven_minimum(tmp_path: Path) -> None:
    problem = read_problem(whole_year(4))
    before = solve(problem, stop=Stop(4.0)).plan
    seated = sorted(before.seats())
    changes = {"withdrawn": seated[::20], "cancelled": [before.courses[3].id]}
    result = repair(problem, before, read_changes(changes, problem=problem, before=before), stop=Stop(8.0))
    assert result.fewest_proven

    names = [
        written(tmp_path, name, document)
        for name, document in (
            ("p.json", whole_year(4)), ("b.json", before.as_json()), ("c.json", changes),
            ("n.json", result.plan.as_json()),
        )
    ]  # fmt: skip
    checked = subprocess.run(
        [sys.executable, str(SHARED / "check.py"), names[0], names[3], "--json"], capture_output=True, check=False
    )
    found = json.loads(checked.stdout)
    assert (checked.returncode, found["errors"]) == (0, [])
    assert found["tiers"] == result.best.tiers.as_json()
    counted = subprocess.run(
        [sys.executable, str(SHARED / "check_replan.py"), *names], capture_output=True, text=True, check=False
    )
    assert counted.returncode == 0
    assert f"changes={result.best.changes} " in counted.stdout
    assert f"newly_seated={result.best.newly} " in counted.stdout
    assert f"reseated_from_cancelled={result.best.reseated} " in counted.stdout
