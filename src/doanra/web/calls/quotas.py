"""Quotas of a year by unit: the table, the ledger behind it, and the acts of the office in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.policy import access
from doanra.records.models import Call, QuotaCounts, QuotaEntry, QuotaKind, QuotaMode
from doanra.records.queries import quotas as queries
from doanra.records.queries import reach
from doanra.records.queries.verdicts import reads_vetting
from doanra.stages.papers import EXCEL
from doanra.stages.quotas import entering, loading, sharing, topping
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale
from doanra.terms.words import Programme
from doanra.web import closed
from doanra.web.asking import Request, asks, call_of
from doanra.web.calls.grounds import programme_of
from doanra.web.calls.quota_forms import LIMIT, BookForm, EntryForm, RulesForm, ShareForm, TopUpForm, WayForm
from doanra.web.frame import today
from doanra.web.keys import key
from doanra.web.templatetags.doanra import num

_PER_PAGE = 50


@require_GET
@asks("quotas.see")
def table(request: Request, year: int) -> HttpResponse:
    """What each unit was given, has used and has left; a unit's account sees its own rows."""
    return _page(request, call_of(year))


def _page(request: Request, call: Call, **forms: Form) -> HttpResponse:
    """The table with its forms; ``forms`` are those that came back with a fault."""
    programme = programme_of(call, request.GET.get("programme", ""))
    own = reach.units(request.user)
    found = queries.table(call, programmes=[programme] if programme else call.offered, units=own)
    changing = call.quotas != QuotaMode.OFF.value and closed.may(request.user.duty, "quotas.change", call=call)
    ruling = closed.may(request.user.duty, "quotas.change", call=call)
    context: dict[str, Any] = {
        "call": call,
        "programme": programme,
        "table": found,
        "is_on": call.quotas != QuotaMode.OFF.value,
        "mode": QuotaMode(call.quotas),
        "counts": QuotaCounts(call.quotas_count),
        "of_unit": access.of_unit(request.user.duty),
        "rules": forms.get("rules") or (RulesForm(call=call) if ruling else None),
        "entry": forms.get("entry") or (EntryForm(call=call) if changing else None),
        "share": WayForm(call=call) if changing else None,
        "book": forms.get("book") or (BookForm() if changing else None),
        "limit": LIMIT,
        "wrong": next((form for form in forms.values() if form.errors), None),
    }
    return render(request, "calls/quotas.html", context, status=400 if forms else 200)


@require_POST
@asks("quotas.change")
def rules(request: Request, year: int) -> HttpResponse:
    """Whether the year has quotas, and what uses them up."""
    call = call_of(year)
    form = RulesForm(request.POST, call=call)
    if form.is_valid():
        given = form.cleaned_data
        try:
            entering.open_quotas(
                call, mode=QuotaMode(given["mode"]), counts=QuotaCounts(given["counts"]), few=given["few"],
                ground=form.ground(on=today()), by=request.user,
            )  # fmt: skip
        except Refused as refused:
            _say(form, refused)
        else:
            messages.success(request, _("Đã lưu cách theo dõi chỉ tiêu năm %(year)s.") % {"year": year})
            return redirect("web:calls_quotas", year)
    return _page(request, call_of(year), rules=form)


@require_POST
@asks("quotas.change")
def enter(request: Request, year: int) -> HttpResponse:
    """One entry of the ledger."""
    call = call_of(year)
    form = EntryForm(request.POST, call=call)
    if form.is_valid():
        try:
            entry = entering.enter(call, line=form.line(), ground=form.ground(on=today()), by=request.user)
        except Refused as refused:
            _say(form, refused)
        else:
            messages.success(request, _("Đã ghi sổ: %(what)s.") % {"what": told(entry)})
            return redirect("web:calls_quotas", year)
    return _page(request, call, entry=form)


def told(entry: QuotaEntry) -> str:
    """An entry in a few words."""
    said = _(QuotaKind(entry.kind).label)
    seats = ngettext("%(n)s chỗ", "%(n)s chỗ", entry.seats) % {"n": num(entry.seats)}
    sides = " → ".join(unit.short for unit in (entry.taken_from, entry.given_to) if unit is not None)
    return f"{said} {seats}{', ' if sides else ''}{sides}"


@require_http_methods(["GET", "POST"])
@asks("quotas.change")
@closed.while_open
def share(request: Request, year: int) -> HttpResponse:
    """What sharing out would give each unit, and then doing so: what was looked at, or nothing."""
    call = call_of(year)
    doing = request.method == "POST"
    choice = WayForm((request.POST if doing else request.GET) or None, call=call)
    form = ShareForm(request.POST if doing else None)
    shares: list[sharing.Share] = []
    asked: dict[str, Any] = {}
    if choice.is_valid():
        asked = {
            "programme": Programme(choice.cleaned_data["programme"]),
            "way": sharing.Way(choice.cleaned_data["way"]),
        }
        try:
            if doing and form.is_valid():
                many = sharing.share_out(
                    call, **asked, seen=form.cleaned_data["seen"], ground=form.ground(on=today()), by=request.user
                )
                messages.success(request, _("Đã giao chỉ tiêu cho %(n)s đơn vị.") % {"n": num(many)})
                return redirect("web:calls_quotas", year)
            shares = sharing.proposal(call, **asked)
        except Refused as refused:
            _say(form if doing else choice, refused)
            shares = sharing.offered(call, **asked) if doing else []
    total = sum(one.seats for one in shares)
    context = {
        "call": call, "choice": choice, "form": form, "wrong": form if form.errors else choice, "shares": shares,
        "sum": total, "programme": asked.get("programme"), "way": asked.get("way"),
    }  # fmt: skip
    return render(request, "calls/share.html", context, status=400 if doing else 200)


@require_GET
@asks("quotas.change")
def workbook(request: Request, year: int) -> HttpResponse:
    """The workbook with the seats of now, to be filled in."""
    response = HttpResponse(loading.workbook(call_of(year), on=today()), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="chi-tieu-{year}.xlsx"'
    return response


@require_POST
@asks("quotas.change")
def load(request: Request, year: int) -> HttpResponse:
    """The workbook as it came back: entered as a whole, or every fault by row, cell and reason."""
    call = call_of(year)
    form = BookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, call, book=form)
    given = form.cleaned_data["sheet"]
    try:
        loaded = loading.load(
            call, name=given.name, content=given.read(), ground=form.ground(on=today()), by=request.user
        )
    except Refused as refused:
        _say(form, refused)
        return _page(request, call, book=form)
    if not loaded.faults:
        said = _("Đã ghi %(n)s dòng sổ từ bảng tính.") if loaded.entries else _("Bảng tính không khác số đang có.")
        messages.success(request, said % {"n": num(loaded.entries)} if loaded.entries else said)
        return redirect("web:calls_quotas", year)
    return render(
        request, "calls/quota_faults.html", {"call": call, "faults": loaded.faults, "name": given.name}, status=400
    )


@require_GET
@asks("quotas.see")
def entries(request: Request, year: int) -> HttpResponse:
    """The ledger, the newest entry first, of all units or of those of the account."""
    call = call_of(year)
    pages: Paginator[QuotaEntry] = Paginator(queries.entries(call, units=reach.units(request.user)), _PER_PAGE)
    page_obj = pages.get_page(request.GET.get("page"))
    rows = [(entry, _(QuotaKind(entry.kind).label)) for entry in page_obj.object_list]
    return render(request, "calls/quota_entries.html", {"call": call, "page_obj": page_obj, "rows": rows})


@require_http_methods(["GET", "POST"])
@asks("quotas.few")
def top_up(request: Request, year: int) -> HttpResponse:
    """Units with few seats, what is proposed for them, and what the committee decided."""
    call = call_of(year)
    asked = request.POST if request.method == "POST" else request.GET
    programme = programme_of(call, asked.get("programme", "")) or call.offered[0]
    may = closed.may(request.user.duty, "quotas.top_up", call=call)
    doing = request.method == "POST"
    if doing:
        access.require(request.user.duty, "quotas.top_up")
    form = TopUpForm(asked if doing else None, call=call, initial={"programme": programme.value})
    if doing and form.is_valid():
        given = form.seats()
        if not form.errors and (answer := _topped(request, call, programme, form, given)):
            return answer
    found = topping.proposal(call, programme=programme, vetting=reads_vetting(request.user))
    typed = {key(name[1:]): value for name, value in asked.items() if name[:1] == "u"}
    rows = [(one, typed.get(one.unit.pk, one.extra or "")) for one in found.offers if one.waiting]
    context = {
        "call": call, "programme": programme, "found": found, "rows": rows, "form": form,
        "idle": [one for one in found.offers if not one.waiting],
        "may": may and call.quotas != QuotaMode.OFF.value, "is_on": call.quotas != QuotaMode.OFF.value,
    }  # fmt: skip
    return render(request, "calls/top_up.html", context, status=400 if doing else 200)


def _topped(
    request: Request, call: Call, programme: Programme, form: TopUpForm, given: dict[int, int]
) -> HttpResponse | None:
    try:
        seats = topping.top_up(call, programme=programme, given=given, ground=form.ground(on=today()), by=request.user)
    except Refused as refused:
        _say(form, refused)
        return None
    messages.success(request, _("Đã bổ sung %(n)s chỗ.") % {"n": num(seats)})
    return redirect("web:calls_quotas", call.year)


def _say(form: Form, refused: Refused) -> None:
    if isinstance(refused, NotAllowed | NotFound | Stale):
        raise refused
    form.add_error(None, str(refused))
