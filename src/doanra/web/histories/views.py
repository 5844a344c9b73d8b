"""Old records to look at: the workbooks, one workbook row by row, records that wait, one person's courses."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doanra.documents.history_template import render_history_template
from doanra.intake.sheets.histories import HISTORY_COLUMNS
from doanra.policy.facts import Funding
from doanra.records.models import FileState, HistoryFile, PastCourse, Person, RowOutcome
from doanra.records.queries import histories as queries
from doanra.stages import histories
from doanra.stages.papers import EXCEL, Paper
from doanra.terms.dates import PartialDate
from doanra.web.asking import Request, asks, found
from doanra.web.frame import today
from doanra.web.histories.forms import ACCEPT, LIMIT_MB, SheetForm, UndoForm
from doanra.web.nominations.answers import attached

_PER_PAGE, _FILES = 100, 20
_OUTCOMES = {"accepted": "pass", "refused": "block", "unchanged": "same"}


@require_GET
@asks("histories.see")
def index(request: Request) -> HttpResponse:
    """What is known, what waits, and the place to hand in more."""
    return page(request)


def page(request: Request, *, form: SheetForm | None = None) -> HttpResponse:
    """The page of old records; with a refused form again, as HTTP 400."""
    context = {
        "wrong": form.wrong if form else "",
        "accept": ACCEPT,
        "limit": LIMIT_MB * 1024 * 1024,
        "sums": queries.sums(),
        "files": queries.files()[:_FILES],
        "columns": HISTORY_COLUMNS,
        "page_obj": Paginator(queries.waiting(), _PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "histories/index.html", context, status=400 if form else 200)


@require_GET
@asks("histories.see")
def template(request: Request) -> HttpResponse:
    """The empty sheet."""
    return attached(Paper("mau-qua-trinh-boi-duong.xlsx", EXCEL, render_history_template(on=today())))


@require_GET
@asks("histories.see")
def detail(request: Request, file: int) -> HttpResponse:
    """One workbook row by row."""
    return one_file(request, found(queries.files(), what="tệp hồ sơ cũ", pk=file))


def one_file(request: Request, file: HistoryFile, *, form: UndoForm | None = None) -> HttpResponse:
    """The page of a workbook; with a refused form again, as HTTP 400."""
    only = request.GET.get("only", "")
    only = only if only in set(RowOutcome) else ""
    page_obj = Paginator(queries.rows(file, only=only), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "file": file,
        "only": only,
        "page_obj": page_obj,
        "lines": [_line(row.row, row.sheet, row.outcome, row.fields, row.problems) for row in page_obj.object_list],
        "is_preview": file.state == FileState.PREVIEW.value,
        "is_saved": file.state == FileState.SAVED.value,
        "form": form or UndoForm(),
    }
    return render(request, "histories/file.html", context, status=400 if form else 200)


def _line(
    row: int, sheet: str, outcome: str, said: dict[str, str], problems: list[dict[str, str]]
) -> dict[str, object]:
    course = _("Chưa tham gia khoá nào") if said["is_none"] else said["title"]
    return {
        "row": row,
        "sheet": sheet,
        "name": said["full_name"],
        "birth": _date(said["birth"]),
        "unit": said["unit"],
        "course": course,
        "funded_by": said["funded_by"],
        "programme": said["programme"],
        "country": said["country"],
        "starts": _date(said["starts"]),
        "ends": _date(said["ends"]),
        "level": _OUTCOMES[outcome],
        "word": RowOutcome(outcome).label,
        "problems": problems,
    }


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


@require_GET
@asks("histories.see")
def waiting(request: Request, course: int) -> HttpResponse:
    """One record that awaits its person, with whom it may mean."""
    one: PastCourse = found(PastCourse.objects.select_related("unit", "person"), what="hồ sơ cũ", pk=course)
    context = {"one": one, "candidates": histories.candidates(one), "funding": _funding(one.funded_by)}
    return render(request, "histories/waiting.html", context)


def _funding(value: str) -> Funding | None:
    return Funding(value) if value else None


@require_GET
@asks("histories.see")
def person(request: Request, person: int) -> HttpResponse:
    """All courses abroad that are known of one person."""
    one: Person = found(Person.objects.select_related("unit").defer("id_number"), what="người", pk=person)
    context = {
        "person": one,
        "courses": queries.known_courses(one),
        "declares_none": one.past_courses.filter(is_none=True).first(),
        "nominations": one.nominations.select_related("call").order_by("-call__year"),
    }
    return render(request, "histories/person.html", context)
