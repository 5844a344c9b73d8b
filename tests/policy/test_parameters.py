"""Dated values: every one has its citation, editions follow the documents, targets stay apart."""

from __future__ import annotations

from datetime import date

import pytest

from doanra.policy import parameters, programmes, rules
from doanra.policy.wording import paper_date
from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme


def test_every_citation_resolves() -> None:
    documents = parameters.documents()
    assert {item.citation.document.key for item in parameters.every()} == set(documents)
    for item in parameters.every():
        assert item.citation.clause, item.key
        assert item.confidence in {"S", "C", "G"}, item.key
        assert item.confidence != "G" or item.note, item.key
        assert item.citation.named() in item.citation.vietnamese()


def test_no_value_overlaps_another_of_its_key() -> None:
    for item in parameters.every():
        others = [other for other in parameters.every() if other.key == item.key and other is not item]
        assert not any(item.valid_from in other for other in others), item.key


def test_every_rule_stands_on_a_value_or_is_shown_for_information_only() -> None:
    on = date(2027, 4, 5)
    for programme, terms in programmes.registry().items():
        for use in terms.rules:
            basis = parameters.find(rules.registry()[use.rule].basis_for(programme), on=on)
            assert basis is not None or not use.blocks, (programme, use.rule)


def test_months_left_from_the_day_of_the_regulation() -> None:
    assert parameters.find("short.months_left", on=date(2022, 10, 4)) is None
    assert parameters.value("short.months_left", on=date(2022, 10, 5)).value == 18
    assert parameters.value("medium.months_left", on=date(2022, 10, 5)).value == 24
    with pytest.raises(Refused, match=r"language\.months_left"):
        parameters.value("language.months_left", on=date(2027, 1, 1))


def test_editions_follow_the_documents() -> None:
    assert [one.id for one in parameters.editions()] == ["2022-07-18", "2022-10-05", "2023-01-01"]
    assert parameters.edition(date(2022, 10, 4)).number == 1
    assert parameters.edition(date(2022, 10, 5)).number == 2
    assert parameters.edition(date(2040, 1, 1)).valid_to is None
    with pytest.raises(Refused):
        parameters.edition(date(2022, 7, 17))


@pytest.mark.parametrize(("year", "total", "short", "medium", "language"), [
    (2022, 400, 250, 40, 120),
    (2025, 400, 250, 40, 120),
    (2026, 500, 300, 50, 150),
    (2030, 500, 300, 50, 150),
])  # fmt: skip
def test_targets_as_the_text_states_them(year: int, total: int, short: int, medium: int, language: int) -> None:
    targets = parameters.targets(year)
    assert targets.total == total
    assert targets.parts == {Programme.SHORT: short, Programme.MEDIUM: medium, Programme.LANGUAGE: language}
    assert targets.citation.brief() == "KL 39-KL/TW, mục 2.2"


def test_the_parts_to_2025_are_410_and_not_400() -> None:
    assert sum(parameters.targets(2025).parts.values()) == 410
    assert sum(parameters.targets(2026).parts.values()) == 500


@pytest.mark.parametrize("year", [2021, 2031])
def test_no_targets_outside_the_two_periods(year: int) -> None:
    with pytest.raises(Refused) as refusal:
        parameters.targets(year)
    assert refusal.value.code == "no_targets"


def test_citation_as_letters_and_tables_name_it() -> None:
    citation = parameters.value("general.discipline", on=date(2023, 1, 1)).citation
    assert citation.vietnamese() == "điều kiện chung thứ 2 của Quyết định số 02-QĐ/BCĐ, ngày 05/10/2022"
    assert citation.brief() == "QĐ 02-QĐ/BCĐ, điều kiện chung thứ 2"


@pytest.mark.parametrize(("iso", "text"), [
    ("2022-10-05", "05/10/2022"), ("2023-05-15", "15/5/2023"), ("2024-09-01", "01/9/2024"),
    ("2023-02-20", "20/02/2023"),
    ("1964-01", "01/1964"), ("1964-05", "5/1964"), ("1964", "1964"),
])  # fmt: skip
def test_dates_as_papers_write_them(iso: str, text: str) -> None:
    assert paper_date(PartialDate.parse(iso)) == text
