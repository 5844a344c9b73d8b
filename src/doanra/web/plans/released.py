"""Publishing: the summary before the act, the act, and the version as it stands for good."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doanra.planner import Finding
from doanra.planner.judge import judge
from doanra.records.models import Plan, PlanState
from doanra.records.queries import plans as queries
from doanra.records.queries.verdicts import reads_vetting
from doanra.stages import calls
from doanra.stages.plans import drafts, publishing
from doanra.stages.plans.board import Board
from doanra.stages.plans.problem import last_day
from doanra.terms.refusal import Refused
from doanra.web.accounts.again import surely
from doanra.web.asking import Request, asks
from doanra.web.closed import while_open
from doanra.web.plans import cards, sentences
from doanra.web.plans.forms import ActForm, asked
from doanra.web.plans.scope import board_of, one_editor, plan_of
from doanra.web.plans.sentences import Names, plan_name

_PER_PAGE = 50
_LISTED = 40
"""Changes that the summary shows itself; all of them stand on the page of comparison."""


@require_http_methods(["GET", "POST"])
@asks("plans.publish")
@while_open
@one_editor
@surely("POST")
def publish(request: Request, year: int, plan: int) -> HttpResponse:
    """Everything that must be seen before the act; the act."""
    one = plan_of(year, plan)
    if one.state == PlanState.PUBLISHED.value:
        raise Refused("plan_published", _("%(plan)s đã được công bố.") % {"plan": plan_name(one)})
    if request.method == "POST":
        given = asked(ActForm, request.POST)
        version = publishing.publish(one, by=request.user, revision=given["revision"])
        messages.success(request, _("Đã công bố %(plan)s.") % {"plan": plan_name(version)})
        return redirect("web:plans_board", year, plan)
    found, summary = board_of(request, one), publishing.summary(one)
    names, latest = cards.names_of(found), publishing.latest_version(one)
    page = Paginator(summary.open_evidence, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": one.call,
        "plan": one,
        "name": plan_name(one),
        "number": (latest.version or 0) + 1 if latest else 1,
        "board": found,
        "summary": summary,
        "blocks": [placed(finding, names=names, board=found) for finding in summary.blocks],
        "held": [(person, cards.held_word("withdrawn")) for person in summary.withdrawn]
        + [(person, cards.held_word("not_eligible")) for person in summary.not_eligible]
        + [(person, cards.held_word("not_approved")) for person in summary.not_approved],
        "barred": summary.barred,
        "open_count": len(summary.open_evidence),
        "papers": _papers(summary.open_evidence),
        "open": [_open(evidence) for evidence in page.object_list],
        "page_obj": page,
        "latest": latest,
        "latest_name": plan_name(latest) if latest else "",
        "differences": summary.differences[:_LISTED],
        "target": found.target,
    }
    return render(request, "plans/publish.html", context)


def _papers(missing: Iterable[publishing.OpenEvidence]) -> list[tuple[str, str, int, int]]:
    """Each paper with who owes it (empty if several do), how many owe it and for how many people."""
    owed: dict[str, Counter[str]] = defaultdict(Counter)
    for evidence in missing:
        for paper, by in evidence.needs:
            owed[paper][by] += 1
    rows = [
        (paper, next(iter(owers)) if len(owers) == 1 else "", len(owers), owers.total())
        for paper, owers in owed.items()
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def _open(evidence: publishing.OpenEvidence) -> dict[str, object]:
    return {
        "person": evidence.nomination.person.full_name,
        "unit": evidence.nomination.unit.short,
        "course": evidence.course,
        "rules": sentences.unknown(evidence.unknown),
        "needs": evidence.needs,
    }


def placed(finding: Finding, *, names: Names, board: Board) -> dict[str, object]:
    """A finding with whom and where it is about, for a list outside the board."""
    person = names.people.get(finding.nominee or "", "")
    course = finding.course or _course_of(board, finding.nominee)
    return {
        "level": finding.level,
        "text": sentences.sentence(finding, names=names),
        "course": course,
        "person": person,
        "key": int(finding.nominee[1:]) if finding.nominee and person else None,
        "unit": names.units.get(finding.unit or "", ""),
    }


def _course_of(board: Board, nominee: str | None) -> str:
    if nominee is None:
        return ""
    for column in board.columns:
        if any(f"P{card.person}" == nominee for card in column.cards):
            return column.course.code
    return ""


def released(request: Request, plan: Plan) -> HttpResponse:
    """A published version: its delegations, its papers, what it changed."""
    rows = list(queries.delegations_of(plan))
    targets = calls.targets(plan.call)
    tiers = judge(drafts.problem_of(plan), drafts.as_planned(plan)).tiers
    older = queries.before(plan)
    older = older if older and older.state == PlanState.PUBLISHED.value else None
    moved = publishing.people_moved(older, plan) if older else []
    context = {
        "call": plan.call,
        "plan": plan,
        "name": plan_name(plan),
        "rows": [(row, last_day(row.first_day, days=row.course.days)) for row in rows],
        "seated": tiers.seated,
        "target": sum(targets.values()),
        "sums": [(name.value, seats - tiers.missing.get(name.value, 0), seats) for name, seats in targets.items()],
        "older": older,
        "older_name": plan_name(older) if older else "",
        "kinds": Counter("in" if m.before is None else "out" if m.after is None else "moved" for m in moved),
        "open_count": len(publishing.open_evidence(plan, vetting=reads_vetting(request.user))),
        "newer": queries.newest_version(plan.call) != plan.version,
    }
    return render(request, "plans/released.html", context)
