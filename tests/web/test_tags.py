"""The tag library: icons, marks, dates, numbers and labels in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from doanra.terms.dates import PartialDate
from doanra.terms.words import Programme, Role, Severity, Verdict
from doanra.web.templatetags import doanra as tags


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def drawn(source: str, **context: Any) -> str:
    """A template string with the tags loaded."""
    return engines["django"].from_string("{% load i18n doanra %}" + source).render(context)


def test_an_icon_alone_has_a_name_and_one_beside_a_word_is_silent() -> None:
    assert 'role="img" aria-label="Quá hạn"' in drawn('{% icon "block" "Quá hạn" %}')
    assert 'aria-hidden="true"' in drawn('{% icon "block" %}')
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        drawn('{% icon "heart" %}')


def test_marks_say_shape_and_word() -> None:
    assert '<span class="mark mark-block">' in drawn("{% mark level '3 chặn' %}", level=Severity.ERROR)
    assert "&lt;b&gt;" in drawn('{% mark "warn" text %}', text="<b>")
    assert "mark-unknown" in drawn('{% markblock "unknown" %}{{ n }} chưa rõ{% endmarkblock %}', n=2)
    assert [tags.mark_level(word) for word in Verdict] == ["pass", "block", "unknown", "waived"]
    assert tags.mark_level("success") == "pass"
    with pytest.raises(TemplateSyntaxError, match="no mark"):
        drawn('{% mark "red" "x" %}')
    assert "Chưa rõ" in drawn("{% verdict word %}", word=Verdict.UNKNOWN)


@pytest.mark.parametrize(
    ("source", "vietnamese", "english"),
    [
        ("{{ day|vndate }}", "2/10/2023", "2 Oct 2023"),
        ('{{ day|vndate:"paper" }}', "02/10/2023", "2 Oct 2023"),
        ('{{ early|vndate:"paper" }}', "04/02/2024", "4 Feb 2024"),
        ("{{ day|daymonth }}", "2/10", "2 Oct"),
        ("{{ day|until:day }}", "2/10 – 2/10/2023", "2 Oct – 2 Oct 2023"),
        ("{{ day|until:early }}", "2/10/2023 – 4/2/2024", "2 Oct 2023 – 4 Feb 2024"),
        ("{{ none|vndate }}{{ none|num }}{{ none|money }}{{ none|partial_date }}", "", ""),
        ("{{ born|partial_date }}", "8/1975", "8/1975"),
        ("{{ sum|num }}", "3.259.800.000", "3,259,800,000"),
        ("{{ share|num }}", "1.234,5", "1,234.5"),
        ("{{ sum|money }}", "3.259.800.000\u00a0đ", "3,259,800,000\u00a0VND"),
    ],
)
def test_dates_and_numbers_follow_the_language(source: str, vietnamese: str, english: str) -> None:
    values = {
        "day": date(2023, 10, 2), "early": date(2024, 2, 4), "none": None, "born": PartialDate(1975, 8),
        "sum": Decimal("3259800000.00"), "share": Decimal("1234.50"),
    }  # fmt: skip
    assert drawn(source, **values) == vietnamese
    with translation.override("en"):
        assert drawn(source, **values) == english


def test_labels_come_from_the_words() -> None:
    assert tags.programme_label("short") == Programme.SHORT.label
    assert tags.label(Role.HEAD) == "Trưởng đoàn"
    assert tags.label("health-social", "field") == "Y tế, xã hội"
    assert tags.label("gone", "field") == "gone"
    assert tags.label(None) == ""
