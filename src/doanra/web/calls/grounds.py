"""The document on which an act rests, and the units of a year, as forms of several pages ask for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import Call, Unit
from doanra.records.queries.calls import addressed
from doanra.stages.ledger import Ground
from doanra.terms.words import Programme
from doanra.web.calls.forms import day_field


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at runtime
    """A unit by its short name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_label=gettext_lazy("Chọn đơn vị"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """As lists name it."""
        return str(obj.short)


def alone(field: Any) -> None:
    """Where there is one unit to choose, it is chosen."""
    if len(one := list(field.queryset[:2])) == 1:
        field.initial, field.empty_label = one[0].pk, None


def units_of(call: Call) -> Any:
    """Who was asked in a year, or followed a closed unit that was, as a queryset for a choice."""
    return Unit.objects.filter(pk__in=addressed(call)).order_by("-kind", "order", "pk")


def programme_choices(call: Call) -> list[tuple[str, str]]:
    """The programmes of the year in the reader's language."""
    return [(one.value, gettext(one.label)) for one in call.offered]


class GroundForm(forms.Form):
    """Number and day of the document, and why."""

    document = forms.CharField(
        label=gettext_lazy("Văn bản căn cứ"), max_length=100, help_text=gettext_lazy("Số văn bản, ví dụ 15-TB/BCĐ.")
    )
    document_on = day_field(gettext_lazy("Ngày văn bản"), required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300, required=False)

    def ground(self, *, on: date) -> Ground:
        """As the ledger takes it."""
        given = self.cleaned_data
        return Ground(
            document=given["document"], document_on=given["document_on"], reason=given.get("reason", ""), on=on
        )

    def grounds(self) -> list[forms.BoundField]:
        """The fields of the document."""
        return [self[name] for name in ("document", "document_on", "reason") if name in self.fields]


def programme_of(call: Call, wanted: str) -> Programme | None:
    """The programme asked for in an address; None for all together, or for what is none."""
    return next((one for one in call.offered if one.value == wanted), None)
