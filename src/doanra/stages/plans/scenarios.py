"""Scenarios: what if the year were otherwise? Solved in the background like a plan; nothing of the year is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from doanra import planner
from doanra.planner.judge import judge
from doanra.planner.reading import Fault, Malformed
from doanra.planner.whatif import AddClass, Change, MoveDates, ScaleBudget, applied
from doanra.planner.whatif_file import as_json, read_changes
from doanra.records.facts import nominations_with_facts
from doanra.records.models import (
    Call,
    Eligibility,
    Nomination,
    NominationState,
    Plan,
    PlanningRun,
    PlanState,
    Scenario,
    UnknownMeans,
)
from doanra.stages import appraisals, calls
from doanra.stages.acting import Actor, acting
from doanra.stages.plans import drafts, runs
from doanra.stages.plans.problem import MONEY_UNIT, build, person_key
from doanra.terms.names import clean
from doanra.terms.refusal import Refused

MOST_AT_ONCE = 3
"""So many scenarios of a year may wait or be solved at once."""
_CODE = re.compile(r"[\w.-]{1,20}\Z")


def live(call: Call) -> Plan | None:
    """The plan against which scenarios are tried: the newest version, else the newest draft."""
    published = call.plans.filter(state=PlanState.PUBLISHED.value).order_by("-version").first()
    return published or call.plans.first()


def try_out(
    call: Call,
    *,
    name: str,
    changes: Sequence[Change],
    by: Actor,
    keeps_seats: bool = False,
    time_limit: int = 60,
    seed: int = 1,
) -> Scenario:
    """A scenario of the year as it stands, and its run. Refused with every fault of its changes named."""
    with acting("plans.compute", by=by, verb="plans.scenario") as act:
        calls.require_open(call)
        Call.objects.select_for_update().get(pk=call.pk)
        called = _named(call, name)
        scenario = Scenario(
            call=call, name=called, changes=as_json(tuple(changes)), keeps_seats=keeps_seats,
            created_at=timezone.now(), created_by=by,
        )  # fmt: skip
        scenario.run = _begin(scenario, by=by, time_limit=time_limit, seed=seed)
        scenario.save()
        act.added(scenario)
        act.subject, act.year, act.detail = scenario, call.year, {"name": called, "changes": len(changes)}
    return scenario


def again(scenario: Scenario, *, by: Actor) -> Scenario:
    """Solves a scenario anew on the year as it stands now; what it had found goes."""
    with acting("plans.compute", by=by, verb="plans.scenario_again") as act:
        calls.require_open(scenario.call)
        fresh = _held(scenario)
        act.watch(fresh)
        old = fresh.run
        _not_under_way(old)
        limit, seed = (old.time_limit, old.seed) if old else (60, 1)
        fresh.run = _begin(fresh, by=by, time_limit=limit, seed=seed)
        fresh.save(update_fields=["run", "base", "base_revision"])
        if old:
            old.delete()
        act.subject, act.year, act.detail = fresh, fresh.call.year, {"name": fresh.name}
    return fresh


def drop(scenario: Scenario, *, by: Actor) -> None:
    """Forgets a scenario with what it found. Refused while it is solved."""
    with acting("plans.compute", by=by, verb="plans.scenario_drop") as act:
        calls.require_open(scenario.call)
        fresh = _held(scenario)
        _not_under_way(fresh.run)
        act.year, act.detail = fresh.call.year, {"name": fresh.name}
        run = fresh.run
        act.removed(fresh)
        fresh.delete()
        if run:
            run.delete()


def changes_of(scenario: Scenario) -> tuple[Change, ...]:
    """What a scenario changes."""
    return read_changes(scenario.changes)


def imagined(call: Call, changes: Sequence[Change]) -> planner.Problem:
    """The problem of the year as it would be. Refused with every fault named by its place."""
    faults = list(_faults(call, changes))
    if faults:
        raise Malformed("bad_changes", "Kịch bản chưa tính được", faults=tuple(faults), remedy="Sửa từng chỗ nêu trên.")
    problem, _ = build(call)
    return applied(problem, changes, open_on=_Rules(call, changes).open_on)


def _named(call: Call, name: str) -> str:
    called = clean(name)[:80]
    if not called:
        raise Refused("no_name", "Kịch bản chưa có tên.", remedy="Ví dụ: Cắt 10 % kinh phí.")
    if call.scenarios.filter(name=called).exists():
        raise Refused("name_taken", f"Đã có kịch bản “{called}”.", remedy="Đặt tên khác, hoặc mở kịch bản đó.")
    return called


def _held(scenario: Scenario) -> Scenario:
    return Scenario.objects.select_for_update(of=("self",)).select_related("call", "run").get(pk=scenario.pk)


def _not_under_way(run: PlanningRun | None) -> None:
    if run and run.state in runs.UNDER_WAY:
        raise Refused("run_under_way", "Kịch bản này đang được tính.", remedy="Chờ nó xong, hoặc bấm “Dừng”.")


def _begin(scenario: Scenario, *, by: Actor, time_limit: int, seed: int) -> PlanningRun:
    call = scenario.call
    runs.sweep(call)
    if call.runs.filter(state__in=runs.UNDER_WAY).exclude(scenario=None).count() >= MOST_AT_ONCE:
        raise Refused(
            "scenarios_under_way", f"Đang có {MOST_AT_ONCE} kịch bản chờ tính.", remedy="Chờ một kịch bản xong đã."
        )
    changes = changes_of(scenario)
    if not changes:
        raise Refused("no_changes", "Kịch bản chưa đổi điều gì.", remedy="Chọn ít nhất một thay đổi.")
    problem = imagined(call, changes)
    scenario.base = live(call)
    scenario.base_revision = scenario.base.revision if scenario.base else 0
    return runs.queue(call, problem, seed=seed, time_limit=time_limit, asked_by=by)


def _faults(call: Call, changes: Sequence[Change]) -> Iterator[Fault]:
    """What the planner cannot know: codes stand in addresses, days are days of the year, a part needs a whole."""
    for number, change in enumerate(changes):
        place = f"changes[{number}]"
        if isinstance(change, AddClass) and not _CODE.match(change.id):
            yield Fault(f"{place}.id", f"mã “{change.id}” chỉ gồm chữ, số, dấu chấm, gạch ngang (ví dụ NH-01b)")
        if isinstance(change, AddClass | MoveDates):
            for day in change.starts:
                if day.year != call.year:
                    yield Fault(f"{place}.starts", f"ngày {day:%d/%m/%Y} không thuộc năm {call.year}")
        if isinstance(change, ScaleBudget) and call.budget is None:
            yield Fault(f"{place}.percent", f"năm {call.year} chưa đặt kinh phí; ghi số tiền{_cost_of_live(call)}")


def _cost_of_live(call: Call) -> str:
    plan = live(call)
    if plan is None:
        return ""
    cost = judge(drafts.problem_of(plan), drafts.as_planned(plan)).tiers.t6
    return f", kế hoạch đang dùng tốn {cost * int(MONEY_UNIT):,} đồng".replace(",", ".")


class _Rules:
    """Whether the rules let people begin on days that the year does not offer yet; each is judged once."""

    def __init__(self, call: Call, changes: Sequence[Change]) -> None:
        self.call = call
        self.takes_unknown = call.unknown_means == UnknownMeans.TAKE.value
        self.programme = dict(call.courses.values_list("code", "programme"))
        for change in changes:
            if isinstance(change, AddClass) and change.course in self.programme:
                self.programme[change.id] = self.programme[change.course]
        self.named: dict[tuple[int, str], Nomination] | None = None
        self.known: dict[tuple[int, date], bool] = {}

    def open_on(self, person: str, course: str, day: date) -> bool:
        """The planner's question (``whatif.OpenOn``)."""
        nomination = self._nominations().get((person_key(person), self.programme.get(course, "")))
        if nomination is None:
            return False
        key = nomination.pk, day
        if key not in self.known:
            verdict = appraisals.judge(nomination, on=day).verdict.value
            unknown = verdict == Eligibility.UNKNOWN.value and self.takes_unknown
            self.known[key] = unknown or verdict == Eligibility.ELIGIBLE.value
        return self.known[key]

    def _nominations(self) -> dict[tuple[int, str], Nomination]:
        if self.named is None:
            standing = self.call.nominations.filter(state=NominationState.STANDING.value)
            rows = standing.select_related("person", "unit", "call").prefetch_related(*nominations_with_facts())
            self.named = {(one.person_id, one.programme): one for one in rows}
        return self.named
