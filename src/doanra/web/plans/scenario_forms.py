"""The form of a scenario: what would be otherwise, several things at once; what is left empty stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doanra.planner.whatif import (
    AddClass,
    Change,
    MoveDates,
    ScaleBudget,
    SetAway,
    SetAwayShare,
    SetNumber,
    SetTarget,
)
from doanra.records.models import Call
from doanra.terms.words import Programme
from doanra.web.courses.days import DaysField

ROWS = 3
"""So many new classes, moved courses and units fit into one scenario of the page."""


def _number(label: Any, *, least: int = 0, most: int = 10**6, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most, help_text=help_text)


class ScenarioForm(forms.Form):
    """Name, the money, limits and targets of the year."""

    name = forms.CharField(
        label=_("Tên kịch bản"), max_length=80, help_text=_("Ví dụ: Thêm một lớp Nhật Bản, cắt 10 % kinh phí.")
    )
    budget_how = forms.ChoiceField(
        label=_("Kinh phí"),
        widget=forms.RadioSelect,
        initial="keep",
        choices=[
            ("keep", _("Như hiện nay")),
            ("cut", _("Cắt bớt, phần trăm")),
            ("raise", _("Tăng thêm, phần trăm")),
            ("set", _("Đặt số tiền, triệu đồng")),
        ],
    )
    budget = _number(_("Phần trăm, hoặc triệu đồng"), least=1, most=10**9)
    abroad_at_once = _number(_("Số đoàn ở nước ngoài cùng lúc, nhiều nhất"), most=999)
    away_percent = _number(
        _("Mỗi đơn vị vắng cùng lúc, phần trăm số người được đề cử"),
        least=1, most=100, help_text=_("Mỗi đơn vị luôn được vắng ít nhất 2 người."),
    )  # fmt: skip
    rank_window = _number(_("Độ lệch thứ tự ưu tiên được xét, người"), most=999)
    target_short = _number(_("Chỉ tiêu ngắn hạn, chỗ"))
    target_medium = _number(_("Chỉ tiêu trung hạn, chỗ"))
    target_language = _number(_("Chỉ tiêu ngoại ngữ, chỗ"))
    how = forms.ChoiceField(
        label=_("Cách xếp"),
        widget=forms.RadioSelect,
        initial="keep",
        choices=[
            ("keep", _("Giữ chỗ đã xếp: đổi ít người nhất so với kế hoạch đang dùng, rồi mới xếp thêm")),
            ("free", _("Xếp lại tự do: đạt nhiều nhất, dù nhiều người phải đổi")),
        ],
    )
    time_limit = forms.IntegerField(
        label=_("Thời gian tính, giây"), initial=60, min_value=1, max_value=3600,
        help_text=_("Xếp lại tự do cũng bắt đầu từ kế hoạch đang dùng, nên không kém nó nếu nó còn hợp lệ."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A part or an amount belongs to every choice but “as it is”."""
        data = super().clean() or {}
        how, amount = data.get("budget_how"), data.get("budget")
        if how in {"cut", "raise", "set"} and amount is None and "budget" not in self.errors:
            self.add_error("budget", gettext("Ghi con số, ví dụ 10."))
        elif (how == "cut" and (amount or 0) > 100) or (how == "raise" and (amount or 0) > 900):
            self.add_error("budget", gettext("Phần trăm quá lớn: cắt nhiều nhất 100, tăng nhiều nhất 900."))
        return data

    def changes(self) -> Iterator[Change]:
        """What was filled in."""
        data = self.cleaned_data
        if data["budget_how"] in {"cut", "raise"}:
            yield ScaleBudget(-data["budget"] if data["budget_how"] == "cut" else data["budget"])
        elif data["budget_how"] == "set":
            yield SetNumber("budget", data["budget"])
        for name in ("abroad_at_once", "rank_window"):
            if data[name] is not None:
                yield SetNumber(name, data[name])
        if data["away_percent"] is not None:
            yield SetAwayShare(data["away_percent"] / 100)
        for programme in Programme:
            if data[f"target_{programme.value}"] is not None:
                yield SetTarget(programme.value, data[f"target_{programme.value}"])


class RowForm(forms.Form):
    """One line of a kind; empty lines are passed over."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields[self.chosen]).choices = [("", gettext("Không chọn")), *choices]

    chosen = "course"


class ClassForm(RowForm):
    """One more class of a course."""

    course = forms.ChoiceField(label=_("Thêm một lớp như khoá"), required=False)
    code = forms.CharField(
        label=_("Mã lớp mới"), required=False, max_length=20, help_text=_("Trống: mã của khoá thêm chữ b.")
    )
    seats_min = _number(_("Ít nhất, chỗ"), least=1, most=500, help_text=_("Trống: như khoá."))
    seats_max = _number(_("Nhiều nhất, chỗ"), least=1, most=500, help_text=_("Trống: như khoá."))
    starts = DaysField(label=_("Các ngày khai giảng có thể"), required=False)

    def clean(self) -> dict[str, Any]:
        """Days belong to a class; seats come in pairs and in order."""
        data = super().clean() or {}
        if data.get("course") and not data.get("starts") and "starts" not in self.errors:
            self.add_error("starts", gettext("Ghi ít nhất một ngày khai giảng."))
        low, high = data.get("seats_min"), data.get("seats_max")
        if (low is None) != (high is None):
            self.add_error("seats_max", gettext("Ghi cả hai số chỗ, hoặc để trống cả hai."))
        elif low is not None and high is not None and low > high:
            self.add_error("seats_max", gettext("Số chỗ nhiều nhất phải từ %(low)s.") % {"low": low})
        return data

    def changes(self, taken: set[str]) -> Iterator[Change]:
        """The class, under a code that is not taken."""
        data = self.cleaned_data
        if not data["course"]:
            return
        code = data["code"].strip() or _free(data["course"], taken)
        taken.add(code)
        seats = None if data["seats_min"] is None else (data["seats_min"], data["seats_max"])
        yield AddClass(data["course"], code, data["starts"], seats)


class DatesForm(RowForm):
    """A course on other first days."""

    course = forms.ChoiceField(label=_("Đổi ngày của khoá"), required=False)
    starts = DaysField(label=_("Các ngày khai giảng thay cho ngày cũ"), required=False)

    def clean(self) -> dict[str, Any]:
        """Days belong to a course."""
        data = super().clean() or {}
        if data.get("course") and not data.get("starts") and "starts" not in self.errors:
            self.add_error("starts", gettext("Ghi ít nhất một ngày khai giảng."))
        return data

    def changes(self, taken: set[str]) -> Iterator[Change]:
        """The move."""
        if self.cleaned_data["course"]:
            yield MoveDates(self.cleaned_data["course"], self.cleaned_data["starts"])


class AwayForm(RowForm):
    """How many of one unit may be away at once."""

    unit = forms.ChoiceField(label=_("Giới hạn riêng của đơn vị"), required=False)
    limit = _number(_("Vắng cùng lúc nhiều nhất, người"), most=999)
    chosen = "unit"

    def clean(self) -> dict[str, Any]:
        """A limit belongs to a unit."""
        data = super().clean() or {}
        if data.get("unit") and data.get("limit") is None and "limit" not in self.errors:
            self.add_error("limit", gettext("Ghi số người, ví dụ 3."))
        return data

    def changes(self, taken: set[str]) -> Iterator[Change]:
        """The limit."""
        if self.cleaned_data["unit"]:
            yield SetAway(self.cleaned_data["unit"], self.cleaned_data["limit"])


def _free(course: str, taken: set[str]) -> str:
    """The code of a course with the first letter that makes it new."""
    codes = (f"{course[:19]}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    return next((code for code in codes if code not in taken), course)


class WholeForm:
    """All forms of the page as one."""

    def __init__(self, call: Call, data: QueryDict | None = None) -> None:
        courses = list(call.courses.values_list("code", "topic"))
        named = [(code, f"{code} · {topic}") for code, topic in courses]
        units = call.nominations.values_list("unit_id", "unit__short").distinct().order_by("unit__kind", "unit__order")
        unit_choices = [(f"U{pk}", short) for pk, short in dict(units).items()]
        self.taken = {code for code, _topic in courses}
        self.main = ScenarioForm(data)
        self.classes = [ClassForm(data, prefix=f"class{n}", choices=named) for n in range(ROWS)]
        self.dates = [DatesForm(data, prefix=f"dates{n}", choices=named) for n in range(ROWS)]
        self.away = [AwayForm(data, prefix=f"away{n}", choices=unit_choices) for n in range(ROWS)]

    @property
    def all(self) -> list[forms.Form]:
        """Every form, in the order of the page."""
        return [self.main, *self.classes, *self.dates, *self.away]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of the field, its label and the sentence."""
        return [
            (bound.id_for_label or bound.auto_id, str(bound.label), str(error))
            for form in self.all
            for bound in form
            for error in bound.errors
        ]

    def is_valid(self) -> bool:
        """Whether every form is."""
        return not [form for form in self.all if not form.is_valid()]  # each is asked, so that each tells

    def changes(self) -> list[Change]:
        """Everything that was filled in, new classes first."""
        lines: list[ClassForm | DatesForm | AwayForm] = [*self.classes, *self.dates, *self.away]
        rows = [change for form in lines for change in form.changes(self.taken)]
        return [*rows, *self.main.changes()]
