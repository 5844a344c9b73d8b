"""Papers that verdicts wait for, by whom they are owed: to look at, to send as a request, to take away as Excel."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doanra.documents.missing_papers import MissingPaper, render_missing
from doanra.records.models import Call
from doanra.records.queries import missing_papers
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.missing_papers import Owner
from doanra.records.queries.verdicts import reads_vetting
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks, call_of
from doanra.web.frame import today
from doanra.web.nominations.scope import within
from doanra.web.templatetags.doanra import num, partial_date, programme_label

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@asks("appraisals.see")
def index(request: Request, year: int) -> HttpResponse:
    """All owners with their counts; ``?owner=`` opens one of them."""
    call = call_of(year)
    owners = missing_papers.owners(call, within=within(request, Lineage()), vetting=reads_vetting(request.user))
    chosen = _chosen(owners, request.GET.get("owner", ""))
    lines = chosen.told_apart() if chosen else []
    context = {
        "call": call,
        "owners": owners,
        **_table("body", "bodies", [owner for owner in owners if owner.unit_id is None]),
        **_table("unit", "units", [owner for owner in owners if owner.unit_id is not None]),
        "chosen": chosen,
        "people": len({one.nomination.pk for owner in owners for one in owner.waiting}),
        "papers": sum(owner.total for owner in owners),
        "people_lines": lines,
        "some_differ": any(line.others for line in lines),
        "request_text": _request_text(call, chosen) if chosen else [],
    }
    return render(request, "appraisals/missing.html", context)


@require_GET
@asks("appraisals.see")
def workbook(request: Request, year: int) -> HttpResponse:
    """The same as Excel: one owner with ``?owner=``, all without."""
    call = call_of(year)
    owners = missing_papers.owners(call, within=within(request, Lineage()), vetting=reads_vetting(request.user))
    chosen = _chosen(owners, request.GET.get("owner", ""))
    wanted = [chosen] if chosen else owners
    title = f"Giấy tờ còn thiếu để thẩm định, năm {year}" + (f": {chosen.name}" if chosen else "")
    book = render_missing([row for owner in wanted for row in _rows(owner)], title=title, on=today())
    response = HttpResponse(book, content_type=_XLSX)
    name = f"giay-to-con-thieu-{year}{f'-{chosen.key}' if chosen and chosen.key.isascii() else ''}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _table(one: str, many: str, owners: list[Owner]) -> dict[str, Any]:
    """Rows of owners with a count for each paper that any of them owes, and these papers as heads."""
    heads = missing_papers.papers_of(owners)
    rows = [(owner, [(paper, owner.papers[paper]) for paper in heads]) for owner in owners]
    return {many: rows, f"{one}_papers": heads}


def _chosen(owners: list[Owner], key: str) -> Owner | None:
    if not key:
        return owners[0] if len(owners) == 1 else None
    for owner in owners:
        if owner.key == key:
            return owner
    raise NotFound(
        "no_owner", _("Nơi này không còn nợ giấy tờ nào."), remedy=_("Xem danh sách các nơi còn nợ giấy tờ của năm.")
    )


def _rows(owner: Owner) -> list[MissingPaper]:
    return [
        MissingPaper(
            full_name=one.nomination.person.full_name,
            birth=partial_date(one.nomination.person.birth),
            post=one.nomination.position,
            unit=one.unit,
            programme=programme_label(one.nomination.programme),
            paper=paper,
            owed_by=owner.name,
        )
        for one in owner.waiting
        for paper in one.papers
    ]


def _request_text(call: Call, owner: Owner) -> list[str]:
    """A request in sentences: what is owed for everybody, then what for whom."""
    opening = _("Để thẩm định %(n)s đồng chí được đề cử năm %(year)s, đề nghị %(owner)s gửi:") % {
        "n": num(owner.people), "year": call.year, "owner": owner.name,
    }  # fmt: skip
    lines = [opening]
    if owner.for_all:
        lines.append(_("- Đối với tất cả: %(papers)s;") % {"papers": "; ".join(owner.for_all)})
    for one in owner.told_apart():
        if one.others:
            person = one.nomination.person.full_name
            lines.append(_("- Đồng chí %(name)s: %(papers)s;") % {"name": person, "papers": "; ".join(one.others)})
    return [*lines[:-1], lines[-1].rstrip(";") + "."]
