"""A list as a file: exactly what is shown, all pages of it, with filter, time and user inside. Memory stays bounded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from doanra.documents.printable import printable
from doanra.documents.streamed_sheet import Sheet, stream
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
        response = StreamingHttpResponse(_workbook(one, head), content_type=EXCEL)
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


def _workbook(one: Asked, head: Sequence[str]) -> Iterator[bytes]:
    columns = one.shown.columns
    sheet = Sheet(
        name=_("Danh sách"), above=head, heads=[each.in_file for each in columns],
        widths=[each.width for each in columns], rows=len(one.lines),
    )  # fmt: skip
    return stream(sheet, _values(one))


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
