"""The page of one body: its own people with the fields it is shown, its own column, in bulk or by its workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.policy.flows.consultations import REQUEST
from doanra.records.models import OpinionRequest
from doanra.records.queries import consultations as queries
from doanra.records.queries.asked_fields import FIELDS, shown_to, word
from doanra.records.queries.opinion_table import OwnRow, OwnRows
from doanra.stages.consultations import letters, opinions, sheets
from doanra.stages.consultations.opinions import Done, Given
from doanra.terms.refusal import NotAllowed, NotFound, Refused
from doanra.web.asking import Request, asks, text_asked
from doanra.web.consultations.forms import OpinionForm
from doanra.web.consultations.scope import may, request_of
from doanra.web.frame import address, today
from doanra.web.keys import foreign, key
from doanra.web.nominations.answers import attached
from doanra.web.refusals import told_in
from doanra.web.templatetags.doanra import num

_PER_PAGE = 50
LIMIT = 10 * 1024 * 1024
"""Bytes of a workbook of opinions."""


class WorkbookForm(forms.Form):
    """The workbook that comes back."""

    sheet = forms.FileField()

    def clean_sheet(self) -> Any:
        """Not bigger than a list of opinions can be."""
        given = self.cleaned_data["sheet"]
        if given.size > LIMIT:
            raise forms.ValidationError(_("Tệp lớn quá 10 MB: đây không phải bảng ý kiến."))
        return given


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the page: the fields that the body is shown, in words, beside the name and the opinion."""

    row: OwnRow
    fields: tuple[tuple[str, str], ...]
    ticked: bool = False


@require_GET
@asks("consultations.answer")
def sheet(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """The people of a request, all or those without an opinion."""
    one = request_of(request, year, consultation, body)
    return render(request, "consultations/sheet.html", page(request, one, form=OpinionForm(vets=one.body.vets)))


def page(request: Request, one: OpinionRequest, *, form: OpinionForm, **more: Any) -> dict[str, Any]:
    """The context of the page."""
    silent, text = request.GET.get("only") == "silent", text_asked(request)
    rows = OwnRows(one, silent=silent, text=text)
    pages: Paginator[OwnRow] = Paginator(rows, _PER_PAGE)
    page_obj = pages.get_page(request.GET.get("page"))
    (progress,) = queries.progress_of(OpinionRequest.objects.filter(pk=one.pk), on=today(), reader=request.user)
    names = shown_to(request.user.duty, one.body.sees)
    return {
        "call": one.consultation.call,
        "list": one.consultation,
        "one": one,
        "progress": progress,
        "state": REQUEST.state(one.state),
        "fields": [_(FIELDS[name]) for name in names],
        "page_obj": page_obj,
        "rows": [shown(row, names, ticked=_is_ticked(request, row)) for row in page_obj.object_list],
        "only_silent": silent,
        "q": text,
        "shows_others": rows.shows_others,
        "open": one.consultation.state == "asking" and one.state != "withdrawn",
        "may_answer": may(request, "consultations.answer", call=one.consultation.call),
        "form": form,
        "limit": LIMIT,
        **more,
    }


def _is_ticked(request: Request, row: OwnRow) -> bool:
    """Ticked before, or all of the page are to be."""
    tick = f"{row.opinion.pk}:{row.opinion.version}"
    return tick in request.POST.getlist("opinion") or "all" in request.GET


def shown(row: OwnRow, names: tuple[str, ...], *, ticked: bool = False) -> ShownRow:
    """A row with its fields as words in the reader's language."""
    person = row.opinion.person
    said = ((_(FIELDS[name]), word(person, name, standing=row.standing)) for name in names)
    return ShownRow(row, tuple((head, _(text) if text else "") for head, text in said), ticked)


@require_POST
@asks("consultations.answer")
def bulk(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """The same opinion for all who were ticked; who was changed meanwhile is left out and named."""
    one = request_of(request, year, consultation, body)
    form = OpinionForm(request.POST, vets=one.body.vets)
    if form.is_valid():
        with told_in(form):
            given = _ticked(request, form)
            done = opinions.answer_many(one, given=given, by=request.user, on=today())
            say_done(request, done)
            return redirect(_same_page(request, year, consultation, body))
    return render(request, "consultations/sheet.html", page(request, one, form=form), status=400)


def _same_page(request: Request, *where: int) -> str:
    """The page with the filter that it had."""
    asked = request.GET.copy()
    asked.pop("all", None)
    return address("web:consultations_sheet", *where) + (f"?{asked.urlencode()}" if asked else "")


def _ticked(request: Request, form: OpinionForm) -> list[Given]:
    """One for each tick; a tick is ``key:version`` as the page was drawn."""
    pairs = [tick.partition(":") for tick in request.POST.getlist("opinion")]
    if not pairs:
        raise Refused("nobody_ticked", _("Chưa chọn ai."), remedy=_("Đánh dấu những người có cùng ý kiến rồi ghi."))
    found = [(key(opinion), key(seen)) for opinion, _colon, seen in pairs]
    if any(None in pair for pair in found):
        raise foreign(request.POST.getlist("opinion"))
    return [form.given(opinion, seen=seen) for opinion, seen in found if opinion is not None and seen is not None]


def say_done(request: Request, done: Done) -> None:
    """What came of many, in words: how many were recorded, who was left out and why."""
    said = _("Đã ghi ý kiến về %(n)s người.") % {"n": num(done.changed)}
    if done.same:
        said += " " + _("%(n)s người đã có đúng ý kiến này.") % {"n": num(done.same)}
    (messages.success if done.changed or done.same else messages.warning)(request, said)
    if done.skipped:
        names = "; ".join(f"{name} ({why.rstrip('.')})" for name, why in done.skipped)
        messages.warning(request, _("Để lại %(n)s người: %(who)s.") % {"n": num(len(done.skipped)), "who": names})


@require_GET
@asks("consultations.answer")
def workbook(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """The workbook to fill in and hand in again."""
    return attached(letters.workbook(request_of(request, year, consultation, body), by=request.user, on=today()))


@require_POST
@asks("consultations.answer")
def load(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """The workbook as it came back: what was recorded, and every wrong row by row, cell and reason."""
    one = request_of(request, year, consultation, body)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _not_loaded(request, one, " ".join(str(error) for error in form["sheet"].errors))
    given = form.cleaned_data["sheet"]
    try:
        loaded = sheets.load(one, content=given.read(), name=given.name, by=request.user, on=today())
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _not_loaded(request, one, str(refused))
    context = {
        "call": one.consultation.call,
        "list": one.consultation,
        "one": one,
        "loaded": loaded,
        "wrong": [(fault, loaded.names.get(fault.row, "")) for fault in loaded.faults],
        "name": given.name,
    }
    return render(request, "consultations/loaded.html", context, status=400 if loaded.faults else 200)


def _not_loaded(request: Request, one: OpinionRequest, wrong: str) -> HttpResponse:
    context = page(request, one, form=OpinionForm(vets=one.body.vets), load_wrong=wrong)
    return render(request, "consultations/sheet.html", context, status=400)
