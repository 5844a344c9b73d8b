"""Scans of a decision, a waiver or a body's letters: shown, added, taken away with a reason, handed out by right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from doanra.policy import access
from doanra.records.models import ApprovedVersion, Call, DecisionScan, OpinionRequest, Waiver
from doanra.records.queries.consultations import reads_column
from doanra.stages import filing
from doanra.stages.acting import role_of
from doanra.stages.consultations import scans
from doanra.stages.consultations.scans import Papered
from doanra.stages.filing import scanning
from doanra.terms.refusal import NotFound
from doanra.web.appraisals.why import nomination_of
from doanra.web.asking import Request, asks, found
from doanra.web.consultations.forms import ReasonForm
from doanra.web.consultations.scope import list_of, may, request_of
from doanra.web.frame import address
from doanra.web.keys import key as key_of
from doanra.web.nominating.forms import ScanField
from doanra.web.nominating.scope import handed_out
from doanra.web.refusals import told_in


class ScanForm(forms.Form):
    """A scan; of a body's letter with its number, for one request is answered by several."""

    document = forms.CharField(
        label=gettext_lazy("Số văn bản"), max_length=120, help_text=gettext_lazy("Ví dụ: 45-CV/BTC.")
    )
    file = ScanField(
        label=gettext_lazy("Bản scan"),
        help_text=gettext_lazy("PDF, JPG hoặc PNG, nhiều nhất 15 MB. Không gửi tài liệu mật."),
    )

    def __init__(self, *args: Any, numbered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not numbered:
            del self.fields["document"]


def _require(request: Request, right: str) -> None:
    """Reading asks less than adding and taking away."""
    if request.method == "POST":
        access.require(role_of(request.user), right)


@require_http_methods(["GET", "POST"])
@asks("consultations.see")
def of_version(request: Request, year: int, consultation: int, number: int) -> HttpResponse:
    """The signed decision behind an approved version."""
    _require(request, "consultations.approve")
    one = list_of(year, consultation)
    version: ApprovedVersion = found(one.versions.all(), what="bản danh sách", number=number)
    back = address("web:consultations_version", year, consultation, number)
    title = _("%(list)s, bản số %(n)s") % {"list": one.title, "n": number}
    said = _("Quyết định %(document)s, %(signer)s ký.") % {"document": version.document, "signer": version.signer}
    return _page(request, version, call=one.call, title=title, said=said, back=back)


@require_http_methods(["GET", "POST"])
@asks("consultations.open")
def of_request(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """The letters by which a body answered."""
    _require(request, "consultations.answer")
    one = _readable(request, request_of(request, year, consultation, body))
    own = access.may(role_of(request.user), "consultations.answer")
    back = address("web:consultations_sheet" if own else "web:consultations_list", year, consultation, *([body] * own))
    said = _("Công văn trả lời của %(body)s.") % {"body": one.body.name}
    return _page(request, one, call=one.consultation.call, title=one.consultation.title, said=said, back=back)


def _readable(request: Request, one: OpinionRequest) -> OpinionRequest:
    """Of a body that vets there are no scans, for anybody."""
    if one.body.vets or not reads_column(request.user, one.body):
        raise NotFound("no_scans", _("Không có bản scan nào ở đây."), remedy=_("Chỉ ghi kết quả, ngày và số văn bản."))
    return one


@require_http_methods(["GET", "POST"])
@asks("appraisals.see")
def of_waiver(request: Request, year: int, nomination: int, waiver: int) -> HttpResponse:
    """The signed decision that set a rule aside for somebody."""
    _require(request, "appraisals.waive")
    one = nomination_of(request, year, nomination)
    paper: Waiver = found(one.waivers.all(), what="quyết định miễn", pk=waiver)
    back = address("web:appraisals_why", year, nomination)
    said = _("Quyết định miễn %(document)s, %(signer)s ký.") % {"document": paper.document, "signer": paper.signer}
    return _page(request, paper, call=one.call, title=one.person.full_name, said=said, back=back)


def _page(request: Request, paper: Papered, *, call: Call, title: str, said: str, back: str) -> HttpResponse:
    numbered, right = isinstance(paper, OpinionRequest), scans.right_of(paper)
    if "remove" in request.POST:
        return _taken_away(request, paper)
    form = ScanForm(request.POST or None, request.FILES or None, numbered=numbered)
    if request.method == "POST" and form.is_valid():
        with told_in(form, "file"):
            sent = form.cleaned_data["file"]
            looked = filing.look(sent.name or "", sent.read())
            scans.attach(paper, looked=looked, document=form.cleaned_data.get("document", ""), by=request.user)
            messages.success(request, _("Đã thêm bản scan “%(name)s”.") % {"name": looked.name})
            return redirect(request.path)
    context = {
        "call": call, "title": title, "said": said, "back": back, "form": form, "scans": scans.of(paper),
        "reason_form": ReasonForm(), "may_add": may(request, right, call=call), "scanner_on": scanning.is_on(),
        "of_waiver": isinstance(paper, Waiver), "nomination": getattr(paper, "nomination_id", None),
        "consultation": getattr(paper, "consultation_id", None),
    }  # fmt: skip
    return render(request, "consultations/scans.html", context, status=400 if form.errors else 200)


_RELATED = ("stored", "version__consultation__call", "waiver__nomination__call", "request__consultation__call",
            "request__body")  # fmt: skip


def _taken_away(request: Request, paper: Papered) -> HttpResponse:
    beside = [one.pk for one in scans.of(paper)]
    rows = DecisionScan.objects.filter(pk__in=beside).select_related(*_RELATED)
    scan: DecisionScan = found(rows, what="bản scan", pk=key_of(request.POST.get("remove", "")) or 0)
    scans.take_away(scan, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("Đã bỏ bản scan “%(name)s”.") % {"name": scan.stored.name})
    return redirect(request.path)


_STANDING = DecisionScan.objects.filter(removed_at=None).select_related("stored", "request__body")


@require_GET
@asks("consultations.open")
def download(request: Request, year: int, consultation: int, scan: int) -> HttpResponse:
    """A scan of a version or of a letter; what the account may not read of is not there."""
    one = list_of(year, consultation)
    own = Q(request__consultation=one)
    if access.may(role_of(request.user), "consultations.see"):
        own |= Q(version__consultation=one)
    kept: DecisionScan = found(_STANDING.filter(own), what="bản scan", pk=scan)
    if kept.request is not None:
        _readable(request, request_of(request, year, consultation, kept.request.body_id))
    return handed_out(kept.stored)


@require_GET
@asks("appraisals.see")
def download_waiver(request: Request, year: int, nomination: int, scan: int) -> HttpResponse:
    """A scan of a waiver of somebody within reach."""
    one = nomination_of(request, year, nomination)
    kept: DecisionScan = found(_STANDING.filter(waiver__nomination=one), what="bản scan", pk=scan)
    return handed_out(kept.stored)
