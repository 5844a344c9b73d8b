"""The files of a dossier: put beside a draft or a nomination, taken out, handed out by right and reach."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.policy import access
from doanra.records.models import Call, DossierFile, Nomination, NominationReturn
from doanra.stages import filing
from doanra.stages.filing import Looked, keeping, scanning
from doanra.stages.nominating import answers, dossiers, senders
from doanra.terms.refusal import NotFound
from doanra.web import closed
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.frame import today
from doanra.web.nominating import needed
from doanra.web.nominating.forms import PaperForm
from doanra.web.nominating.scope import WRONG, draft_of, handed_out, nomination_of
from doanra.web.nominating.steps import ORDER, TITLES
from doanra.web.refusals import told_in


@require_http_methods(["GET", "POST"])
@asks("forms.write")
@while_open
def of_draft(request: Request, year: int, draft: int) -> HttpResponse:
    """The page of papers of a draft: one file at a time, each for one paper."""
    one = draft_of(request, year, draft)
    programme = one.answers.get("programme", "")
    form = _form(request, one.call, programme)
    if request.method == "POST" and form.is_valid():
        with told_in(form, "file"):
            looked = _looked(form)
            dossiers.put_beside_draft(one, paper=form.cleaned_data["paper"], looked=looked, by=request.user)
            messages.success(request, _("Đã thêm tệp “%(name)s”.") % {"name": looked.name})
            return redirect("web:forms_papers", year, one.pk)
    context = {
        **_shelf(one.call, programme, dossiers.files_of(draft=one)),
        "form": form,
        "draft": one,
        "title": TITLES["papers"],
        "number": len(ORDER),
        "steps": len(ORDER),
        "may_put": one.state == "draft",
        "due": senders.papers_due(one.call, one.unit_id),
    }
    return render(request, "forms/papers.html", context, status=WRONG if form.errors else 200)


@require_http_methods(["GET", "POST"])
@asks("dossiers.see")
def of_nomination(request: Request, year: int, nomination: int) -> HttpResponse:
    """The dossier of a nomination, with what may be done with it."""
    call = call_of(year)
    one = nomination_of(request, call, nomination)
    if request.method == "POST":
        access.require(request.user.duty, "dossiers.put")
    form = _form(request, call, one.programme)
    if request.method == "POST" and form.is_valid():
        with told_in(form, "file"):
            looked = _looked(form)
            dossiers.put(one, paper=form.cleaned_data["paper"], looked=looked, by=request.user, on=today())
            messages.success(request, _("Đã thêm tệp “%(name)s”.") % {"name": looked.name})
            return redirect("web:papers_dossier", year, one.pk)
    duty = request.user.duty
    context = {
        **_shelf(call, one.programme, dossiers.files_of(nomination=one)),
        "form": form,
        "nomination": one,
        "returns": [(back, _reasons(back)) for back in one.returns.all()],
        "withdrawals": list(one.withdrawals.select_related("withdrawn_by", "undone_by")),
        "needs": needed.offered(one),
        "may_refer": closed.may(duty, "needs.change", call=call),
        **_time(request, one),
        "may_withdraw": closed.may(duty, "nominations.withdraw", call=call),
        "may_return": closed.may(duty, "nominations.return", call=call) and one.state == "standing",
    }
    return render(request, "forms/dossier.html", context, status=WRONG if form.errors else 200)


def _time(request: Request, one: Nomination) -> dict[str, Any]:
    """Until when papers are added, whether that is over, and what was asked and answered about it."""
    duty, call = request.user.duty, one.call
    may = closed.may(duty, "dossiers.put", call=call)
    over = may and not dossiers.in_time(one, request.user, on=today())
    return {
        "due": senders.papers_due(call, one.unit_id),
        "limited": senders.rules_of(call).papers_limited,
        "over": over,
        "may_put": may and not over,
        "may_ask": over and closed.may(duty, "late.ask", call=call),
        "late": list(one.late_requests.all()),
    }


def _reasons(back: NominationReturn) -> list[tuple[str, str]]:
    return [(_(answers.FIELDS[name]), why) for name, why in back.reasons.items()]


def _form(request: Request, call: Call, programme: str) -> PaperForm:
    papers = [(paper.code, _(paper.label)) for paper in dossiers.taken(call, programme)]
    return PaperForm(request.POST or None, request.FILES or None, papers=papers)


def _looked(form: PaperForm) -> Looked:
    sent: UploadedFile[Any] = form.cleaned_data["file"]
    return filing.look(sent.name or "", sent.read())


def _shelf(call: Call, programme: str, files: list[DossierFile]) -> dict[str, Any]:
    asked = dossiers.asked(call, programme)
    known = {paper.code for paper in asked}
    return {
        "call": call,
        "shelf": [(paper, [file for file in files if file.paper == paper.code]) for paper in asked],
        "others": [file for file in files if file.paper not in known],
        "scanner_on": scanning.is_on(),
    }


@require_GET
@asks("dossiers.see")
def download(request: Request, year: int, paper: int) -> HttpResponse:
    """A file of a dossier; one out of reach is not there."""
    return handed_out(_file_of(request, year, paper).stored)


@require_POST
@asks("dossiers.put")
def remove(request: Request, year: int, paper: int) -> HttpResponse:
    """Takes a file out."""
    file = _file_of(request, year, paper)
    dossiers.remove(file, by=request.user, on=today())
    messages.success(request, _("Đã bỏ tệp “%(name)s”.") % {"name": file.stored.name})
    if file.nomination_id:
        return redirect("web:papers_dossier", year, file.nomination_id)
    return redirect("web:forms_papers", year, file.draft_id)


def _file_of(request: Request, year: int, pk: int) -> DossierFile:
    file = dossiers.within_reach(request.user, pk=pk)
    if file.stored.call_id != call_of(year).pk:
        raise NotFound("not_found", _("Không có tệp này."), remedy=_("Có thể địa chỉ cũ."))
    return file


@require_POST
@asks("nominations.receive")
def scan(request: Request, year: int) -> HttpResponse:
    """Scans again what waits for the scanner."""
    call = call_of(year)
    done, left = keeping.scan_waiting(call, by=request.user), keeping.waiting(call)
    messages.info(request, _("Đã quét %(n)s tệp, còn %(left)s tệp chờ.") % {"n": done, "left": left})
    return redirect("web:forms", year)
