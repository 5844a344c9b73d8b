"""What can be taken away: a unit's file as it came, its refused rows, the invented files for trying."""

from __future__ import annotations

import io
import zipfile

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from doanra.stages.demonstration import year_2027
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks, call_of
from doanra.web.nominations import columns
from doanra.web.nominations.files import file_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@asks("nominations.receive")  # type: ignore[arg-type]  # a file is sent piece by piece
def original(request: Request, year: int, file: int) -> HttpResponseBase:
    """The file as the unit sent it, never opened by the browser."""
    one = file_of(request, year, file)
    if not one.content.name or not one.content.storage.exists(one.content.name):
        raise NotFound(
            "not_kept",
            f"Tệp gốc “{one.name}” không được giữ lại.",
            remedy="Hệ thống không lưu tệp mang dấu mật hoặc không an toàn; hỏi lại đơn vị gửi.",
        )
    kept = one.content.open("rb")
    response = FileResponse(kept, as_attachment=True, filename=one.name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@asks("files.see")
def refused_rows(request: Request, year: int, file: int) -> HttpResponse:
    """The refused rows as they came, why, and what to write, in Excel."""
    one = file_of(request, year, file)
    if not one.rows_refused:
        raise NotFound("none_refused", f"Tệp “{one.name}” không có dòng nào bị trả lại.")
    book = columns.refused_workbook(one, list(one.rows.all()))
    return _attached(book, name=f"tra-lai-{one.pk}.xlsx", kind=_XLSX)


@require_GET
@asks("nominations.receive")
def specimens_zip(request: Request, year: int) -> HttpResponse:
    """The invented unit files for trying, packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in year_2027.specimen_files(year, on=call_of(year).opened_on):
            archive.writestr(name, content)
    return _attached(packed.getvalue(), name=f"tep-gia-dinh-{year}.zip", kind="application/zip")


def _attached(content: bytes, *, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
