"""The table of titles: looked through by those who may see it, edited by the office."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.records.models import PostTitle
from doanra.records.queries import posts as queries
from doanra.stages import posts, seeing
from doanra.web.asking import Request, asks, found
from doanra.web.beside import status_of, stood, told_beside
from doanra.web.posts.forms import KINDS, TitleForm, TitlesWantedForm, initial_of

_PER_PAGE = 50


@require_GET
@asks("posts.see")
def index(request: Request) -> HttpResponse:
    """The titles, from the highest band down."""
    form = TitlesWantedForm(request.GET)
    rows = queries.titles(form.wanted())
    context = {
        "form": form,
        "kinds": KINDS,
        "page_obj": Paginator(rows, _PER_PAGE).get_page(request.GET.get("page")),
        "total": PostTitle.objects.count(),
        "narrows": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "posts/index.html", context)


@require_http_methods(["GET", "POST"])
@asks("posts.change")
def add(request: Request) -> HttpResponse:
    """A new title; ``pattern`` in the address fills it in, ``next`` is where the clerk came from."""
    form = TitleForm(request.POST or None, initial={"pattern": request.GET.get("pattern", "")[:160].lower()})
    if request.method == "POST" and form.is_valid():
        row = posts.add_title(by=request.user, values=form.values())
        say = _("Đã thêm “%(title)s”. Đề cử đã lưu chỉ đổi khi đọc lại chức vụ của năm.")
        messages.success(request, say % {"title": row.pattern})
        return _back(request)
    return _page(request, form, row=None)


@require_http_methods(["GET", "POST"])
@asks("posts.change")
def change(request: Request, title: int) -> HttpResponse:
    """One title; a change by somebody else meanwhile is never written over."""
    row: PostTitle = found(PostTitle.objects.all(), what="chức danh", pk=title)
    form = TitleForm(request.POST or None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        with told_beside(form):
            changed = posts.change_title(row, by=request.user, values=form.values(), seen=stood(request))
            messages.success(request, _("Đã sửa “%(title)s”.") % {"title": changed.pattern})
            return _back(request)
    return _page(request, form, row=row)


@require_POST
@asks("posts.change")
def remove(request: Request, title: int) -> HttpResponse:
    """Takes a title out."""
    row: PostTitle = found(PostTitle.objects.all(), what="chức danh", pk=title)
    posts.remove_title(row, by=request.user)
    messages.info(request, _("Đã bỏ “%(title)s” khỏi bảng chức danh.") % {"title": row.pattern})
    return redirect("web:posts")


def _page(request: Request, form: TitleForm, *, row: PostTitle | None) -> HttpResponse:
    context = {"form": form, "row": row, "next": _next(request), "stood": seeing.mark(row) if row else ""}
    template = "posts/title_form.html" if request.htmx else "posts/title.html"
    return render(request, template, context, status=status_of(form))


def _next(request: Request) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if safe else reverse("web:posts")


def _back(request: Request) -> HttpResponse:
    return HttpResponseRedirect(_next(request))
