"""What is done to one verdict: a paper is recorded, a rule is set aside by decision, the person is judged again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doanra.records.facts import PAPERS
from doanra.records.models import Appraisal, Eligibility, Nomination
from doanra.stages import appraisals
from doanra.terms.refusal import NotAllowed, Refused, Stale
from doanra.web.appraisals.forms import EvidenceForm, WaiveForm
from doanra.web.appraisals.reasons import kinds_of
from doanra.web.appraisals.why import nomination_of, page
from doanra.web.asking import Request, asks
from doanra.web.keys import key
from doanra.web.templatetags.doanra import label


@require_POST
@asks("appraisals.evidence")
def record(request: Request, year: int, nomination: int) -> HttpResponse:
    """Records what a paper says; back to the page with the new verdict, or with what is wrong in the form."""
    one = nomination_of(request, year, nomination)
    rule = request.POST.get("rule", "")
    kinds = kinds_of(rule, programme=one.programme) if rule else tuple(PAPERS)
    form = EvidenceForm(request.POST, kinds=kinds or tuple(PAPERS))
    if form.is_valid():
        try:
            appraisals.record_evidence(one, by=request.user, seen=_seen(request), **form.given())
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
            return _again(request, one, key=f"record-{rule}", form=form, status=_status(refused))
        else:
            said = _("Đã ghi: %(what)s.") % {"what": PAPERS[form.cleaned_data["kind"]]}
            return _back(request, one, said=said)
    return _again(request, one, key=f"record-{rule}", form=form)


@require_POST
@asks("appraisals.waive")
def waive(request: Request, year: int, nomination: int) -> HttpResponse:
    """Records a decision that sets a rule aside; only a rule whose own text allows it."""
    one = nomination_of(request, year, nomination)
    rule = request.POST.get("rule", "")
    form = WaiveForm(request.POST, waived=rule)
    if form.is_valid():
        try:
            _only_waivable(one, rule)
            appraisals.waive(one, by=request.user, seen=_seen(request), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
            return _again(request, one, key=f"waive-{rule}", form=form, status=_status(refused))
        else:
            said = _("Đã ghi quyết định miễn %(document)s.") % {"document": form.cleaned_data["document"]}
            return _back(request, one, said=said)
    return _again(request, one, key=f"waive-{rule}", form=form)


@require_POST
@asks("appraisals.make")
def judge_again(request: Request, year: int, nomination: int) -> HttpResponse:
    """Judges one nomination again by the facts of now."""
    one = nomination_of(request, year, nomination)
    appraisals.appraise(one.call, by=request.user, nominations=[one])
    return _back(request, one, said=_("Đã xét lại."))


def _only_waivable(one: Nomination, rule: str) -> None:
    findings: list[dict[str, Any]] = getattr(one, "appraisal", Appraisal(findings=[])).findings
    if not any(finding["rule"] == rule and finding["waivable"] for finding in findings):
        raise Refused(
            "not_waivable",
            _("Quy định không cho miễn điều này."),
            remedy=_("Chỉ miễn được các giới hạn về số lần đi, theo điều kiện chung thứ 5 của QĐ 02-QĐ/BCĐ."),
        )


def _back(request: Request, one: Nomination, *, said: str) -> HttpResponse:
    """The same page with the verdict that came out of it, said first."""
    verdict = Appraisal.objects.get(nomination=one)
    word = label(Eligibility(verdict.standing)).lower()
    messages.success(request, f"{said} " + _("Kết luận bây giờ: %(word)s.") % {"word": word})
    return redirect("web:appraisals_why", year=one.call.year, nomination=one.pk)


def _status(refused: Refused) -> int:
    return 409 if isinstance(refused, Stale) else 400


def _seen(request: Request) -> int | None:
    """The last decision that the page showed; None from a page that does not say."""
    return key(request.POST.get("seen", ""))


def _again(request: Request, one: Nomination, *, key: str, form: forms.Form, status: int = 400) -> HttpResponse:
    fresh = nomination_of(request, one.call.year, one.pk)  # with what somebody else decided meanwhile
    context = page(request, fresh, bound={key: form})
    return render(request, "appraisals/why.html", {**context, "wrong": form, "wrong_key": key}, status=status)
