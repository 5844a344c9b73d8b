"""Problem and plan files: what is read is written back; every fault is named with its place."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_problems import problem_json

from doanra.planner import Malformed, read_plan, read_problem

Damage = Callable[[dict[str, Any]], object]


@given(st.integers(0, 10**6))
def test_a_problem_is_written_back_as_it_was_read(seed: int) -> None:
    data = problem_json(seed)
    assert read_problem(data).as_json() == data


def test_our_additions_and_free_text_pass_through() -> None:
    data: dict[str, Any] = problem_json(1)
    person = next(one for one in data["nominees"] if one["choices"])
    person["choices"][0]["starts"] = data["courses"][0]["starts"][:1]
    person["name"] = "Nguyễn Văn Giả (tổng hợp)"
    data["courses"][0]["title"] = "Khóa “thử” <b>&"
    data["pins"] = [{"nominee": person["id"], "course": person["choices"][0]["course"]}]
    assert json.loads(json.dumps(read_problem(data).as_json())) == data


DAMAGES: list[tuple[str, Damage]] = [
    ("schema", lambda d: d.update(schema="plan-problem/9")),
    ("targets", lambda d: d.pop("targets")),
    ("targets.ngan", lambda d: d["targets"].update(ngan=-1)),
    ("limits.budget", lambda d: d["limits"].update(budget="nhiều")),
    ("limits.abroad_at_once", lambda d: d["limits"].pop("abroad_at_once")),
    ("units[1].seats_due", lambda d: d["units"][1].update(seats_due=float("nan"))),
    ("units[1]", lambda d: d["units"][1].update(id="U1")),
    ("courses[2].seats", lambda d: d["courses"][2].update(seats=[3, 2])),
    ("courses[2].seats[0]", lambda d: d["courses"][2].update(seats=["a", 2])),
    ("courses[0].starts[0]", lambda d: d["courses"][0].update(starts=["2027-02-30"])),
    ("courses[0].programme", lambda d: d["courses"][0].update(programme="lạ")),
    ("courses[0].field_share", lambda d: d["courses"][0].update(field_share=True)),
    ("courses[1]", lambda d: d["courses"].__setitem__(1, "C1")),
    ("nominees[0].unit", lambda d: d["nominees"][0].update(unit="U9")),
    ("nominees[0].band", lambda d: d["nominees"][0].update(band=6)),
    ("nominees[0].can_lead", lambda d: d["nominees"][0].update(can_lead="có")),
    ("nominees[0].busy[0]", lambda d: d["nominees"][0].update(busy=[["2027-02-02", "2027-01-01"]])),
    ("nominees[0].choices[0].course", lambda d: d["nominees"][0].update(choices=[{"course": "C9", "score": 1}])),
    ("nominees[0].choices[1]", lambda d: d["nominees"][0].update(choices=[{"course": "C1", "score": 1}] * 2)),
    ("nominees[0].unit_rank.lạ", lambda d: d["nominees"][0].update(unit_rank={"lạ": 1})),
    ("pins[0].nominee", lambda d: d.update(pins=[{"nominee": "P9", "course": "C1"}])),
]


@pytest.mark.parametrize(("place", "damage"), DAMAGES, ids=[place for place, _ in DAMAGES])
def test_a_fault_is_named_with_its_place(place: str, damage: Damage) -> None:
    data = copy.deepcopy(problem_json(7, nominees=6))
    damage(data)
    with pytest.raises(Malformed) as refused:
        read_problem(data)
    assert place in {fault.place for fault in refused.value.faults}


def test_all_faults_are_named_at_once() -> None:
    data: dict[str, Any] = copy.deepcopy(problem_json(7))
    data["courses"][0]["days"] = 0
    data["units"][0]["away_limit"] = None
    with pytest.raises(Malformed) as refused:
        read_problem(data)
    assert [fault.place for fault in refused.value.faults] == ["units[0].away_limit", "courses[0].days"]
    assert "units[0].away_limit: phải là số nguyên từ 0, đang là null" in str(refused.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["schema", "courses", "id", "x"]), inner),
    )
)
def test_no_document_whatever_brings_anything_but_a_refusal(document: object) -> None:
    for read in (read_problem, read_plan):
        with pytest.raises(Malformed):
            read(document)


def test_a_plan_is_written_back_as_it_was_read() -> None:
    course = {"id": "C1", "start": "2027-01-04", "leader": None, "members": ["P1"], "note": "thử"}
    data = {"schema": "plan/1", "courses": [course], "tiers": {"T1": 3}}
    assert read_plan(data).as_json() == data
