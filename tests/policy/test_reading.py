"""Facts from JSON: what is good is kept, what is bad is refused with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from doanra.policy.facts import Evidence, Funding
from doanra.policy.reading import read_facts
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused
from doanra.terms.words import Audience, Gender

PERSON = {"full_name": "Nguyễn Văn Thử"}


def test_reads_what_is_there_and_leaves_the_rest_unknown() -> None:
    facts = read_facts({
        "person": {**PERSON, "gender": "male", "birth": "1963-08", "source": "dòng 7"},
        "post": {"audience": "D"},
        "health": {"outcome": True, "on": "2027-01-15"},
        "history": {"participations": [{"starts_on": "2022", "funded_by": "kl39"}]},
    })  # fmt: skip
    assert facts.person.gender is Gender.MALE
    assert facts.person.birth == PartialDate(1963, 8)
    assert facts.post.audience is Audience.D
    assert facts.health == Evidence(outcome=True, on=date(2027, 1, 15))
    assert facts.history.participations[0].funded_by is Funding.KL39
    assert facts.commitment is None
    assert not facts.history.kl39_complete


@pytest.mark.parametrize(("data", "place"), [
    ([], "gốc"),
    ({}, "person"),
    ({"person": {}}, "person.full_name"),
    ({"person": {"full_name": "  "}}, "person.full_name"),
    ({"person": {"full_name": ["a"]}}, "person.full_name"),
    ({"person": {"full_name": "\ud800"}}, "person.full_name"),
    ({"person": {**PERSON, "gender": "nam"}}, "person.gender"),
    ({"person": {**PERSON, "birth": "12/8/1963"}}, "person.birth"),
    ({"person": {**PERSON, "birth": "1963-02-30"}}, "person.birth"),
    ({"person": {**PERSON, "birth": "9990"}}, "person.birth"),
    ({"person": {**PERSON, "birth": 1963}}, "person.birth"),
    ({"person": PERSON, "post": {"band": True}}, "post.band"),
    ({"person": PERSON, "post": {"audience": []}}, "post.audience"),
    ({"person": PERSON, "health": {"outcome": "có"}}, "health.outcome"),
    ({"person": PERSON, "term_end": {"on": "2027-05"}}, "term_end.on"),
    ({"person": PERSON, "ratings": {"year": 2026}}, "ratings"),
    ({"person": PERSON, "history": {"participations": [{"starts_on": "2022"}, {}]}},
     "history.participations[1].starts_on"),
    ({"person": PERSON, "chieu_cao": 170}, "chieu_cao"),
    ({"person": PERSON, "waivers": [{"rule": "x", "document": "1", "on": "2027-01-01", "signer": "A"}]},
     "waivers[0].rule"),
])  # fmt: skip
def test_a_fault_is_refused_with_its_place(data: Any, place: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_facts(data)
    assert refusal.value.code == "bad_facts"
    assert f"“{place}”" in refusal.value.message
    assert refusal.value.remedy
