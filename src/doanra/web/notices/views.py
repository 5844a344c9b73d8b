"""One's own notices and what comes by mail; for the office and inspectors what was said to whom."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.records.models import Notice
from doanra.records.queries import notices as queries
from doanra.stages import notices
from doanra.web.asking import Request, asks, found, opens
from doanra.web.notices.forms import MailForm, SoughtForm

_PER_PAGE = 50


@require_GET
@asks("notices.see")
def index(request: Request) -> HttpResponse:
    """What was said to me, the unread first."""
    pages: Paginator[Notice] = Paginator(queries.own(request.user), _PER_PAGE)
    choice = queries.choice_of(request.user)
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "unread": queries.unread(request.user),
        "form": MailForm(initial={"each": choice.each, "daily": choice.daily}),
        "mail_on": settings.MAIL_ON,
    }
    return render(request, "notices/index.html", context)


@require_GET
@asks("notices.see")
def follow(request: Request, pk: int) -> HttpResponse:
    """To the page of the duty; the notice counts as read."""
    notice = found(Notice.objects.filter(to=request.user), what="thông báo", pk=pk)
    notices.mark_read(by=request.user, keys=[pk])
    return HttpResponseRedirect(notice.address)


@require_POST
@asks("notices.read")
def read(request: Request) -> HttpResponse:
    """All of mine are read."""
    notices.mark_read(by=request.user)
    messages.success(request, _("Đã đánh dấu mọi thông báo là đã đọc."))
    return redirect("web:notices")


@require_POST
@asks("notices.choose")
def mail(request: Request) -> HttpResponse:
    """What I want by mail."""
    form = MailForm(request.POST)
    form.is_valid()
    notices.choose(by=request.user, each=form.cleaned_data["each"], daily=form.cleaned_data["daily"])
    messages.success(request, _("Đã lưu cách nhận thư."))
    return redirect("web:notices")


@require_GET
@asks("notices.sent")
def sent(request: Request) -> HttpResponse:
    """What was said to whom, and what became of the mail."""
    form = SoughtForm(request.GET)
    pages: Paginator[Notice] = Paginator(queries.sent(form.sought()), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    open_to_me = {one.pk for one in page if opens(one.address, request.user.duty)}
    context = {
        "page_obj": page,
        "form": form,
        "open_to_me": open_to_me,
        "narrowed": any(request.GET.values()),
        "mail_on": settings.MAIL_ON,
    }
    return render(request, "notices/sent.html", context)
