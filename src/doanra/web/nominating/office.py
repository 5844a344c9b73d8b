"""What the office lays down for a year: who of a unit sends, whether the day for papers stops it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doanra.stages.nominating import senders
from doanra.web.asking import Request, asks, call_of
from doanra.web.nominating.forms import RulesForm


@require_POST
@asks("forms.rules")
def rules(request: Request, year: int) -> HttpResponse:
    """Both rules at once."""
    form = RulesForm(request.POST)
    form.is_valid()
    senders.put_rules(call_of(year), **form.cleaned_data, by=request.user)
    messages.success(request, _("Đã ghi quy tắc nộp của năm."))
    return redirect("web:forms", year)
