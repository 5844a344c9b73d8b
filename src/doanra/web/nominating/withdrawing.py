"""Withdrawing a nomination, and making it stand again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doanra.policy import access
from doanra.stages import nominations
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.nominating import bound
from doanra.web.nominating.forms import WithdrawForm
from doanra.web.nominating.scope import STALE, WRONG, nomination_of


@require_http_methods(["GET", "POST"])
@asks("nominations.withdraw")
@while_open
def withdraw(request: Request, year: int, nomination: int) -> HttpResponse:
    """The unit takes its word back with a reason, the office on the unit's letter."""
    return _changed(request, year, nomination, undoing=False)


@require_http_methods(["GET", "POST"])
@asks("nominations.withdraw")
@while_open
def stand_again(request: Request, year: int, nomination: int) -> HttpResponse:
    """Undoes a withdrawal."""
    return _changed(request, year, nomination, undoing=True)


def _changed(request: Request, year: int, nomination: int, *, undoing: bool) -> HttpResponse:
    call = call_of(year)
    one = nomination_of(request, call, nomination)
    by_unit = access.of_unit(request.user.duty)
    form, stale = WithdrawForm(request.POST or None, by_unit=by_unit, undoing=undoing), None
    if request.method == "POST" and form.is_valid():
        try:
            if undoing:
                nominations.stand_again(one, by=request.user, reason=form.cleaned_data["reason"])
            else:
                nominations.withdraw(one, by=request.user, **form.cleaned_data)
        except (NotAllowed, NotFound):
            raise
        except Stale as refused:
            stale = refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Đã khôi phục đề cử %(name)s.") if undoing else _("Đã rút đề cử %(name)s.")
            messages.success(request, said % {"name": one.person.full_name})
            return redirect("web:papers_dossier", year, one.pk)
    context = {
        "call": call,
        "nomination": one,
        "form": form,
        "stale": stale,
        "undoing": undoing,
        "warnings": [] if undoing else bound.said(call, [one.pk], request.user),
    }
    return render(request, "forms/withdraw.html", context, status=STALE if stale else WRONG if form.errors else 200)
