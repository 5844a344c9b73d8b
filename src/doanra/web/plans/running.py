"""One run of the planner: how far it is, what it proved, stopping it, starting it again, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from doanra.records.models import BestPlan, PlanningRun, RunState
from doanra.records.queries import plans as queries
from doanra.stages.plans import runs
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks, call_of
from doanra.web.drawings import Moment, progress_curve
from doanra.web.drawings.figures import figure
from doanra.web.plans.scenario_words import Proof, proof
from doanra.web.plans.sentences import plan_name, tier
from doanra.web.plans.views import UNDER_WAY

_LONG_IN_QUEUE = 15  # seconds after which nobody seems to work off the queue
BROKEN_OFF = frozenset({RunState.INTERRUPTED.value, RunState.FAILED.value})
TIER_NAMES = ("T1", "T2", "T3", "T4", "T5", "T6")
_DOING: dict[str, Any] = {
    "": gettext_lazy("Đang dựng phương án đầu tiên"),
    "T1": gettext_lazy("Đang tìm thêm chỗ, và chứng minh không thể nhiều hơn"),
    "T2": gettext_lazy("Đang tìm chỗ cho đơn vị còn ít chỗ"),
    "T3": gettext_lazy("Đang giữ thứ tự ưu tiên của từng đơn vị"),
    "T4": gettext_lazy("Đang chọn khoá hợp hơn cho từng người"),
    "T5": gettext_lazy("Đang tránh xếp người cùng đơn vị vào một đoàn"),
    "T6": gettext_lazy("Đang tìm cách đỡ tốn kém"),
    "ch": gettext_lazy("Đang tìm cách đổi ít người nhất"),
}
"""What is being done, by the first two letters of the tier that the planner works on."""


@require_GET
@asks("plans.see")
def detail(request: Request, year: int, run: int) -> HttpResponse:
    """The page of a run; that of a scenario is the scenario's."""
    one = _run_of(year, run)
    if hasattr(one, "scenario"):
        return redirect("web:plans_scenario", year, one.scenario.pk)
    return render(request, "plans/run.html", context(one))


@require_GET
@asks("plans.see")
def progress(request: Request, year: int, run: int) -> HttpResponse:
    """The part that changes, each second; when the run is over the browser is sent to its plan."""
    one = _run_of(year, run)
    plan = runs.plan_of(one)
    if plan is not None:
        return HttpResponseClientRedirect(reverse("web:plans_board", args=[year, plan.pk]))
    if one.state not in UNDER_WAY:
        return HttpResponseClientRedirect(reverse("web:plans_run", args=[year, run]))
    return render(request, "plans/progress.html", context(one))


@require_POST
@asks("plans.compute")
def cancel(request: Request, year: int, run: int) -> HttpResponse:
    """Asks the run to stop; the best plan so far is kept."""
    runs.cancel(_run_of(year, run), by=request.user)
    messages.info(request, _("Đã yêu cầu dừng. Phương án tốt nhất đến lúc này được giữ thành bản nháp."))
    return redirect("web:plans_run", year, run)


@require_POST
@asks("plans.change")
def open_best(request: Request, year: int, run: int) -> HttpResponse:
    """The best plan of a run that was broken off becomes a draft."""
    draft = runs.open_best(_run_of(year, run), by=request.user)
    messages.success(request, _("Đã mở phương án tốt nhất của lần tính thành %(draft)s.") % {"draft": plan_name(draft)})
    return redirect("web:plans_board", year, draft.pk)


@require_POST
@asks("plans.compute")
def again(request: Request, year: int, run: int) -> HttpResponse:
    """Starts a run with the same time and seed on the year as it stands now."""
    old = _run_of(year, run)
    fresh = runs.start(call_of(year), by=request.user, time_limit=old.time_limit, seed=old.seed)
    return redirect("web:plans_run", year, fresh.pk)


def _run_of(year: int, pk: int) -> PlanningRun:
    call = call_of(year)
    runs.sweep(call)
    found = queries.run_of(call, pk)
    if found is None:
        raise NotFound("no_run", _("Năm %(year)s không có lần tính này.") % {"year": year})
    return found


def context(run: PlanningRun) -> dict[str, Any]:
    """What the parts about a run's progress read."""
    target = sum(run.problem.body["targets"].values())
    running = run.state in UNDER_WAY
    best = getattr(run, "best", None)
    curve = [Moment(second, seats or None, bound) for second, seats, bound in run.curve]  # 0: no plan yet
    return {
        "call": run.call,
        "run": run,
        "plan": runs.plan_of(run),
        "best": best,
        "running": running,
        "waits": _waits(run),
        "say": _say(run, best),
        "gap": _gap(run),
        "elapsed": _seconds(run.elapsed),
        "target": target,
        "share": round(min(100, 100 * run.elapsed / max(1, run.time_limit))),
        "drawing": progress_curve(curve, target=run.seats_bound or target) if curve else "",
        "moments": [[figure(second), seats, bound] for second, seats, bound in run.curve],
        "tiers": _tiers(best) if best and best.tiers else [],
    }


def _waits(run: PlanningRun) -> str:
    """For what a run in the queue waits: ``turn`` (another is worked off), ``worker`` (nobody seems to work)."""
    if run.state != RunState.QUEUED.value:
        return ""
    if PlanningRun.objects.filter(state=RunState.RUNNING.value).exists():
        return "turn"
    return "worker" if (timezone.now() - run.created_at).total_seconds() > _LONG_IN_QUEUE else ""


def _say(run: PlanningRun, best: BestPlan | None) -> str:
    said = {
        RunState.QUEUED: _("Đang chờ máy nhận việc"),
        RunState.RUNNING: _DOING.get(run.tier[:2], _DOING[""]),
        RunState.DONE: _("Đã tính xong"),
        RunState.CANCELLED: _("Đã dừng theo yêu cầu, giữ phương án tốt nhất"),
        RunState.INTERRUPTED: _("Bị ngắt giữa chừng, chưa có phương án"),
        RunState.FAILED: _("Không tính được"),
    }[RunState(run.state)]
    if run.state == RunState.RUNNING.value and run.cancel_requested:
        said = _("Đang dừng, giữ lại phương án tốt nhất")
    if run.state == RunState.CANCELLED.value and run.started_at is None:
        said = _("Đã dừng trước khi bắt đầu tính")
    if run.state in BROKEN_OFF and best:
        said = _("Gián đoạn; giữ phương án tốt nhất đến %(time)s") % {"time": date_format(localtime(best.at), "H:i")}
    return str(said)


def _gap(run: PlanningRun) -> str:
    """How far the best plan is from what is proven, in words; empty where there is no plan."""
    if run.seated is None or not run.curve:
        return ""
    if run.seats_bound is None:
        return _("Chưa chứng minh được nhiều nhất là bao nhiêu chỗ.")
    left = run.seats_bound - run.seated
    if left <= 0:
        return _("Đã chứng minh: không phương án nào xếp được nhiều chỗ hơn.")
    said = ngettext(
        "Còn có thể thêm nhiều nhất %(n)s chỗ; phần hơn nữa đã chứng minh là không thể.",
        "Còn có thể thêm nhiều nhất %(n)s chỗ; phần hơn nữa đã chứng minh là không thể.",
        left,
    )
    return said % {"n": figure(left)}


@dataclass(frozen=True, slots=True)
class Reached:
    """A tier of the best plan so far: its name, value and what is proven."""

    name: str
    value: str
    proof: Proof


def _tiers(best: BestPlan) -> list[Reached]:
    values = {name: best.tiers[name][0] if name == "T2" else best.tiers[name] for name in TIER_NAMES}
    return [
        Reached(
            tier(name),
            figure(abs(value)),
            proof("T2.0" if name == "T2" else name, value=value, bounds=best.bounds),
        )
        for name, value in values.items()
    ]


def _seconds(elapsed: float) -> str:
    many = round(elapsed)
    return ngettext("%(count)s giây", "%(count)s giây", many) % {"count": figure(many)}
