"""One course: added, changed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.records.models import Call, CallState
from doanra.records.queries import courses as queries
from doanra.records.queries.courses import Offer
from doanra.stages import courses, weighing
from doanra.terms.refusal import NotFound, Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.beside import status_of, stood, told_beside
from doanra.web.courses.forms import CourseForm
from doanra.web.courses.holidays import notes_on


@require_http_methods(["GET", "HEAD", "POST"])
@asks("courses.change")
def add(request: Request, year: int) -> HttpResponse:
    """A new course."""
    return _edit(request, _open_call(year), offer=None)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("courses.change")
def change(request: Request, year: int, code: str) -> HttpResponse:
    """A course of the catalogue, with all its first days."""
    call = _open_call(year)
    return _edit(request, call, offer=_offer(call, code))


@require_POST
@asks("courses.change")
def remove(request: Request, year: int, code: str) -> HttpResponse:
    """Takes a course out of the catalogue."""
    offer = _offer(call_of(year), code)
    courses.remove(offer.course, by=request.user)
    messages.success(request, _("Đã bỏ khoá %(code)s khỏi danh mục.") % {"code": code})
    return redirect("web:courses", year=year)


def _open_call(year: int) -> Call:
    call = call_of(year)
    if call.state != CallState.OPEN.value:
        raise Refused(
            "year_closed",
            _("Năm %(year)s đã tổng kết, danh mục không sửa nữa.") % {"year": year},
            remedy=_("Xem hoặc tải danh mục; năm mới có thể chép từ năm này."),
        )
    return call


def _offer(call: Call, code: str) -> Offer:
    for offer in queries.catalogue(call):
        if offer.course.code == code:
            return offer
    raise NotFound("not_found", f"Không có khoá {code}.", remedy="Có thể mã đã đổi, hoặc khoá thuộc năm khác.")


def _edit(request: Request, call: Call, *, offer: Offer | None) -> HttpResponse:
    usual = None if offer else weighing.of(call)
    form = CourseForm(request.POST if request.method == "POST" else None, offer=offer, usual=usual)
    if form.is_bound and form.is_valid():
        with told_beside(form):
            put = courses.put(
                call, values=form.values(), starts=form.cleaned_data["starts"], by=request.user,
                course=offer.course if offer else None, seen=stood(request),
            )  # fmt: skip
            messages.success(request, _("Đã lưu khoá %(code)s.") % {"code": put.code})
            return redirect("web:courses", year=call.year)
    notes = notes_on(offer.starts, days=offer.course.days, country=offer.course.country) if offer else []
    context = {
        "call": call,
        "offer": offer,
        "form": form,
        "stood": courses.version(offer.course) if offer else "",
        "notes": [note for note in notes if note.notes],
    }
    return render(request, "courses/edit.html", context, status=status_of(form))
