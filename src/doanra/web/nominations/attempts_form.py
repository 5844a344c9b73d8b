"""What people ask of the history of attempts, all in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import Call
from doanra.records.queries import attempts as queries
from doanra.records.queries.attempts import Wanted


class WantedForm(forms.Form):
    """By file or hash, result, unit and person; what makes no sense asks for nothing."""

    q = forms.CharField(label=gettext_lazy("Tên tệp hoặc mã băm"), required=False, max_length=100)
    result = forms.ChoiceField(label=gettext_lazy("Kết quả"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Người đưa lên"), required=False)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        everything = ("", gettext("Tất cả"))
        handed = [
            (str(one.by_id or 0), str(one.by or gettext("người vận hành máy chủ"))) for one in queries.people(call)
        ]
        choices = {
            "result": [everything, *((one.value, gettext(one.label)) for one in queries.RESULTS)],
            "unit": [everything, *((unit.slug, unit.short) for unit in queries.senders(call))],
            "by": [everything, *sorted(handed, key=lambda pair: pair[1])],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> Wanted:
        """What was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        return Wanted(
            text=asked.get("q", "").strip(),
            result=asked.get("result", ""),
            unit=asked.get("unit", ""),
            by=asked.get("by", ""),
        )
