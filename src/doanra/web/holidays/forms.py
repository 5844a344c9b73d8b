"""The form in which the office says of a day that it is a holiday, is none, or is called otherwise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import HolidayChange
from doanra.stages.holidays import COUNTRIES


class HolidayForm(forms.Form):
    """One day of one country."""

    country = forms.ChoiceField(label=gettext_lazy("Nước"))
    day = forms.DateField(
        label=gettext_lazy("Ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    change = forms.ChoiceField(label=gettext_lazy("Việc"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Tên ngày nghỉ"), max_length=120, required=False,
        help_text=gettext_lazy("Khi thêm hoặc đổi tên. Ví dụ “nghỉ bù Quốc khánh”."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Nguồn"), max_length=200,
        help_text=gettext_lazy("Văn bản hoặc nơi báo, ví dụ “thông báo của Bộ Nội vụ”, “thư của Học viện”."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "country": [(code, names[0]) for code, names in COUNTRIES.items()],
            "change": [(one.value, gettext(one.label)) for one in HolidayChange],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField
