"""The form of days on which somebody cannot go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import BusyReason


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"])


class BusyForm(forms.Form):
    """From one day to another, and of the reason its kind alone."""

    first_day = _day(gettext_lazy("Từ ngày"))
    last_day = _day(gettext_lazy("Đến hết ngày"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Loại lý do"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Không ghi gì thêm: lý do sức khoẻ, gia đình đều là việc riêng."),
    )  # fmt: skip
    letter = forms.CharField(
        label=gettext_lazy("Số công văn"), max_length=60, required=False, help_text=gettext_lazy("Ví dụ 12-CV/TU.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons: Any = self.fields["reason"]
        reasons.choices = [(one.value, gettext(one.label)) for one in BusyReason]
