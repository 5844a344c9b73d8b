"""What people ask of the list, and what they hand in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import Eligibility, Unit, UnitKind
from doanra.records.queries.nominations import NOT_APPRAISED, ORDERS, UNREAD, Wanted
from doanra.terms.words import Programme
from doanra.web.lists.forms import Choice
from doanra.web.templatetags.doanra import label

ACCEPT = ".xlsx,.xlsm,.xls,.ods,.csv,.txt"
MEGABYTE = 1024 * 1024


class WantedForm(forms.Form):
    """The filters of the list, all in the address; a value that is none is left out."""

    q = forms.CharField(label=gettext_lazy("Họ tên, đơn vị, chức vụ"), required=False, max_length=100)
    programme = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False, widget=Choice)
    standing = forms.ChoiceField(label=gettext_lazy("Thẩm định"), required=False)
    by = forms.ChoiceField(required=False, choices=[("now", "now")], widget=forms.HiddenInput)
    order = forms.ChoiceField(
        required=False, choices=[(key, key) for name in ORDERS for key in (name, f"-{name}")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, senders: list[Unit], judged: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        everything = [("", gettext("Tất cả"))]
        standings = [(one.value, gettext(one.label)) for one in Eligibility]
        choices = {
            "programme": [*everything, *((one.value, label(one)) for one in Programme)],
            "kind": [*everything, *((one.value, gettext(one.label)) for one in UnitKind)],
            "unit": [*everything, *((unit.slug, unit.short) for unit in senders)],
            "standing": [
                *everything,
                *standings,
                (NOT_APPRAISED, gettext("Chưa thẩm định")),
                (UNREAD, gettext("Chức vụ chưa đọc được")),
            ],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField
        if not judged:  # who reads no verdicts must not learn them by asking for one
            del self.fields["standing"]
            self.fields["order"].choices = [(key, key) for key in ORDERS if key != "standing"]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked for; parts that make no sense ask for nothing."""
        self.full_clean()
        asked = self.cleaned_data
        return Wanted(
            programme=asked.get("programme", ""),
            kind=asked.get("kind", ""),
            unit=asked.get("unit", ""),
            standing=asked.get("standing", ""),
            text=asked.get("q", ""),
            by_now=asked.get("by") == "now",
            order=asked.get("order") or "name",
        )


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyFiles(forms.FileField):
    """All files of one input, the empty ones too: what a file holds is judged by the intake."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        return [file for file in data or [] if file]


class UploadForm(forms.Form):
    """Any number of files at once, together within the limit."""

    lists = _ManyFiles(required=False)

    def clean_lists(self) -> list[UploadedFile[Any]]:
        """The files that came, at least one."""
        given: list[UploadedFile[Any]] = self.cleaned_data["lists"]
        if not given:
            raise forms.ValidationError(gettext("Chưa chọn tệp nào. Chọn ít nhất một tệp danh sách của đơn vị."))
        weight = sum(file.size or 0 for file in given)
        if weight > settings.UPLOAD_LIMIT:
            say = gettext("Các tệp nặng %(weight)d MB, quá mức %(limit)d MB một lần. Gửi ít tệp hơn mỗi lần.")
            raise forms.ValidationError(
                say % {"weight": -(-weight // MEGABYTE), "limit": settings.UPLOAD_LIMIT // MEGABYTE}
            )
        return given

    @property
    def wrong(self) -> str:
        """What is wrong with the upload, in words."""
        return " ".join(str(error) for error in self["lists"].errors)


class SenderForm(forms.Form):
    """Which unit a file is from: the likely ones first, then all that existed on the day of the letter."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label=gettext_lazy("Đơn vị gửi"),
        error_messages={
            "required": gettext_lazy("Chưa chọn đơn vị."),
            "invalid_choice": gettext_lazy(
                "Đơn vị này không có vào ngày của công văn. Chọn một đơn vị trong danh sách."
            ),
        },
    )

    def __init__(self, *args: Any, there: list[Unit], likely: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in there])
        groups = [(gettext("Có thể là"), likely)] if likely else []
        groups += [(gettext(kind.label), [unit for unit in there if unit.kind == kind.value]) for kind in UnitKind]
        field.choices = [
            ("", gettext("Chọn đơn vị")),
            *((head, [(unit.pk, unit.name) for unit in units]) for head, units in groups if units),
        ]
