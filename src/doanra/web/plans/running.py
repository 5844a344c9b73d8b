"""One run of the planner: how far it is, what it proved, stopping it, starting it again, what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from doanra.records.models import PlanningRun, RunState
from doanra.records.queries import plans as queries
from doanra.stages.plans import runs
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks, call_of
from doanra.web.drawings import Moment, progress_curve
from doanra.web.drawings.figures import figure
from doanra.web.plans.views import UNDER_WAY

_LONG_IN_QUEUE = 15  # seconds after which nobody seems to work off the queue


@require_GET
@asks("plans.see")
def detail(request: Request, year: int, run: int) -> HttpResponse:
    """The page of a run."""
    return render(request, "plans/run.html", _context(_run_of(year, run)))


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
    return render(request, "plans/progress.html", _context(one))


@require_POST
@asks("plans.compute")
def cancel(request: Request, year: int, run: int) -> HttpResponse:
    """Asks the run to stop; the best plan so far is kept."""
    runs.cancel(_run_of(year, run), by=request.user)
    messages.info(request, _("Đã yêu cầu dừng. Phương án tốt nhất đến lúc này được giữ thành bản nháp."))
    return redirect("web:plans_run", year, run)


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


def _context(run: PlanningRun) -> dict[str, Any]:
    target = sum(run.problem.body["targets"].values())
    running = run.state in UNDER_WAY
    waited = (timezone.now() - run.created_at).total_seconds()
    curve = [Moment(second, best or None, bound) for second, best, bound in run.curve]  # 0: no plan yet
    return {
        "call": run.call,
        "run": run,
        "plan": runs.plan_of(run),
        "running": running,
        "stuck": run.state == RunState.QUEUED.value and waited > _LONG_IN_QUEUE,
        "say": _say(run),
        "elapsed": _seconds(run.elapsed),
        "target": target,
        "share": round(min(100, 100 * run.elapsed / max(1, run.time_limit))),
        "drawing": progress_curve(curve, target=target) if curve else "",
        "moments": [[figure(second), best, bound] for second, best, bound in run.curve],
    }


def _say(run: PlanningRun) -> str:
    said = {
        RunState.QUEUED: _("Đang chờ máy nhận việc"),
        RunState.RUNNING: _("Đang tính"),
        RunState.DONE: _("Đã tính xong"),
        RunState.CANCELLED: _("Đã dừng theo yêu cầu, giữ phương án tốt nhất"),
        RunState.INTERRUPTED: _("Bị ngắt giữa chừng, chưa có phương án"),
        RunState.FAILED: _("Không tính được"),
    }[RunState(run.state)]
    if run.state == RunState.RUNNING.value and run.cancel_requested:
        said = _("Đang dừng, giữ lại phương án tốt nhất")
    if run.state == RunState.CANCELLED.value and run.started_at is None:
        said = _("Đã dừng trước khi bắt đầu tính")
    return str(said)


def _seconds(elapsed: float) -> str:
    many = round(elapsed)
    return ngettext("%(count)s giây", "%(count)s giây", many) % {"count": figure(many)}
