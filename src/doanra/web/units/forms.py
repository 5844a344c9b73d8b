"""The day and the kind of units that are shown, in the address alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import UnitKind
from doanra.terms.refusal import Refused


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayForm(forms.Form):
    """A day and a kind."""

    on = forms.DateField(
        label=gettext_lazy("Ngày"), widget=_Day(), required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y"]
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", gettext("Tất cả")), *((one.value, gettext(one.label)) for one in UnitKind)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self, *, today: date) -> tuple[date, str]:
        """The day, by default today, and the kind, by default all. Refused for a text that is no day."""
        self.full_clean()
        if "on" in self.errors:
            raise Refused(
                "no_such_day", "Không có ngày ghi trong địa chỉ.", remedy="Ghi như ?on=2023-01-01, hoặc bỏ phần ngày."
            )
        return self.cleaned_data.get("on") or today, self.cleaned_data.get("kind", "")
