"""Sending drafts with a letter, and the receipt that comes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doanra.records.models import NominationDraft, Submission
from doanra.records.queries import forms as queries
from doanra.stages import filing
from doanra.stages.filing import scanning
from doanra.stages.nominating import answers, drafting, senders, submitting
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.closed import while_open
from doanra.web.frame import today
from doanra.web.keys import foreign, key
from doanra.web.nominating.forms import LetterForm
from doanra.web.nominating.scope import STALE, WRONG, handed_out, within


def keys(request: Request) -> dict[int, int]:
    """The drafts that were ticked with the version that the page showed: ``12:3``. NotFound for what is none."""
    ticked = request.POST.getlist("draft") or request.GET.getlist("draft")
    parts = [one.partition(":")[::2] for one in ticked]
    found = {key(draft): key(version) for draft, version in parts}
    if None in found or None in found.values():
        raise foreign(ticked)
    return {draft: version for draft, version in found.items() if draft is not None and version is not None}


def as_lines(rows: list[NominationDraft]) -> list[tuple[NominationDraft, str, list[str], list[str]]]:
    """Drafts with their programme, what is missing, and of those sent back what nobody has mended."""
    return [
        (
            one,
            _(answers.shown("programme", one.answers)) if one.answers.get("programme") else "",
            drafting.missing(one),
            [_(answers.FIELDS[name]) for name in drafting.untouched(one)],
        )
        for one in rows
    ]


@require_http_methods(["GET", "POST"])
@asks("forms.submit")
@while_open
def submit(request: Request, year: int) -> HttpResponse:
    """Which drafts go, by which letter. What is wrong is said here; nothing that was typed is lost but the file."""
    call = call_of(year)
    senders.require_submitter(call, request.user)
    chosen = keys(request)
    form, stale = LetterForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            scan = form.cleaned_data["scan"]
            letter = submitting.Letter(
                number=form.cleaned_data["number"],
                day=form.cleaned_data["day"],
                scan=filing.look(scan.name, scan.read()),
            )
            made = submitting.submit(call, drafts=chosen, letter=letter, by=request.user, on=today())
        except (NotAllowed, NotFound):
            raise
        except Stale as refused:
            stale = refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Đã nộp %(n)s đề cử. Số biên nhận %(receipt)s.")
            messages.success(request, said % {"n": len(chosen), "receipt": made.receipt})
            return redirect("web:forms_receipt", year, made.number)
    rows = [one for one in queries.drafts(call, within=within(request)) if not chosen or one.pk in chosen]
    context = {
        "call": call,
        "form": form,
        "stale": stale,
        "rows": as_lines(rows),
        "chosen": chosen,
        "last": senders.deadline(call, request.user.unit) if request.user.unit else call.closes_on,
        "scanner_on": scanning.is_on(),
    }
    return render(request, "forms/submit.html", context, status=STALE if stale else WRONG if form.errors else 200)


def _receipt_of(request: Request, year: int, number: int) -> Submission:
    rows: Any = queries.submissions(call_of(year), within=within(request)).select_related("scan", "late")
    made: Submission = found(rows, what=_("biên nhận"), number=number)
    return made


@require_GET
@asks("forms.see")
def receipt(request: Request, year: int, receipt: int) -> HttpResponse:
    """The receipt: its number, the letter, who was nominated and how each stands now."""
    made = _receipt_of(request, year, receipt)
    rows = made.drafts.select_related("nomination__person").order_by("pk")
    context = {"call": made.call, "made": made, "rows": list(rows), "scanner_on": scanning.is_on()}
    return render(request, "forms/receipt.html", context)


@require_GET
@asks("forms.see")
def letter(request: Request, year: int, receipt: int) -> HttpResponse:
    """The scan of the letter."""
    return handed_out(_receipt_of(request, year, receipt).scan)
