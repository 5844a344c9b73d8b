"""The mapping page: the file as it is, what each column was taken for, and the clerk's correction of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.intake import MEANINGS
from doanra.records.models import CallState, ColumnMemory, FileLayout, SourceFile
from doanra.stages.nominations import mapping
from doanra.terms.refusal import NotFound, Refused, Stale
from doanra.web.asking import Request, asks, found
from doanra.web.keys import key
from doanra.web.nominations.files import file_of
from doanra.web.nominations.mapping_sheets import AskedSheet, asked, meanings
from doanra.web.templatetags.doanra import num


@require_http_methods(["GET", "POST"])
@asks("nominations.receive")
def columns(request: Request, year: int, file: int) -> HttpResponse:
    """Shows the sheets and their columns; takes the correction and reads the file again."""
    one = file_of(request, year, file)
    layout = FileLayout.objects.filter(file=one).first()
    if layout is None:
        raise NotFound(
            "no_layout", f"Tệp “{one.name}” không mở được nên không có cột nào để xem.", remedy="Xin lại tệp từ đơn vị."
        )
    sheets = asked(one, layout, heads=_heads(request.POST or request.GET, len(layout.sheets)))
    if request.method == "GET":
        return _page(request, one, layout, sheets)
    if request.POST.get("seen") != _seen(layout):
        raise Stale(
            "mapping_changed",
            f"Cách hiểu tệp “{one.name}” vừa được người khác sửa.",
            remedy="Mở lại trang này để thấy bản mới, rồi sửa trên bản đó.",
        )
    try:
        read = _correct(request, one, sheets)
    except Stale:
        raise
    except Refused as refusal:
        return _page(request, one, layout, sheets, refusal=refusal)
    say = _("Đã đọc lại “%(name)s”: %(rows)s dòng, %(accepted)s nhận, %(refused)s trả lại, %(unchanged)s không đổi.")
    messages.success(
        request,
        say
        % {
            "name": read.name, "rows": num(read.rows_read), "accepted": num(read.rows_accepted),
            "refused": num(read.rows_refused), "unchanged": num(read.rows_unchanged),
        },
    )  # fmt: skip
    if read.unit:
        messages.info(request, _("Cách hiểu này được nhớ cho tệp sau của %(unit)s.") % {"unit": read.unit.name})
    return redirect("web:nominations_file", year, read.pk)


@require_POST
@asks("nominations.receive")
def forget(request: Request, year: int, file: int) -> HttpResponse:
    """Forgets what was remembered of one column of the file's unit."""
    one = file_of(request, year, file)
    wanted = request.POST.get("memory", "")
    memory: ColumnMemory = found(
        ColumnMemory.objects.select_related("unit"),
        what="điều đã nhớ",
        unit=one.unit,
        pk=key(wanted),
    )
    mapping.forget(memory, by=request.user)
    say = _("Đã quên cột “%(header)s”. Tệp này giữ như đang đọc; từ tệp sau đọc theo tiêu đề như thường.")
    messages.info(request, say % {"header": memory.header or memory.letter})
    return redirect("web:nominations_columns", year, file)


def _page(
    request: Request, file: SourceFile, layout: FileLayout, sheets: list[AskedSheet], *, refusal: Refused | None = None
) -> HttpResponse:
    context = {
        "call": file.call,
        "file": file,
        "sheets": sheets,
        "meanings": meanings(),
        "editable": mapping.can_correct(file) and file.call.state == CallState.OPEN.value,
        "unsure": sum(sheet.unsure for sheet in sheets),
        "total": sum(len(sheet.columns) for sheet in sheets),
        "layout": layout,
        "seen": _seen(layout),
        "refusal": refusal,
    }
    return render(request, "nominations/mapping.html", context, status=400 if refusal else 200)


def _seen(layout: FileLayout) -> str:
    return layout.decided_at.isoformat() if layout.decided_at else ""


def _heads(data: QueryDict, sheets: int) -> dict[int, int]:
    """The rows that were named as heads, by the number of the sheet; what is no row is left out."""
    asked_for = ((number, data.get(f"head-{number}", "")) for number in range(sheets))
    return {number: int(row) for number, row in asked_for if row.isascii() and row.isdecimal() and len(row) < 8}


def _correct(request: Request, file: SourceFile, sheets: list[AskedSheet]) -> SourceFile:
    chosen: dict[tuple[str, str], str | None] = {}
    ignored = []
    for sheet in sheets:
        if request.POST.get(f"ignore-{sheet.number}") == "yes":
            ignored.append(sheet.name)
            continue
        for column in sheet.columns:
            meaning = request.POST.get(column.field, column.meaning)
            chosen[sheet.name, column.letter] = meaning if meaning in MEANINGS else None
    moved = {sheet.name: sheet.head for sheet in sheets if sheet.moved and sheet.name not in ignored}
    return mapping.correct(file, meanings=chosen, headers=moved, ignored=ignored, by=request.user)
