"""The whole judgement: what decides it, what does not, and what is kept with it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from doanra.policy.assess import assess
from doanra.policy.finding import Eligibility
from doanra.policy.reading import read_facts
from doanra.terms.refusal import Refused
from doanra.terms.words import Field, Programme, Verdict

ON = date(2027, 4, 5)
CLEAR = {"outcome": True, "document": "Văn bản 12-CV/TU", "on": "2027-01-15"}


def _complete(**changes: Any) -> dict[str, Any]:
    """A synthetic person who meets every rule of all programmes."""
    evidence = (
        "discipline_clear exit_clear health commitment language_ability uses_language interview vetting overlap_review"
    )
    return {
        "person": {"full_name": "Nguyễn Thị Mẫu", "gender": "female", "birth": "1980-08-05"},
        "post": {"title": "Vụ trưởng", "audience": "C", "field": "economy", "leads": True},
        "unit": "Bộ Mẫu",
        "ratings": [{"year": 2026, "outcome": True, "wording": "hoàn thành tốt nhiệm vụ"}],
        "history": {"kl39_complete": True, "others_declared": True},
        **dict.fromkeys(evidence.split(), CLEAR),
        **changes,
    }


@pytest.mark.parametrize("programme", list(Programme))
def test_a_complete_file_is_eligible(programme: Programme) -> None:
    judged = assess(read_facts(_complete()), programme=programme, on=ON, course_field=Field.ECONOMY)
    assert judged.verdict is Eligibility.ELIGIBLE
    assert judged.needs == ()
    assert "đủ điều kiện" in judged.summary
    assert {finding.verdict for finding in judged.findings if finding.blocks} == {Verdict.MET}


def test_an_unknown_keeps_it_open_and_a_failure_decides() -> None:
    facts = read_facts(_complete(health=None))
    judged = assess(facts, programme=Programme.SHORT, on=ON, course_field=Field.ECONOMY)
    assert judged.verdict is Eligibility.UNKNOWN
    assert [need.paper for need in judged.needs] == ["giấy khám sức khoẻ"]
    assert [need.owed_by for need in judged.needs] == ["Bộ Mẫu"]
    failed = replace(facts, post=replace(facts.post, audience=None, leads=False))
    judged = assess(failed, programme=Programme.SHORT, on=ON, course_field=Field.ECONOMY)
    assert judged.verdict is Eligibility.NOT_ELIGIBLE
    assert "“Còn đủ thời gian làm lãnh đạo, quản lý, tính từ ngày khai giảng”" in judged.summary


def test_limits_not_seen_show_as_unknown_but_do_not_block_language() -> None:
    judged = assess(read_facts(_complete()), programme=Programme.LANGUAGE, on=ON, course_field=Field.ECONOMY)
    shown = {finding.rule: (finding.verdict, finding.blocks) for finding in judged.findings}
    assert shown["months_left"] == (Verdict.UNKNOWN, False)
    assert shown["language_ability"] == (Verdict.UNKNOWN, False)
    assert judged.verdict is Eligibility.ELIGIBLE


def test_an_overlap_never_decides() -> None:
    history = {"kl39_complete": True, "participations": [{"starts_on": "2019", "funded_by": "scheme165"}]}
    facts = read_facts(_complete(history=history, overlap_review=None))
    judged = assess(facts, programme=Programme.SHORT, on=ON, course_field=Field.ECONOMY)
    assert judged.of("overlap").verdict is Verdict.UNKNOWN
    assert judged.verdict is Eligibility.ELIGIBLE


def test_only_rules_whose_text_allows_exceptions_are_waived() -> None:
    decision = {"document": "118-CV/BCĐ", "on": "2027-02-20", "signer": "Phó Trưởng Ban Chỉ đạo"}
    waivers = [{"rule": rule, **decision} for rule in ("health", "months_left", "short_once")]
    facts = read_facts(_complete(health={"outcome": False}, waivers=waivers, history={}))
    judged = assess(facts, programme=Programme.SHORT, on=ON, course_field=Field.ECONOMY)
    assert judged.of("short_once").verdict is Verdict.WAIVED
    assert judged.of("short_once").needs == ()
    assert judged.of("health").verdict is Verdict.NOT_MET
    assert {finding.rule for finding in judged.findings if finding.waivable} == {
        "short_once",
        "twice_a_year",
        "consecutive_years",
    }


@pytest.mark.parametrize("kind", ["vetting", "health"])
def test_what_a_vetting_or_a_doctor_wrote_is_never_shown(kind: str) -> None:
    facts = read_facts(_complete(**{kind: {"outcome": False, "note": "nội dung mật"}}))
    judged = assess(facts, programme=Programme.SHORT, on=ON)
    assert "nội dung mật" not in json.dumps(judged.as_json(), ensure_ascii=False)


def test_the_edition_of_the_first_day_is_kept_and_all_is_plain_json() -> None:
    judged = assess(read_facts(_complete()), programme=Programme.MEDIUM, on=date(2022, 10, 5), course="TH-01")
    stored = json.loads(json.dumps(judged.as_json()))
    assert stored["edition"]["id"] == "2022-10-05"
    assert "Quyết định số 02-QĐ/BCĐ, ngày 05/10/2022" in stored["edition"]["documents"]
    assert stored["course"] == "TH-01"
    assert [finding["rule"] for finding in stored["findings"]] == [finding.rule for finding in judged.findings]
    assert stored["findings"][0]["citations"][0]["brief"] == "KL 39-KL/TW, mục 2.4"


def test_the_day_before_conclusion_39_existed_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        assess(read_facts(_complete()), programme=Programme.SHORT, on=date(2022, 7, 17))
    assert refusal.value.code == "before_policy"
    assert "17/7/2022" in refusal.value.message


def test_before_the_regulation_the_conclusion_alone_judges() -> None:
    judged = assess(read_facts(_complete()), programme=Programme.SHORT, on=date(2022, 7, 18))
    assert judged.edition.id == "2022-07-18"
    assert judged.verdict is Eligibility.UNKNOWN
    assert judged.of("audience").verdict is Verdict.MET
    assert judged.of("months_left").verdict is Verdict.UNKNOWN


def test_a_rule_that_the_programme_does_not_name_has_no_finding() -> None:
    judged = assess(read_facts(_complete()), programme=Programme.SHORT, on=ON)
    with pytest.raises(KeyError):
        judged.of("interview")
