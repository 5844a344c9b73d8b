"""The pages of docs/policy against the code."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

from doanra.policy import parameters, rules
from doanra.policy.facts import Evidence, Facts, History, LeadershipEnd, Participation, Person, Post, Rating, Waiver
from doanra.policy.prose import rules_in_prose
from doanra.policy.reading import read_facts

PAGES = Path(__file__).resolve().parents[2] / "docs/policy"


def test_the_page_of_rules_is_what_the_code_says() -> None:
    """Written anew by: python -m doanra.policy.prose > docs/policy/rules.md."""
    assert (PAGES / "rules.md").read_text("utf-8") == rules_in_prose()


def test_every_rule_and_edition_occurs_in_the_overview() -> None:
    page = (PAGES / "README.md").read_text("utf-8")
    assert [rule for rule in rules.registry() if f"`{rule}`" not in page] == []
    assert [one.id for one in parameters.editions() if f"| {one.id} |" not in page] == []


def test_every_fact_is_described() -> None:
    page = (PAGES / "facts.md").read_text("utf-8")
    kinds = (Facts, Person, Post, Evidence, Rating, LeadershipEnd, Participation, History, Waiver)
    names = {member.name for kind in kinds for member in fields(kind)}
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []


def test_the_example_can_be_read() -> None:
    page = (PAGES / "facts.md").read_text("utf-8")
    example = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert example is not None
    assert read_facts(json.loads(example[1])).person.full_name == "Nguyễn Văn Mẫu"
