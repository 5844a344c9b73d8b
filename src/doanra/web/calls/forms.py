"""Forms of a call: opening a year, its settings, what is looked for among the units that were asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.policy.parameters import Targets
from doanra.records.models import Call, UnitKind, UnknownMeans
from doanra.records.queries.calls import Asked
from doanra.terms.names import fold
from doanra.terms.words import Programme
from doanra.web.drawings.figures import figure
from doanra.web.lists.forms import Day, Ordered, Search, offer

_WRITTEN = ["%Y-%m-%d", "%d/%m/%Y"]


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as the browser's calendar or as people write it."""
    return forms.DateField(label=label, widget=Day(), input_formats=_WRITTEN, **more)


class MoneyField(forms.CharField):
    """Whole đồng, written with or without dots between thousands."""

    def to_python(self, value: Any) -> Any:
        """The amount, None if empty."""
        text = re.sub(r"[\s.,\u00a0]|đ$|VND$", "", str(value or "").strip())
        if not text:
            return None
        if not re.fullmatch(r"\d{1,15}", text):
            raise forms.ValidationError(gettext("Ghi số đồng, chỉ gồm chữ số và dấu chấm, ví dụ 95.000.000.000."))
        return Decimal(text)

    def prepare_value(self, value: Any) -> Any:
        """Thousands apart, as people write them."""
        return figure(value) if isinstance(value, Decimal) else value


class ShareField(forms.CharField):
    """A share from above 0 to 1: 0,25 or 25%."""

    def to_python(self, value: Any) -> Any:
        """The share as a fraction."""
        text = str(value or "").strip().replace(",", ".")
        percent = text.endswith("%")
        try:
            share = Decimal(text.rstrip("% ")) / (100 if percent else 1)
        except InvalidOperation:
            share = Decimal(0)
        if not share.is_finite() or not Decimal("0.01") <= share <= 1:
            raise forms.ValidationError(gettext("Ghi tỉ lệ từ 0,01 đến 1, ví dụ 0,25 hoặc 25%."))
        return share.quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        """With the reader's decimal sign."""
        return figure(value) if isinstance(value, Decimal) else value


def _target(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=9999)


class SettingsForm(forms.Form):
    """The settings of a year; empty targets mean those of Conclusion 39."""

    title = forms.CharField(label=gettext_lazy("Tên đợt"), max_length=200)
    document = forms.CharField(
        label=gettext_lazy("Số công văn mời"), max_length=80, required=False,
        help_text=gettext_lazy("Ghi trong công văn nhắc, ví dụ 96-CV/BCĐ."),
    )  # fmt: skip
    closes_on = day_field(
        gettext_lazy("Hạn trả lời"), help_text=gettext_lazy("Sau ngày này đơn vị chưa trả lời là quá hạn.")
    )
    people_due_on = day_field(
        gettext_lazy("Hạn nộp giấy tờ của từng người"), required=False,
        help_text=gettext_lazy("Để trống: năm này không đặt hạn riêng. Gia hạn cho một đơn vị ở trang “Hạn”."),
    )  # fmt: skip
    programmes = forms.MultipleChoiceField(
        label=gettext_lazy("Chương trình của năm"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chương trình không đánh dấu thì không có chỉ tiêu và không ghi trong công văn mời."),
    )  # fmt: skip
    target_short = _target(gettext_lazy("Chỉ tiêu ngắn hạn"))
    target_medium = _target(gettext_lazy("Chỉ tiêu trung hạn"))
    target_language = _target(gettext_lazy("Chỉ tiêu ngoại ngữ"))
    budget = MoneyField(
        label=gettext_lazy("Kinh phí, đồng"), required=False,
        help_text=gettext_lazy("Kế hoạch không vượt số này; để trống là không giới hạn. Ví dụ 95.000.000.000."),
    )  # fmt: skip
    abroad_at_once = forms.IntegerField(
        label=gettext_lazy("Số đoàn ở nước ngoài cùng lúc, nhiều nhất"), min_value=1, max_value=99,
        help_text=gettext_lazy("Do văn phòng đặt theo sức theo dõi; không có văn bản quy định. Mặc định 7."),
    )  # fmt: skip
    away_share = ShareField(
        label=gettext_lazy("Phần cán bộ của một đơn vị được vắng cùng lúc"),
        help_text=gettext_lazy(
            "Tính trên số người đơn vị đề cử, ít nhất một người. Do văn phòng đặt; không có văn bản quy định. "
            "Ví dụ 0,25 là một phần tư."
        ),
    )
    rank_window = forms.IntegerField(
        label=gettext_lazy("Khoảng xét thứ tự ưu tiên"), min_value=1, max_value=99,
        help_text=gettext_lazy(
            "Người được đơn vị xếp sau mà có chỗ trước được tính là đảo thứ tự khi hai người cách nhau không quá "
            "khoảng này. Do văn phòng đặt, mặc định 8."
        ),
    )  # fmt: skip
    unknown_means = forms.ChoiceField(
        label=gettext_lazy("Người còn “chưa rõ” khi lập kế hoạch"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Chưa rõ không phải là không đủ. Trước khi công bố, giấy còn thiếu hiện ra."),
    )  # fmt: skip
    register_complete = forms.BooleanField(
        label=gettext_lazy("Danh sách người đã đi bằng nguồn Kết luận 39 là đầy đủ"), required=False,
        help_text=gettext_lazy(
            "Nếu đầy đủ, không có tên nghĩa là chưa đi lần nào. Nếu chưa, điều kiện về số lần thành “chưa rõ”."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, published: Targets | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        means: Any = self.fields["unknown_means"]
        means.choices = [(one.value, gettext(one.label)) for one in UnknownMeans]
        offered: Any = self.fields["programmes"]
        offered.choices = [(one.value, gettext(one.label)) for one in Programme]
        for programme in Programme:
            self.fields[f"target_{programme.value}"].help_text = _of_conclusion(published, programme)

    def own(self) -> list[forms.BoundField]:
        """What the year is called and until when it lasts."""
        return [self[name] for name in ("title", "document", "closes_on", "people_due_on", "programmes")]

    def clean_programmes(self) -> str:
        """As the year stores them, in their order."""
        return ",".join(one.value for one in Programme if one.value in self.cleaned_data["programmes"])

    def aims(self) -> list[forms.BoundField]:
        """The targets."""
        return [self[f"target_{programme.value}"] for programme in Programme]

    def limits(self) -> list[forms.BoundField]:
        """What a plan must keep to."""
        return [self[name] for name in ("budget", "abroad_at_once", "away_share", "rank_window")]

    def readings(self) -> list[forms.BoundField]:
        """How missing knowledge is read."""
        return [self[name] for name in ("unknown_means", "register_complete")]


def _of_conclusion(published: Targets | None, programme: Programme) -> str:
    if published is None:
        return gettext("Kết luận 39-KL/TW không đặt chỉ tiêu cho năm này; ghi số của văn phòng.")
    return gettext("Để trống: %(n)s theo %(source)s.") % {
        "n": figure(published.parts[programme]),
        "source": published.citation.named(),
    }


def values_of(call: Call) -> dict[str, Any]:
    """The settings as a form starts with them."""
    values = {name: getattr(call, name) for name in SettingsForm.base_fields}
    return {**values, "programmes": [one.value for one in call.offered]}


class OpeningForm(forms.Form):
    """A new year."""

    year = forms.IntegerField(
        label=gettext_lazy("Năm"), min_value=2022, max_value=2100,
        help_text=gettext_lazy("Năm mà các khoá diễn ra, ví dụ 2028."),
    )  # fmt: skip
    on = day_field(
        gettext_lazy("Ngày mời"),
        help_text=gettext_lazy("Mọi đơn vị có vào ngày này được mời; chức vụ trong danh sách được đọc theo ngày này."),
    )
    closes_on = day_field(gettext_lazy("Hạn trả lời"))
    document = forms.CharField(
        label=gettext_lazy("Số công văn mời"), max_length=80, required=False, help_text=gettext_lazy("Ví dụ 96-CV/BCĐ.")
    )
    title = forms.CharField(
        label=gettext_lazy("Tên đợt"), max_length=200, required=False,
        help_text=gettext_lazy("Để trống: “Bồi dưỡng cán bộ lãnh đạo, quản lý ở nước ngoài năm …”."),
    )  # fmt: skip

    @staticmethod
    def starting(newest: int | None, *, on: date) -> dict[str, Any]:
        """What is likely: the year after the newest one, asked today, answered by the end of the year before."""
        year = max((newest or 0) + 1, on.year + 1)
        return {"year": year, "on": on, "closes_on": max(on, date(year - 1, 12, 31))}


class AskedForm(forms.Form):
    """The filter of the units that were asked, in the address alone."""

    q = Search(gettext_lazy("Tên đơn vị, số công văn"))
    kind = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)
    answered = forms.ChoiceField(label=gettext_lazy("Trả lời"), required=False)
    on = forms.DateField(label=gettext_lazy("Tính đến hết ngày"), required=False, widget=Day(), input_formats=_WRITTEN)
    order = Ordered(("name", "answer", "nominated", "reminded"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            kind=[(one.value, gettext(one.label)) for one in UnitKind],
            answered=[("no", gettext("Chưa trả lời")), ("yes", gettext("Đã trả lời"))],
        )

    def narrowed(self, rows: Iterable[Asked]) -> list[Asked]:
        """The units that are asked for; what makes no sense asks for nothing. After `full_clean`."""
        asked = self.cleaned_data
        kind, answered, key = asked.get("kind"), asked.get("answered"), fold(asked.get("q", ""))
        return [
            one
            for one in rows
            if (not kind or one.unit.kind == kind)
            and (not answered or one.answered is (answered == "yes"))
            and (not key or key in fold(f"{one.then} {one.unit.name} {one.invitation.letter}"))
        ]

    @property
    def ordered(self) -> str:
        """The order asked for, "" for that of the register."""
        return str(self.cleaned_data.get("order", ""))

    def as_of(self) -> date | None:
        """The day as of which is asked; None for now, or for what is no day. After `full_clean`."""
        day: date | None = self.cleaned_data.get("on")
        return day
