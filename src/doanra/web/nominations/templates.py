"""Templates for units: filled with what is known, one for each programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from doanra.records.models import Call, CallState, Unit
from doanra.stages import calls
from doanra.stages.nominations.templates import issue
from doanra.terms.words import Programme
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import today
from doanra.web.nominations.answers import attached
from doanra.web.templatetags.doanra import label


class TemplateForm(forms.Form):
    """For which unit and programme, and whether people of earlier years are wanted too."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        to_field_name="slug",
        label=gettext_lazy("Đơn vị"),
        error_messages={"required": gettext_lazy("Chưa chọn đơn vị.")},
    )
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    with_earlier = forms.BooleanField(
        label=gettext_lazy("Thêm người đơn vị đã đề cử những năm trước"),
        required=False,
        help_text=gettext_lazy("Đơn vị xoá dòng của người không cử lại."),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in calls.units_on(call.opened_on)])
        fields["programme"].choices = [(one.value, label(one)) for one in Programme]


@require_http_methods(["GET", "POST"])
@asks("nominations.issue")
def index(request: Request, year: int) -> HttpResponse:
    """Which template; sent as a file once it is chosen."""
    call = call_of(year)
    form = TemplateForm(request.POST or None, call=call, initial={"unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        paper = issue(
            call, unit=said["unit"], programme=Programme(said["programme"]), with_earlier=said["with_earlier"],
            by=request.user, on=today(),
        )  # fmt: skip
        return attached(paper)
    context = {"call": call, "form": form, "is_open": call.state == CallState.OPEN.value}
    return render(request, "nominations/templates.html", context, status=400 if form.errors else 200)
