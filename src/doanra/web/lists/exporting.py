"""A list as a file: exactly what is shown, all pages of it, with filter, time and user inside. Memory stays bounded."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from doanra.documents.printable import printable
from doanra.records.models import Account
from doanra.stages import lists
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request
from doanra.web.lists.columns import Value
from doanra.web.lists.listing import Asked
from doanra.web.templatetags.doanra import num

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("xlsx", "csv")
_AT_ONCE = 500  # lines of a CSV
_IN_MEMORY = 4 * 1024 * 1024
_A4 = 9  # the number of the paper in Excel
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer(request: Request, one: Asked, *, form: str, year: int | None) -> HttpResponseBase:
    """The file; that it was taken goes into the trail first. ``form`` is xlsx or csv."""
    if form not in FORMS:
        raise NotFound("no_such_form", _("Không tải được danh sách ở dạng này."), remedy=_("Chọn Excel hoặc CSV."))
    lists.export(
        listing=one.listing.key, form=form, rows=len(one.lines), wanted=one.wanted,
        columns=[column.key for column in one.shown.columns], year=year, by=request.user,
    )  # fmt: skip
    name = "-".join(part for part in (one.listing.key, str(year or ""), f"{timezone.localtime():%Y%m%d-%H%M}") if part)
    head = head_of(one, by=request.user)
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(_csv(one, head), content_type="text/csv; charset=utf-8")
    else:
        response = FileResponse(_workbook(one, head), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def head_of(one: Asked, *, by: Account) -> list[str]:
    """What stands above the table: its name, the filter, how many, who took it when, what was kept back."""
    taken = _("Lấy lúc %(at)s bởi %(by)s (%(username)s, %(duty)s).") % {
        "at": f"{timezone.localtime():%H:%M:%S %d/%m/%Y}", "by": str(by), "username": by.username,
        "duty": _(by.duty.label),
    }  # fmt: skip
    lines = [
        str(one.listing.title),
        _("Bộ lọc: %(chosen)s.") % {"chosen": one.wanted or _("tất cả")},
        _("%(n)s dòng.") % {"n": num(len(one.lines))},
        taken,
    ]
    if one.shown.left_out:
        kept_back = ", ".join(one.shown.left_out)
        lines.append(_("Không có trong tệp vì vai trò này không được xem: %(columns)s.") % {"columns": kept_back})
    return [printable(line) for line in lines]


def _values(one: Asked) -> Iterator[list[Value]]:
    columns, about = one.shown.columns, one.about
    for line in one.lines.stream():
        yield [_plain(column.value(line, about)) for column in columns]


def _plain(value: Value) -> Value:
    return printable(value) if isinstance(value, str) else value


def _workbook(one: Asked, head: Sequence[str]) -> IO[bytes]:
    written = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, options) as book:
        sheet = book.add_worksheet(_("Danh sách"))
        bold = book.add_format({"bold": True})
        days = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm dd/mm/yyyy"})
        for column, each in enumerate(one.shown.columns):
            sheet.set_column(column, column, each.width)
        for row, text in enumerate(head):
            sheet.write_string(row, 0, text, bold if row == 0 else None)
        first = len(head) + 1
        for column, each in enumerate(one.shown.columns):
            sheet.write_string(first, column, each.in_file, bold)
        sheet.freeze_panes(first + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)  # as wide as a page, as long as need be
        sheet.repeat_rows(first)
        sheet.autofilter(first, 0, first + max(len(one.lines), 1), len(one.shown.columns) - 1)
        for row, values in enumerate(_values(one), first + 1):
            for column, value in enumerate(values):
                _write(sheet, row, column, value, days)
    written.seek(0)
    return written


def _write(sheet: Any, row: int, column: int, value: Value, days: tuple[Any, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, days[isinstance(value, datetime)])
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)


def _csv(one: Asked, head: Sequence[str]) -> Iterator[bytes]:
    """Lines with the mark by which Excel knows UTF-8. What looks like a formula begins with an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    for line in head:
        writer.writerow([_safe(line)])
    writer.writerow([])
    writer.writerow([_safe(column.in_file) for column in one.shown.columns])
    for number, values in enumerate(_values(one)):
        writer.writerow([_safe(value) for value in values])
        if number % _AT_ONCE == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _safe(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_LOOKS_LIKE_FORMULA) else value
    return "" if value is None else str(value)
