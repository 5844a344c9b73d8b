"""The lists of a year, the freezing of one, and its table: the verdict of the rules beside every body's opinion."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doanra.policy import access
from doanra.policy.flows.consultations import CONSULTATION
from doanra.records.models import Call, OpinionRequest
from doanra.records.queries import consultations as queries
from doanra.records.queries.opinion_table import AGAINST, SILENT, STOPPED, WAIVED, Line, OpinionTable, Wanted
from doanra.stages.consultations import freezing, letters
from doanra.terms.words import Programme
from doanra.web.accounts.again import surely
from doanra.web.asking import Request, asks, call_of, text_asked
from doanra.web.consultations.forms import FreezeForm
from doanra.web.consultations.scope import list_of, may
from doanra.web.frame import today
from doanra.web.nominations.answers import attached
from doanra.web.refusals import told_in
from doanra.web.templatetags.doanra import label, num, vntime

_PER_PAGE = 50


def only_words() -> dict[str, str]:
    """The filters of the table in words."""
    return {
        "": _("Tất cả"),
        SILENT: _("Còn chưa có ý kiến"),
        AGAINST: _("Không đồng ý hoặc cần bổ sung"),
        STOPPED: _("Không đủ điều kiện"),
        WAIVED: _("Được miễn"),
    }


@require_GET
@asks("consultations.open")
def index(request: Request, year: int) -> HttpResponse:
    """The office's lists; for a body the requests that it got."""
    call, duty = call_of(year), request.user.duty
    if not access.may(duty, "consultations.see"):
        rows = OpinionRequest.objects.filter(queries.within(request.user), consultation__call=call)
        rows = rows.exclude(state="withdrawn").exclude(consultation__state="dropped").order_by("-pk")
        found = queries.progress_of(rows, on=today(), reader=request.user)
        context = {"call": call, "requests": found, "left": sum(one.silent for one in found), "body": request.user.body}
        return render(request, "consultations/own.html", context)
    lists = queries.lists(call, on=today())
    context = {"call": call, "lists": lists, "late": sum(1 for one in lists if one.overdue), **_may(request, call)}
    return render(request, "consultations/index.html", context)


def _may(request: Request, call: Call) -> dict[str, bool]:
    acts = ("consultations.make", "consultations.approve")
    return {act.replace(".", "_"): may(request, act, call=call) for act in acts}


@require_http_methods(["GET", "POST"])
@asks("consultations.make")
def new(request: Request, year: int) -> HttpResponse:
    """Freezes a list."""
    call = call_of(year)
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = freezing.freeze(call, by=request.user, on=today(), **form.cleaned_data)
            messages.success(request, _("Đã chốt %(n)s người. Bước tiếp theo: chọn cơ quan để hỏi.") % {
                "n": num(made.people.count())
            })  # fmt: skip
            return redirect("web:consultations_ask", year, made.pk)
    standing = freezing.choice(call).count()
    context = {"call": call, "form": form, "standing": standing}
    return render(request, "consultations/new.html", context, status=400 if form.errors else 200)


@require_GET
@asks("consultations.see")
def detail(request: Request, year: int, consultation: int) -> HttpResponse:
    """One list: how far each body is, and the table of verdicts and opinions."""
    one, wanted = list_of(year, consultation), _wanted(request)
    rows = OpinionTable(one, wanted=wanted, reader=request.user)
    pages: Paginator[Line] = Paginator(rows, _PER_PAGE)
    progress = queries.progress(one, on=today(), reader=request.user)
    live = [each for each in progress if each.request.state != "withdrawn"]
    context = {
        "call": one.call,
        "list": one,
        "state": CONSULTATION.state(one.state),
        "verbs": {move.verb.partition(".")[2] for move in CONSULTATION.moves_from(one.state)},
        "progress": progress,
        "live": live,
        "silent": sum(each.silent for each in live),
        "late": sum(1 for each in live if each.overdue),
        "people": one.people.count(),
        "table": rows,
        "page_obj": pages.get_page(request.GET.get("page")),
        "wanted": wanted,
        "only": only_words(),
        "versions": list(one.versions.all()),
        **_may(request, one.call),
    }
    return render(request, "consultations/detail.html", context)


def _wanted(request: Request) -> Wanted:
    only, programme = request.GET.get("only", ""), request.GET.get("programme", "")
    return Wanted(
        only=only if only in only_words() else "",
        programme=programme if programme in set(Programme) else "",
        text=text_asked(request),
    )


@require_GET
@asks("consultations.see")
@surely("GET")
def table(request: Request, year: int, consultation: int) -> HttpResponse:
    """The table as it is shown, as Excel, with filter, time and user."""
    one, wanted = list_of(year, consultation), _wanted(request)
    parts = [only_words()[wanted.only]]
    if wanted.programme:
        parts.append(label(Programme(wanted.programme)))
    if wanted.text:
        parts.append(f"“{wanted.text}”")
    said = [
        _("Lọc: %(what)s.") % {"what": "; ".join(parts)},
        _("Tải lúc %(time)s, người tải: %(who)s.") % {"time": vntime(timezone.now()), "who": request.user},
    ]
    return attached(letters.table(one, wanted=wanted, said=said, by=request.user, on=today()))
