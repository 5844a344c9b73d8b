"""The day, the kind and the words by which the register is narrowed, in the address alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import UnitKind
from doanra.terms.names import fold
from doanra.terms.refusal import Refused
from doanra.web.lists.forms import Day, Ordered, Search, offer

ORDERS = ("name", "code", "since", "many")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: the day, a kind or all, a folded text; units of today instead of those of the day."""

    on: date
    kind: str
    key: str
    by_now: bool
    order: str


class WantedForm(forms.Form):
    """A day, a kind, words; a value that is none is left out, but a day must be one."""

    q = Search(gettext_lazy("Tên hoặc mã"))
    on = forms.DateField(
        label=gettext_lazy("Ngày"), widget=Day(), required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y"]
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    by = forms.ChoiceField(required=False, choices=[("now", "now")], widget=forms.HiddenInput)
    order = Ordered(ORDERS)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["on"].widget.attrs["value"] = today.isoformat()  # what an empty address shows
        offer(self, kind=[(one.value, gettext(one.label)) for one in UnitKind])

    def wanted(self) -> Wanted:
        """What was asked for. Refused for a text that is no day."""
        self.full_clean()
        if "on" in self.errors:
            raise Refused(
                "no_such_day", "Không có ngày ghi trong địa chỉ.", remedy="Ghi như ?on=2023-01-01, hoặc bỏ phần ngày."
            )
        asked = self.cleaned_data
        if asked.get("on") == self._today:
            asked["on"] = None  # narrows nothing
        return Wanted(
            on=asked.get("on") or self._today,
            kind=asked.get("kind", ""),
            key=fold(asked.get("q", "")),
            by_now=asked.get("by") == "now",
            order=asked.get("order", ""),
        )
