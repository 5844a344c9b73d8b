"""Units' files: handing in, what waits, what came; and one file with every row and its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.policy import access
from doanra.records.models import Call, CallState, FileState, SourceFile
from doanra.records.queries import file_list, nomination_files
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.nominations import Within
from doanra.stages.nominations import mapping
from doanra.web import drawings
from doanra.web.asking import Request, asks, call_of, found
from doanra.web.lists import exporting, listing
from doanra.web.lists.doing import do
from doanra.web.nominations import cells, columns, sender
from doanra.web.nominations.answer_offer import offer
from doanra.web.nominations.file_acts import ACTS
from doanra.web.nominations.file_listing import LISTING, About, WantedForm, state_word, totals
from doanra.web.nominations.forms import ACCEPT, MEGABYTE, SenderForm, UploadForm
from doanra.web.nominations.scope import within

_ROWS_PER_PAGE, _STRIP_UP_TO = 200, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a request asks of the files of one year."""

    call: Call
    seen: Within
    wanted: file_list.Wanted
    files: file_list.Files
    states: dict[str, int]
    asked: listing.Asked


def _page(request: Request, call: Call, query: QueryDict) -> _Page:
    seen = within(request, Lineage())
    form = WantedForm(query, senders=file_list.senders(call, within=seen))
    wanted = form.wanted()
    files = file_list.Files(call, wanted=wanted, within=seen)
    states = file_list.states(call, within=seen)
    waiting = states.get(FileState.PREVIEW.value, 0)
    about = About(year=call.year, waiting=waiting, done=sum(states.values()) - waiting)
    asked = listing.asked(
        request, LISTING, form=form, lines=files, order=wanted.order, about=about, query=query, where=(call.year,)
    )
    return _Page(call=call, seen=seen, wanted=wanted, files=files, states=states, asked=asked)


@require_GET
@asks("files.see")
def index(request: Request, year: int) -> HttpResponse:
    """What waits and what came, with the place to hand in more."""
    return page(request, call_of(year))


@require_GET
@asks("files.see")  # type: ignore[arg-type]  # a file is sent piece by piece
def export(request: Request, year: int, form: str) -> HttpResponseBase:
    """The list as a file: the same rows, columns and order as on the page, all pages of it."""
    return exporting.answer(request, _page(request, call_of(year), request.GET).asked, form=form, year=year)


@require_POST
@asks("nominations.receive")
def bulk(request: Request, year: int) -> HttpResponse:
    """One act on the chosen files; what it must ask first is asked on a page of its own."""
    call = call_of(year)
    return do(
        request,
        ACTS,
        call=call,
        all_of=lambda query: _page(request, call, query).files.rows,
        among=file_list.all_of(call, within=within(request, Lineage())),
        back=reverse("web:nominations_files", args=(year,)),
        crumb=_("Tệp của các đơn vị"),
    )


def page(request: Request, call: Call, *, form: UploadForm | None = None) -> HttpResponse:
    """The page of files; with a refused form again, as HTTP 400."""
    shown = _page(request, call, request.GET)
    is_open = call.state == CallState.OPEN.value
    wanted = shown.wanted
    context = {
        "call": call,
        "is_open": is_open,
        "form": form,
        "wrong": form.wrong if form else "",
        "accept": ACCEPT,
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // MEGABYTE,
        "limit_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "sums": nomination_files.sums(call, within=shown.seen),
        "wanted": wanted,
        "any": sum(shown.states.values()),
        "states": [(key, state_word(key), shown.states[key]) for key in FileState if key in shown.states],
        "waiting": shown.states.get(FileState.PREVIEW.value, 0),
        "bulk_url": reverse("web:nominations_files_bulk", args=(call.year,)),
        **listing.context(
            request, shown.asked, totals=totals(shown.files.sums()), bulk=is_open,
            grouped=not (wanted.order or wanted.state),
        ),
    }  # fmt: skip
    return render(request, "nominations/files.html", context, status=400 if form else 200)


def file_of(request: Request, year: int, file: int) -> SourceFile:
    """The file of the year, if the account may see it; 404 otherwise."""
    files = nomination_files.of_call(call_of(year), within=within(request, Lineage()))
    one: SourceFile = found(files, what="tệp", pk=file)
    return one


@require_GET
@asks("files.see")
def detail(request: Request, year: int, file: int) -> HttpResponse:
    """One file: the sums, every row with its reasons at the cells, how it was understood, what can be done."""
    one = file_of(request, year, file)
    if one.receipt_number is not None:
        return redirect("web:forms_receipt", year, one.receipt_number)
    return one_file(request, one)


def one_file(request: Request, file: SourceFile, *, form: SenderForm | None = None) -> HttpResponse:
    """The page of a file; with a refused choice of unit again, as HTTP 400."""
    only = request.GET.get("only", "")
    rows = Paginator(nomination_files.rows(file, only=only), _ROWS_PER_PAGE).get_page(request.GET.get("page"))
    shown = list(rows.object_list)
    lineage = Lineage()
    is_preview = file.state == FileState.PREVIEW.value
    context = {
        "call": file.call,
        "file": file,
        "is_preview": is_preview,
        "only": only,
        "strip": _strip(file),
        "heads": [cells.heads()[kind] for kind in cells.kinds(shown)],
        "lines": cells.lines(file, shown),
        "page_obj": rows,
        "sheets": columns.sheets(file),
        "many_sheets": len({row.sheet for row in shown}) > 1,
        "sender": sender.name_in_text(file.unit),
        "sender_form": form or (sender.form(file) if is_preview else None),
        "heirs": [unit for unit in lineage.now(file.unit_id) if unit.pk != file.unit_id] if file.unit_id else [],
        "unread": sender.unread_posts(file, file.unit) if file.unit else [],
        "near": nomination_files.neighbours(file, within=within(request, lineage)),
        "twins": nomination_files.twins(file),
        "can_map": mapping.can_correct(file) and access.may(request.user.duty, "nominations.receive"),
        "next_waiting": None if is_preview else nomination_files.next_waiting(file.call),
        "is_open": file.call.state == CallState.OPEN.value,
        "answer": offer(request, file),
    }
    return render(request, "nominations/file.html", context, status=400 if form else 200)


def _strip(file: SourceFile) -> str:
    """One square a row; nothing where they would be too many to tell anything."""
    if not 0 < file.rows_read <= _STRIP_UP_TO:
        return ""
    return drawings.row_strip(nomination_files.states(file))  # type: ignore[arg-type]  # the words are its states
