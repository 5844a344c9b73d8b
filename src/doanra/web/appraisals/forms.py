"""What is asked of the list, what a paper says, by which decision a rule is set aside, for which day to judge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext, gettext_lazy

from doanra.policy import rules
from doanra.records.facts import ENDS, PAPERS
from doanra.records.models import Course, Eligibility, Unit
from doanra.records.queries.appraisals import Wanted
from doanra.records.queries.nominations import NOT_APPRAISED, ORDERS
from doanra.terms.words import Programme
from doanra.web.lists.forms import Choice
from doanra.web.templatetags.doanra import label, vndate

_OUTCOMES = {"yes": True, "no": False, "unknown": None}


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WantedForm(forms.Form):
    """The filters of the list, all in the address; a value that is none is left out."""

    q = forms.CharField(label=gettext_lazy("Họ tên, đơn vị, chức vụ"), required=False, max_length=100)
    programme = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(label=gettext_lazy("Kết luận"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Điều kiện vướng"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("Mức vướng"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False, widget=Choice)
    order = forms.ChoiceField(
        required=False, choices=[(key, key) for name in ORDERS for key in (name, f"-{name}")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, senders: list[Unit], hidden: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        everything = [("", gettext("Tất cả"))]
        choices = {
            "programme": [*everything, *((one.value, label(one)) for one in Programme)],
            "standing": [
                *everything,
                *((one.value, gettext(one.label)) for one in Eligibility),
                (NOT_APPRAISED, gettext("Chưa thẩm định")),
            ],
            "rule": [
                *everything,
                *((rule.id, gettext(rule.title)) for rule in rules.registry().values() if rule.id not in hidden),
            ],
            "verdict": [*everything, ("not_met", gettext("không đạt")), ("unknown", gettext("chưa rõ"))],
            "unit": [*everything, *((unit.slug, unit.short) for unit in senders)],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> Wanted:
        """What was asked for; parts that make no sense ask for nothing."""
        self.full_clean()
        asked = self.cleaned_data
        if "rule" in self.errors:
            asked["verdict"] = ""  # it was asked of a rule that is none, or none of the reader's
        names = ("programme", "standing", "rule", "verdict", "unit")
        order = asked.get("order") or "name"
        return Wanted(text=asked.get("q", ""), order=order, **{name: asked.get(name, "") for name in names})


class EvidenceForm(forms.Form):
    """What one paper says. With one kind it is fixed; political vetting has no note; an end of leading has a reason."""

    kind = forms.ChoiceField(label=gettext_lazy("Về điều gì"))
    outcome = forms.ChoiceField(label=gettext_lazy("Giấy tờ nói gì"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("Ngày của giấy tờ"), required=False, widget=DayInput)
    document = forms.CharField(label=gettext_lazy("Số, ký hiệu"), required=False, max_length=120)
    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=300)

    def __init__(self, *args: Any, kinds: tuple[str, ...], **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{kinds[0] if len(kinds) == 1 else '-'.join(kinds[:2])}-%s"
        super().__init__(*args, **kwargs)
        choices = [(kind, gettext(PAPERS[kind])) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("yes", gettext("Đạt, đúng như vậy")),
            ("no", gettext("Không đạt")),
            ("unknown", gettext("Chưa kết luận được")),
        ]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = kinds[0]
        if set(kinds) <= ENDS:
            self._ask_for_an_end()
        if set(kinds) <= {"vetting"}:
            del self.fields["note"]
        if kinds == ("task_done",):
            self.fields["on"].label = gettext_lazy("Xếp loại đến ngày")
            self.fields["on"].help_text = gettext_lazy("Năm của ngày này là năm xếp loại, ví dụ 31/12/2026.")
            self.fields["on"].required = True
            self.fields["note"].label = gettext_lazy("Mức xếp loại, ghi như trong văn bản")

    def _ask_for_an_end(self) -> None:
        del self.fields["outcome"]
        self.fields["on"].label = gettext_lazy("Ngày đầu tiên không còn giữ chức vụ")
        self.fields["on"].required = True
        self.fields["note"].label = gettext_lazy("Lý do")
        self.fields["note"].help_text = gettext_lazy("Ví dụ: hết nhiệm kỳ 2025–2030.")

    def given(self) -> dict[str, Any]:
        """The arguments of ``record_evidence``."""
        data = self.cleaned_data
        outcome = _OUTCOMES[data.get("outcome", "unknown")]
        names = ("kind", "on", "document", "note")
        return {"outcome": outcome, **{name: data[name] for name in names if name in data}}


class WaiveForm(forms.Form):
    """A decision of the Committee's leadership on one rule."""

    rule = forms.CharField(widget=forms.HiddenInput)
    document = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản"), help_text=gettext_lazy("Ví dụ: 118-CV/BCĐ."), max_length=120
    )
    on = forms.DateField(label=gettext_lazy("Ngày ban hành"), widget=DayInput)
    signer = forms.CharField(
        label=gettext_lazy("Người ký"), help_text=gettext_lazy("Ví dụ: Phó Trưởng Ban Chỉ đạo."), max_length=160
    )

    def __init__(self, *args: Any, waived: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": f"waive-{waived}-%s", "initial": {"rule": waived}})


_LAST_DAY = date(2100, 12, 31)
"""Rules count months from a first day; nobody plans a course beyond."""


class WhatIfForm(forms.Form):
    """For which course of the year, or which first day, to judge without saving."""

    course = forms.ChoiceField(label=gettext_lazy("Khoá của năm"), required=False)
    on = forms.DateField(
        label=gettext_lazy("Hoặc một ngày khai giảng khác"), required=False, widget=DayInput,
        validators=[MaxValueValidator(_LAST_DAY)],
    )  # fmt: skip

    def __init__(self, *args: Any, courses: list[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._courses = {f"{one.code}@{start.first_day}": one for one in courses for start in one.starts.all()}
        offered = [(key, f"{one.code}, {vndate(_day_of(key))}, {one.country}") for key, one in self._courses.items()]
        self.fields["course"].choices = [("", gettext("Không chọn khoá")), *offered]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[date | None, Course | None]:
        """First day and course; (None, None) where nothing is asked."""
        self.full_clean()
        key = self.cleaned_data.get("course", "")
        if key:
            return _day_of(key), self._courses[key]
        return self.cleaned_data.get("on"), None


def _day_of(key: str) -> date:
    return date.fromisoformat(key.partition("@")[2])
