"""Sending a nomination back: the fields with their values, why each of those chosen, then what the unit will read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from doanra.stages.nominating import answers, returning
from doanra.terms.refusal import NotAllowed, Refused, Stale
from doanra.terms.words import Programme
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.frame import today
from doanra.web.nominating import bound, reasons
from doanra.web.nominating.forms import day_field
from doanra.web.nominating.scope import STALE, WRONG, nomination_of

_TERM = timedelta(days=10)
_TITLES = {
    "who": gettext_lazy("Người được đề cử"),
    "post": gettext_lazy("Chức vụ"),
    "course": gettext_lazy("Chương trình"),
    "record": gettext_lazy("Đánh giá của đơn vị"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field that can be sent back: its value, the box that chooses it, the reasons to click, the words to type."""

    label: str
    value: str
    pick: BoundField
    quick: BoundField
    why: BoundField


def _asked(name: str, told: Mapping[str, str]) -> bool:
    """Whether a field is one of this nomination's: a language only of a language course."""
    of_language = told.get("programme") == Programme.LANGUAGE.value
    return name in answers.RETURNABLE and (name != "language" or of_language)


class ReturnForm(forms.Form):
    """Which fields are sent back, why each, until when."""

    due_on = day_field(
        gettext_lazy("Nộp lại chậm nhất ngày"),
        must=False,
        help=gettext_lazy("Đơn vị được nộp đến hết ngày này, kể cả khi hạn chung đã qua."),
    )

    def __init__(self, *args: Any, told: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in answers.RETURNABLE.items():
            chosen = [(one, _(one)) for one in reasons.quick(name, empty=not told.get(name))]
            self.fields[f"pick_{name}"] = forms.BooleanField(label=_(label), required=False)
            self.fields[f"quick_{name}"] = forms.ChoiceField(
                label=_("Lý do thường gặp: %(field)s") % {"field": _(label)}, required=False, choices=chosen,
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"why_{name}"] = forms.CharField(
                label=_("Ghi rõ: %(field)s") % {"field": _(label)}, required=False, max_length=reasons.MOST,
                widget=forms.TextInput(attrs={"placeholder": _("Ghi rõ cho đơn vị")}),
            )  # fmt: skip

    def reasons(self) -> dict[str, str]:
        """Field -> what the unit reads, of those that were chosen."""
        told = self.cleaned_data
        return {
            name: reasons.joined(told.get(f"quick_{name}", ""), told.get(f"why_{name}", ""))
            for name in answers.RETURNABLE
            if told.get(f"pick_{name}")
        }

    def clean(self) -> dict[str, Any]:
        """At least one field is chosen, and each that is has its reason; a reason without its field is not lost."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for name in answers.RETURNABLE:
            if told.get(f"why_{name}") and not told.get(f"pick_{name}"):
                told[f"pick_{name}"] = True
        for name, why in self.reasons().items():
            label = _(answers.FIELDS[name])
            if not why:
                self.add_error(f"why_{name}", _("Chọn hoặc ghi lý do cho mục “%(field)s”.") % {"field": label})
            elif len(why) > reasons.MOST:
                most = {"most": reasons.MOST, "field": label}
                self.add_error(f"why_{name}", _("Lý do của mục “%(field)s” dài quá %(most)s chữ.") % most)
        if not self.reasons():
            raise forms.ValidationError(_("Chọn ít nhất một mục cần đơn vị sửa, ví dụ Ngày sinh."))
        return told

    def groups(self, told: Mapping[str, str]) -> list[tuple[Any, list[FieldLine]]]:
        """The fields as the unit is asked them, page by page."""
        return [
            (_TITLES[step], [self._line(name, told) for name in names if _asked(name, told)])
            for step, names in answers.STEPS.items()
        ]

    def _line(self, name: str, told: Mapping[str, str]) -> FieldLine:
        return FieldLine(
            label=_(answers.FIELDS[name]),
            value=_(answers.shown(name, told)) if told.get(name) else "",
            pick=self[f"pick_{name}"],
            quick=self[f"quick_{name}"],
            why=self[f"why_{name}"],
        )


@require_http_methods(["GET", "POST"])
@asks("nominations.return")
@while_open
def send_back(request: Request, year: int, nomination: int) -> HttpResponse:
    """Chooses fields and says why, reads it as the unit will, then sends it back: the unit's form opens only those."""
    call = call_of(year)
    one = nomination_of(request, call, nomination)
    told = answers.of_nomination(one, row_key="")
    form, stale = ReturnForm(request.POST or None, told=told, initial={"due_on": today() + _TERM}), None
    reading = request.method == "POST" and form.is_valid() and "again" not in request.POST
    if reading and "sure" in request.POST:
        try:
            returning.send_back(
                one, reasons=form.reasons(), due_on=form.cleaned_data["due_on"], by=request.user, on=today()
            )
        except NotAllowed:
            raise
        except Stale as refused:
            stale = refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã trả lại đề cử %(name)s cho đơn vị.") % {"name": one.person.full_name})
            return redirect("web:papers_dossier", year, one.pk)
    context = {
        "call": call,
        "nomination": one,
        "form": form,
        "stale": stale,
        "groups": form.groups(told),
        "warnings": bound.said(call, [one.pk], request.user),
        "read": _as_read(form, told) if reading and not form.errors and stale is None else [],
        "due_on": form.cleaned_data.get("due_on") if reading else None,
        "typed": [(key, value) for key, value in request.POST.items() if key not in _NOT_TYPED],
    }
    return render(request, "forms/return.html", context, status=STALE if stale else WRONG if form.errors else 200)


_NOT_TYPED = ("csrfmiddlewaretoken", "sure", "again")


def _as_read(form: ReturnForm, told: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Label, value and reason of each field that goes back."""
    return [(_(answers.FIELDS[name]), answers.shown(name, told), why) for name, why in form.reasons().items()]
