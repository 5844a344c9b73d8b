"""The rules on situations that an officer can read and check: tests/policy/situations/*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from doanra.policy import parameters, programmes, rules
from doanra.policy.assess import assess
from doanra.policy.reading import read_facts
from doanra.terms.words import Field, Programme, Verdict

FOLDER = Path(__file__).parent / "situations"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
CASES = [(name, case) for name, table in FILES.items() for case in table["situation"]]


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    person = {"full_name": "Nguyễn Văn Thử", "source": "tệp thử, dòng 1"} | given.get("person", {})
    return {"unit": "tỉnh Thử"} | given | {"person": person}


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{name}: {case['name']}" for name, case in CASES])
def test_situation(rule: str, case: dict[str, Any]) -> None:
    """The rule gives the verdict that the situation expects, and says so in a sentence with the name."""
    assessment = assess(
        read_facts(_facts(case.get("facts", {}))),
        programme=Programme(case["programme"]),
        on=case["on"],
        course_field=Field(case["field"]) if "field" in case else None,
    )
    finding = assessment.of(rule)
    assert finding.verdict == case["expect"], finding.sentence
    assert case.get("sentence", "") in finding.sentence
    assert "đồng chí nguyễn văn thử" in finding.sentence.lower()
    assert finding.sentence.endswith(".")
    assert finding.blocks is case.get("blocks", rule != "overlap")
    assert len(finding.needs) == case.get("needs", len(finding.needs))
    assert all(need.owed_by for need in finding.needs)


def _possible(rule: str) -> set[Verdict]:
    """All verdicts of a rule: a waived one only where the text allows exceptions; an overlap is never a no."""
    waivable = next(item for item in parameters.every() if item.key == "general.waivable").value
    verdicts = {Verdict.MET, Verdict.UNKNOWN}
    if rule != "overlap":
        verdicts.add(Verdict.NOT_MET)
    if rule in waivable:
        verdicts.add(Verdict.WAIVED)
    return verdicts


def test_every_rule_has_a_situation_for_each_verdict() -> None:
    shown = {name: {Verdict(case["expect"]) for case in table["situation"]} for name, table in FILES.items()}
    assert shown == {rule: _possible(rule) for rule in rules.registry()}


def test_each_file_is_named_by_its_rule() -> None:
    assert {name: table["rule"] for name, table in FILES.items()} == {name: name for name in FILES}


def test_every_rule_is_named_by_a_programme_and_every_name_is_a_rule() -> None:
    named = {use.rule for terms in programmes.registry().values() for use in terms.rules}
    assert named == set(rules.registry())


def test_every_rule_tells_its_source_meaning_and_guarantee() -> None:
    for rule in rules.registry().values():
        assert "Meaning:" in rule.meaning, rule.id
        assert "Guarantee" in rule.meaning, rule.id
        assert "02-QĐ/BCĐ" in rule.meaning or "39-KL/TW" in rule.meaning or "Ban Chỉ đạo" in rule.meaning, rule.id
        assert rule.title
