"""Uploads by weight: what is heavier than the limit is turned away before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from doanra.policy import access
from doanra.records.models import Call
from doanra.stages.nominations import attempts
from doanra.terms.refusal import Refused
from doanra.web.keys import key
from doanra.web.templatetags.doanra import num

FORM = 1024 * 1024
"""What the fields and borders of a form may weigh beside its files."""
MEGABYTE = 1024 * 1024


class WeightMiddleware:
    """Asks what a request will weigh before anything of it is read; stands before all that look into forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Django's hook: HTTP 413 with what to do, for whoever asks; of a unit's files the attempt is remembered."""
        weight = _weight(request)
        if weight <= settings.UPLOAD_LIMIT + FORM:
            return None
        say = _("Lần gửi này nặng %(weight)s MB, quá mức %(limit)s MB. Hệ thống không đọc và không giữ phần nào.")
        refusal = Refused(
            "upload_heavy",
            say % {"weight": num(-(-weight // MEGABYTE)), "limit": num(settings.UPLOAD_LIMIT // MEGABYTE)},
            remedy=_("Gửi ít tệp hơn mỗi lần; bỏ ảnh và trang thừa trong bảng tính rồi lưu lại dưới dạng .xlsx."),
        )
        _remember(request, kwargs, weight, str(refusal.message))
        template = "parts/refusal.html" if getattr(request, "htmx", False) else "413.html"
        return render(request, template, {"refusal": refusal}, status=413)


def _weight(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return key(told) or 0


def _remember(request: HttpRequest, kwargs: dict[str, Any], weight: int, reason: str) -> None:
    user: Any = request.user
    route = request.resolver_match.url_name if request.resolver_match else ""
    if route == "nominations_upload" and user.is_authenticated and access.may(user.duty, "nominations.receive"):
        call = Call.objects.filter(year=kwargs["year"]).first()
        if call:
            attempts.note_unread(call, size=weight, reason=reason, by=user)


class CountingHandler(FileUploadHandler):
    """Stops reading files that together are heavier than the limit, whatever the request said of its weight."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Passes the chunk on to where files are kept in memory."""
        self._read += len(raw_data)
        if self._read > settings.UPLOAD_LIMIT + FORM:
            raise RequestDataTooBig("files heavier than the limit")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
