"""One person before one body: the opinion is given, or taken back; who comes second sees both and loses no word."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.records.models import Opinion, OpinionRequest
from doanra.records.queries.asked_fields import shown_to
from doanra.records.queries.opinion_table import OwnRow, OwnRows
from doanra.stages.consultations import opinions
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale
from doanra.web.asking import Request, asks
from doanra.web.consultations.forms import OpinionForm, ReasonForm
from doanra.web.consultations.scope import may, request_of
from doanra.web.consultations.sheets import shown
from doanra.web.frame import today


@require_http_methods(["GET", "POST"])
@asks("consultations.answer")
def opinion(request: Request, year: int, consultation: int, body: int, opinion: int) -> HttpResponse:
    """The opinion on one person. Where somebody was first, both stand side by side and nothing is written over."""
    one = request_of(request, year, consultation, body)
    row = _row(one, opinion)
    if request.method == "GET":
        return render(request, "consultations/opinion.html", _page(request, one, row, form=_form(one, row.opinion)))
    form, stale = OpinionForm(request.POST, vets=one.body.vets), None
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            opinions.answer(one, given=form.given(row.opinion.pk, seen=seen), by=request.user, on=today())
        except (NotAllowed, NotFound):
            raise
        except Stale as refused:
            stale, row = refused, _row(one, opinion)
            form = _with_seen(request, one, row.opinion)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi ý kiến về %(who)s.") % {"who": row.opinion.person.full_name})
            return redirect("web:consultations_sheet", year, consultation, body)
    context = _page(request, one, row, form=form, stale=stale)
    return render(request, "consultations/opinion.html", context, status=409 if stale else 400)


def _row(one: OpinionRequest, key: int) -> OwnRow:
    rows = OwnRows(one, only=key)
    if not len(rows):
        raise NotFound(
            "not_found", _("Không có người này trong đề nghị."), remedy=_("Xem danh sách người của đề nghị.")
        )
    return rows[0]


def _form(one: OpinionRequest, row: Opinion) -> OpinionForm:
    stands = {"outcome": row.outcome, "document": row.document, "on": row.on, "note": row.note, "seen": row.version}
    return OpinionForm(initial=stands, vets=one.body.vets)


def _with_seen(request: Request, one: OpinionRequest, row: Opinion) -> OpinionForm:
    """What was typed, with the version that is shown beside it: to hand it in again is now a decision."""
    typed = request.POST.copy()
    typed["seen"] = str(row.version)
    return OpinionForm(typed, vets=one.body.vets)


def _page(
    request: Request, one: OpinionRequest, row: OwnRow, *, form: OpinionForm, stale: Stale | None = None
) -> dict[str, Any]:
    return {
        "call": one.consultation.call,
        "list": one.consultation,
        "one": one,
        "shown": shown(row, shown_to(request.user.duty, one.body.sees)),
        "row": row.opinion,
        "others": row.others,
        "shows_others": one.state == "answered",
        "form": form,
        "stale": stale,
        "back_form": ReasonForm(auto_id="back-%s"),
        "open": one.consultation.state == "asking" and one.state != "withdrawn",
        "may_answer": may(request, "consultations.answer", call=one.consultation.call),
    }


@require_POST
@asks("consultations.answer")
def take_back(request: Request, year: int, consultation: int, body: int, opinion: int) -> HttpResponse:
    """The opinion is silence again, with a reason."""
    one = request_of(request, year, consultation, body)
    row = _row(one, opinion).opinion
    row.request = one
    opinions.take_back(row, reason=request.POST.get("reason", ""), by=request.user)
    said = _("Đã rút lại ý kiến về %(who)s: người này lại chưa có ý kiến.") % {"who": row.person.full_name}
    messages.success(request, said)
    return redirect("web:consultations_opinion", year, consultation, body, opinion)
