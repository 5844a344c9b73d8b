"""Kept views: a way of looking at a list gets a name, and is dropped again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doanra.records.queries import views
from doanra.stages import lists
from doanra.terms.refusal import NotFound, Refused
from doanra.web.asking import Request, asks, found
from doanra.web.lists.columns import asked_columns
from doanra.web.lists.forms import ViewForm
from doanra.web.lists.kept import query_of

LISTINGS = ("nominations", "appraisals", "units", "people", "courses", "files", "asked")
"""Keys of the lists whose views are kept."""


@require_POST
@asks("lists.keep")
def keep(request: Request, listing: str) -> HttpResponse:
    """Keeps the view that the page shows."""
    if listing not in LISTINGS:
        raise NotFound("no_list", _("Không có danh sách này."))
    form = ViewForm(request.POST, duty=request.user.duty)
    if not form.is_valid():
        wrong = " ".join(str(error) for field in form for error in field.errors)
        raise Refused("view_wrong", wrong, remedy=_("Ghi tên khung nhìn, ví dụ “Chưa rõ, miền Bắc”."))
    query = QueryDict(request.POST.get("query", ""))
    view = lists.keep_view(
        listing=listing, query=query_of(query), columns=asked_columns(query), by=request.user, **form.given()
    )
    messages.success(request, _("Đã lưu khung nhìn “%(name)s”.") % {"name": view.name})
    return _back(request, query=request.POST.get("query", ""))


@require_POST
@asks("lists.keep")
def drop(request: Request, view: int) -> HttpResponse:
    """Takes a kept view away."""
    one = found(views.reached(request.user), what="khung nhìn", pk=view)
    name = one.name
    lists.drop_view(one, by=request.user)
    messages.info(request, _("Đã bỏ khung nhìn “%(name)s”.") % {"name": name})
    return _back(request, query="")


def _back(request: Request, *, query: str) -> HttpResponse:
    path = request.POST.get("back", "")
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return redirect(f"{path}?{query}" if safe and query else path if safe else "web:home")
