"""What of the drafts, receipts and nominations an account finds; the rest is not there."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from doanra.records.models import Call, Nomination, NominationDraft, StoredFile
from doanra.records.queries import forms as queries
from doanra.records.queries import reach
from doanra.stages import filing
from doanra.stages.filing.looking import KINDS
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, call_of, found

_ANSWERED = ("answers_to__nomination__person", "answers_to__nomination__row")
WRONG = 400
STALE = 409


def within(request: Request) -> queries.Within:
    """Ids of the units whose matters the account sees; None for all."""
    return reach.units(request.user)


def draft_of(request: Request, year: int, pk: int) -> NominationDraft:
    """A draft of the account's own unit, whatever became of it."""
    rows = NominationDraft.objects.filter(call=call_of(year), unit__in=within(request) or ())
    draft: NominationDraft = found(
        rows.select_related("call", "unit", "changed_by", "late", "submission", *_ANSWERED),
        what=_("bản soạn"), pk=pk,
    )  # fmt: skip
    return draft


def nomination_of(request: Request, call: Call, pk: int) -> Nomination:
    """A nomination of the year within reach."""
    one = queries.nomination(call, pk, reached=reach.nominations(request.user))
    if one is None:
        raise NotFound("not_found", _("Không có đề cử này."), remedy=_("Mở lại danh sách đề cử của năm."))
    return one


def handed_out(stored: StoredFile) -> HttpResponse:
    """The file as a download that no browser opens by itself."""
    response = HttpResponse(filing.open_file(stored), content_type=KINDS[stored.kind])
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def seen_of(value: int | None) -> int:
    """The version that a form carried; nought, which no draft has, where it carried none."""
    return value or 0
