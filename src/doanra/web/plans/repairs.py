"""Repairing an announced plan: asking what changed, watching the search, choosing between offers, person by person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from doanra import planner
from doanra.planner.repair import MORE
from doanra.records.models import Repair, RunState
from doanra.records.queries import plans as queries
from doanra.stages.plans import differences, drafts, repairs
from doanra.stages.plans.differences import Difference
from doanra.stages.plans.problem import person_id
from doanra.terms.refusal import NotFound, Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.drawings.figures import figure
from doanra.web.plans import differing, repair_words
from doanra.web.plans.repair_forms import RepairForm
from doanra.web.plans.scope import held_back, plan_of
from doanra.web.plans.sentences import plan_name


@require_http_methods(["GET", "POST"])
@asks("plans.compute")
@while_open
def ask(request: Request, year: int, plan: int) -> HttpResponse:
    """What has changed since the plan was announced; the search that comes of it."""
    one = plan_of(year, plan)
    found = repairs.gone(one)
    form = RepairForm(one, request.POST if request.method == "POST" else None, known={each.person.pk for each in found})
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            repair = repairs.start(one, by=request.user, **form.asked())
        except Refused as fault:
            refusal = fault
        else:
            return redirect("web:plans_repair", year, repair.pk)
    repairs.sweep(one)
    context = {
        "call": one.call,
        "plan": one,
        "name": plan_name(one),
        "told": one.seats.count(),
        "form": form,
        "refusal": refusal,
        "gone": [(each, repair_words.gone(each.why)) for each in found],
        "earlier": [(each, _stands(each)) for each in Repair.objects.filter(plan=one).defer("offers")],
    }
    return render(request, "plans/repair_ask.html", context, status=400 if refusal or form.errors else 200)


@require_GET
@asks("plans.see")
def detail(request: Request, year: int, repair: int) -> HttpResponse:
    """The offers side by side: how many people told must move against how many seats are gained."""
    return render(request, "plans/repair.html", _context(repair_of(year, repair)))


@require_GET
@asks("plans.see")
def progress(request: Request, year: int, repair: int) -> HttpResponse:
    """The part that changes each second; the whole page once the search is over."""
    one = repair_of(year, repair)
    if one.state not in repairs.UNDER_WAY:
        return HttpResponseClientRedirect(reverse("web:plans_repair", args=[year, repair]))
    return render(request, "plans/repair_progress.html", _context(one))


@require_POST
@asks("plans.compute")
def cancel(request: Request, year: int, repair: int) -> HttpResponse:
    """Stops the search; what it found stays on offer."""
    repairs.cancel(repair_of(year, repair), by=request.user)
    messages.info(request, _("Đã yêu cầu dừng. Cách sửa tốt nhất đến lúc này được giữ lại."))
    return redirect("web:plans_repair", year, repair)


@require_POST
@asks("plans.compute")
def again(request: Request, year: int, repair: int) -> HttpResponse:
    """Searches once more, on the year as it stands now."""
    fresh = repairs.again(repair_of(year, repair), by=request.user)
    return redirect("web:plans_repair", year, fresh.pk)


@require_GET
@asks("plans.see")
def offer(request: Request, year: int, repair: int, number: int) -> HttpResponse:
    """One offer, person by person, before anybody accepts it."""
    one = repair_of(year, repair)
    wanted = repairs.offer(one, number - 1)
    before = drafts.as_planned(one.plan)
    found = differences.between(before, wanted, call=one.call)
    context = {
        "call": one.call,
        "repair": one,
        "number": number,
        "name": plan_name(one.plan),
        "right": _("Cách sửa %(n)s") % {"n": number},
        "row": _row(one, number, len(before.seats())),
        "sections": differing.sections(
            found,
            kind=_kind(one),
            why=_why(one, wanted, held=held_back(request, one.plan)),
            titles={k: str(v) for k, v in repair_words.TITLES.items()},
        ),
        "courses": differences.of_courses(before, wanted),
        "stopped": [(each["course"], repair_words.reasons(each["reasons"])) for each in _told(wanted)["stopped"]],
        "accepted": one.accepted,
        "accepted_name": plan_name(one.accepted) if one.accepted else "",
        "in_force": one.plan.version == queries.newest_version(one.call),
    }
    return render(request, "plans/repair_offer.html", context)


@require_POST
@asks("plans.change")
def accept(request: Request, year: int, repair: int, number: int) -> HttpResponse:
    """The offer becomes a draft, to be looked at on the board and published as ever."""
    one = repair_of(year, repair)
    draft = repairs.accept(one, number=number - 1, by=request.user)
    said = _("Đã lập %(draft)s từ %(plan)s. Xem lại trên bảng rồi công bố.")
    messages.success(request, said % {"draft": plan_name(draft), "plan": plan_name(one.plan)})
    return redirect("web:plans_board", year, draft.pk)


def repair_of(year: int, pk: int) -> Repair:
    """The repair in the address; 404 in words."""
    call = call_of(year)
    related = Repair.objects.select_related("call", "plan", "accepted", "created_by")
    found = related.filter(call=call, pk=pk).first()
    if found is None:
        raise NotFound("no_repair", _("Năm %(year)s không có lần tìm cách sửa này.") % {"year": year})
    repairs.sweep(found.plan)
    found.refresh_from_db(fields=["state", "message"])
    return found


def _context(repair: Repair) -> dict[str, Any]:
    running = repair.state in repairs.UNDER_WAY
    before = repair.plan.seats.count()
    seconds = round(repair.elapsed)
    return {
        "call": repair.call,
        "repair": repair,
        "plan": repair.plan,
        "name": plan_name(repair.plan),
        "running": running,
        "say": _say(repair),
        "stands": _stands(repair),
        "elapsed": ngettext("%(count)s giây", "%(count)s giây", seconds) % {"count": figure(seconds)},
        "share": round(min(100, 100 * repair.elapsed / max(1, repair.time_limit))),
        "rows": [_row(repair, number, before) for number in range(1, len(repair.offers) + 1)],
        "changed": _changed(repair),
        "most": MORE[-1],
        "accepted": repair.accepted,
        "accepted_name": plan_name(repair.accepted) if repair.accepted else "",
    }


def _row(repair: Repair, number: int, before: int) -> dict[str, Any]:
    """An offer in the table."""
    body = repair.offers[number - 1]
    told = body["repair"]
    seats = body["tiers"]["seated"]
    level, says = repair_words.proof(told)
    return {
        "number": number,
        "changes": told["changes"]["value"],
        "moved": told["changes"]["value"] - told["dropped"],
        "dropped": told["dropped"],
        "seats": seats,
        "gained": seats - repair.offers[0]["tiers"]["seated"],
        "against": seats - before,
        "fewer": before - seats,
        "reseated": told["reseated_from_cancelled"],
        "newly": told["newly_seated"],
        "level": level,
        "proof": says,
    }


def _changed(repair: Repair) -> list[str]:
    """What has changed, in words."""
    said = []
    if gone := len(repair.withdrawn):
        said.append(ngettext("%(n)s người không đi nữa", "%(n)s người không đi nữa", gone) % {"n": figure(gone)})
    if repair.cancelled:
        said.append(_("Bỏ khoá %(codes)s") % {"codes": ", ".join(repair.cancelled)})
    if repair.budget is not None:
        said.append(_("Kinh phí còn %(sum)s triệu đồng") % {"sum": figure(int(repair.budget / 1_000_000))})
    return said or [_("Dữ liệu của năm đã khác lúc công bố")]


def _say(repair: Repair) -> str:
    if repair.state == RunState.RUNNING.value and repair.cancel_requested:
        return _("Đang dừng, giữ lại cách sửa tốt nhất")
    return {
        RunState.QUEUED: _("Đang chờ máy nhận việc"),
        RunState.RUNNING: _("Đang tìm"),
        RunState.DONE: _("Đã tìm xong"),
        RunState.CANCELLED: _("Đã dừng theo yêu cầu"),
        RunState.INTERRUPTED: _("Bị ngắt giữa chừng, chưa có cách sửa"),
        RunState.FAILED: _("Không tìm được"),
    }[RunState(repair.state)]


def _stands(repair: Repair) -> str:
    """What is known of the fewest changes."""
    if repair.fewest is None:
        return _say(repair)
    many = figure(repair.fewest)
    if not repair.fewest:
        beside = _("Ngoài khoá bỏ, không ai phải đổi chỗ đã báo.")
        return beside if repair.cancelled else _("Không ai phải đổi chỗ đã báo.")
    if repair.fewest == repair.fewest_bound:
        said = ngettext(
            "%(n)s người đã báo phải đổi hoặc mất chỗ; đã chứng minh không thể ít hơn.",
            "%(n)s người đã báo phải đổi hoặc mất chỗ; đã chứng minh không thể ít hơn.",
            repair.fewest,
        )
        return said % {"n": many}
    said = ngettext(
        "%(n)s người đã báo phải đổi hoặc mất chỗ; không thể dưới %(least)s.",
        "%(n)s người đã báo phải đổi hoặc mất chỗ; không thể dưới %(least)s.",
        repair.fewest,
    )
    return said % {"n": many, "least": figure(repair.fewest_bound or 0)}


def _told(wanted: planner.Plan) -> dict[str, Any]:
    told = wanted.extra["repair"]
    assert isinstance(told, dict)
    return told


def _kind(repair: Repair) -> Callable[[Difference], str]:
    """The kind of each person: told and moved, of a cancelled course, gone, newly seated."""
    gone, cancelled = set(repair.withdrawn), set(repair.cancelled)

    def kind(one: Difference) -> str:
        if person_id(one.person.pk) in gone:
            return "gone"
        if one.before and one.before.course in cancelled:
            return "reseated" if one.after else "stranded"
        return one.kind

    return kind


def _why(repair: Repair, wanted: planner.Plan, *, held: Mapping[int, str]) -> Callable[[Difference], str]:
    """The reason of each person, in words."""
    listed = wanted.extra["changes"]
    assert isinstance(listed, list)
    codes = {each["nominee"]: each["reasons"] for each in listed}
    stopped = {each["course"] for each in _told(wanted)["stopped"]}
    gone = set(repair.withdrawn)

    def why(one: Difference) -> str:
        name = person_id(one.person.pk)
        if name in gone:
            return repair_words.gone(held.get(one.person.pk, ""))
        if name in codes and one.before:
            return repair_words.moved(codes[name], course=one.before.course, stopped=one.before.course in stopped)
        return ""

    return why
