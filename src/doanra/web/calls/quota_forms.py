"""Forms of quotas: whether a year has them, one entry, sharing out, a workbook, the top-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import Call, QuotaCounts, QuotaKind, QuotaMode
from doanra.stages.ledger import MOST, Line
from doanra.stages.quotas.entering import BY_HAND
from doanra.stages.quotas.sharing import Way
from doanra.terms.words import Programme
from doanra.web.calls.grounds import GroundForm, UnitField, programme_choices, units_of
from doanra.web.keys import key

LIMIT = 2 * 1024 * 1024
"""Bytes of a workbook of quotas."""


class RulesForm(GroundForm):
    """Whether units have quotas, what uses them up, how many seats are few."""

    mode = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu theo đơn vị"), widget=forms.RadioSelect)
    counts = forms.ChoiceField(
        label=gettext_lazy("Một chỗ được tính là đã dùng khi"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Chỗ trong kế hoạch: bản công bố mới nhất, chưa có thì phương án mới nhất."),
    )  # fmt: skip
    few = forms.IntegerField(
        label=gettext_lazy("Đơn vị ít chỉ tiêu có nhiều nhất"), min_value=0, max_value=999, required=False,
        help_text=gettext_lazy(
            "Số chỗ của một chương trình; để đề xuất bổ sung. Không văn bản nào ghi số này: để trống là chưa đề xuất."
        ),
    )  # fmt: skip
    field_order = ("mode", "counts", "few", "document", "document_on")

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        started = {"mode": call.quotas, "counts": call.quotas_count, "few": call.few_seats, "document": call.document}
        super().__init__(*args, **{"auto_id": "rules_%s", "initial": started, **kwargs})
        del self.fields["reason"]
        for name, words in (("mode", QuotaMode), ("counts", QuotaCounts)):
            field: Any = self.fields[name]
            field.choices = [(one.value, gettext(one.label)) for one in words]


class EntryForm(GroundForm):
    """One entry of the ledger."""

    kind = forms.ChoiceField(label=gettext_lazy("Việc"))
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    unit = UnitField(label=gettext_lazy("Đơn vị"), queryset=None)
    target = UnitField(
        label=gettext_lazy("Chuyển đến"), queryset=None, required=False,
        help_text=gettext_lazy("Chỉ khi điều chuyển: đơn vị nhận."),
    )  # fmt: skip
    seats = forms.IntegerField(label=gettext_lazy("Số chỗ"), min_value=1, max_value=MOST)
    field_order = ("kind", "programme", "unit", "target", "seats", "document", "document_on", "reason")

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "entry_%s")
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(one.value, gettext(one.label)) for one in BY_HAND]
        fields["programme"].choices = programme_choices(call)
        fields["unit"].queryset = fields["target"].queryset = units_of(call)

    def line(self) -> Line:
        """As the ledger takes it: the unit gives when seats are moved or taken back, else it gets."""
        given = self.cleaned_data
        kind = QuotaKind(given["kind"])
        gives = kind in (QuotaKind.MOVED, QuotaKind.CUT)
        return Line(
            kind=kind,
            programme=Programme(given["programme"]),
            seats=given["seats"],
            taken_from=given["unit"] if gives else None,
            given_to=given["target"] if gives else given["unit"],
        )


class WayForm(forms.Form):
    """By what the seats that nobody has are first given out."""

    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    way = forms.ChoiceField(label=gettext_lazy("Cách chia"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "share_%s")
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].choices = programme_choices(call)
        fields["way"].choices = [(one.value, gettext(one.label)) for one in Way]


class ShareForm(GroundForm):
    """Giving out what was looked at: ``seen`` is the sum of seats that stood on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class BookForm(GroundForm):
    """The workbook with the office's figures."""

    sheet = forms.FileField(label=gettext_lazy("Bảng tính"))
    field_order = ("sheet", "document", "document_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "book_%s", **kwargs})

    def clean_sheet(self) -> Any:
        """Not bigger than a list of units can be."""
        given = self.cleaned_data["sheet"]
        if given.size > LIMIT:
            raise forms.ValidationError(gettext("Tệp lớn quá 2 MB: đây không phải bảng chỉ tiêu."))
        return given


class TopUpForm(GroundForm):
    """What the committee decided; the seats of each unit stand beside its row, as ``u<key>``."""

    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"), widget=forms.HiddenInput)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].choices = programme_choices(call)

    def seats(self) -> dict[int, int]:
        """Seats by unit. A value that is no number is an error of the form."""
        found = {}
        for name, value in self.data.items():
            unit, said = key(name.removeprefix("u")), str(value).strip()
            if name.startswith("u") and unit is not None and said:
                seats = key(said)
                if seats is None or seats > MOST:
                    self.add_error(None, gettext("“%(said)s” không phải là số chỗ.") % {"said": said[:20]})
                else:
                    found[unit] = seats
        return found
