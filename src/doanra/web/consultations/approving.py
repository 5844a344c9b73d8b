"""The approved list: the decision that makes it, its versions with what each changed, and the next version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doanra.records.models import ApprovedVersion, Consultation, Eligibility, Nomination
from doanra.records.queries import consultations as queries
from doanra.records.queries.opinion_table import AGAINST, SILENT, Line, OpinionTable, Wanted
from doanra.stages.consultations import approving, differences, freezing, scans
from doanra.terms.names import fold
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale
from doanra.web.accounts.again import surely
from doanra.web.asking import Request, asks, found, text_asked
from doanra.web.consultations.forms import AmendForm, DecisionForm
from doanra.web.consultations.scope import list_of, may
from doanra.web.frame import today
from doanra.web.keys import key, keys
from doanra.web.templatetags.doanra import num

_SHOWN = 50  # nominations that are offered to be added


@require_http_methods(["GET", "POST"])
@asks("consultations.approve")
@surely("POST")
def approve(request: Request, year: int, consultation: int) -> HttpResponse:
    """Records the decision on those who stay ticked; whom a rule stops is not ticked."""
    one = list_of(year, consultation)
    form, stale = DecisionForm(request.POST or None, initial={"seen": one.version}), None
    if request.method == "POST" and form.is_valid():
        try:
            made = approving.approve(
                one, leave_out=_unticked(request, one), by=request.user, **form.decision(today=today())
            )
        except (NotAllowed, NotFound):
            raise
        except Stale as refused:
            stale = refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _made(request, made, year)
    lines = OpinionTable(one, wanted=Wanted(), reader=request.user)[:]
    context = {
        "call": one.call,
        "list": one,
        "form": form,
        "stale": stale,
        "lines": [(line, _is_ticked(request, line), _stops(line)) for line in lines],
        "against": len(OpinionTable(one, wanted=Wanted(only=AGAINST), reader=request.user)),
        "silent": len(OpinionTable(one, wanted=Wanted(only=SILENT), reader=request.user)),
        "progress": queries.progress(one, on=today(), reader=request.user),
    }
    return render(request, "consultations/approve.html", context, status=_status(form, stale))


def _status(form: DecisionForm, stale: Stale | None) -> int:
    if stale is not None:
        return 409
    return 400 if form.is_bound else 200


def _stops(line: Line) -> bool:
    return not line.named or line.standing == Eligibility.NOT_ELIGIBLE.value


def _is_ticked(request: HttpRequest, line: Line) -> bool:
    if request.method == "POST":
        return str(line.person.pk) in request.POST.getlist("line")
    return not _stops(line)


def _unticked(request: HttpRequest, one: Consultation) -> set[int]:
    """Lines that are left out. A tick that is no line of this list fails the whole act."""
    lines = set(one.people.values_list("pk", flat=True))
    ticked = _keys(request, "line")
    return (lines - ticked) | (ticked - lines)


def _keys(request: HttpRequest, name: str) -> set[int]:
    return set(keys(request.POST.getlist(name)))


def _made(request: Request, made: ApprovedVersion, year: int) -> HttpResponse:
    said = _("Đã ghi bản số %(n)s với %(people)s người.")
    messages.success(request, said % {"n": made.number, "people": num(made.people.count())})
    return redirect("web:consultations_version", year, made.consultation_id, made.number)


@require_GET
@asks("consultations.see")
def version(request: Request, year: int, consultation: int, number: int) -> HttpResponse:
    """One approved version, and what it changed against the one before it, field by field."""
    one = list_of(year, consultation)
    rows = one.versions.select_related("made_by")
    shown: ApprovedVersion = found(rows, what="bản danh sách", number=number)
    before = rows.filter(number=number - 1).first()
    people = list(shown.people.select_related("listed"))
    difference = differences.between(before.people.all(), people) if before else None
    context = {
        "call": one.call,
        "list": one,
        "shown": shown,
        "before": before,
        "people": people,
        "difference": difference,
        "newest": number == one.version,
        "scans": len(scans.of(shown)),
        "may_amend": one.state == "approved" and may(request, "consultations.approve", call=one.call),
    }
    return render(request, "consultations/version.html", context)


@require_http_methods(["GET", "POST"])
@asks("consultations.approve")
@surely("POST")
def amend(request: Request, year: int, consultation: int) -> HttpResponse:
    """The next version: who is removed, whose lines are copied anew, who is added, by which decision and why.

    To look for somebody is a part of the same form: whatever was typed and ticked stays.
    """
    one = list_of(year, consultation)
    if not one.version:
        raise Refused("no_version", _("Danh sách chưa được duyệt lần nào."), remedy=_("Ghi quyết định duyệt trước."))
    finding, stale = "find" in request.POST, None
    form = AmendForm(None if finding else request.POST or None, initial={"seen": one.version, **request.POST.dict()})
    if request.method == "POST" and form.is_valid():
        try:
            made = approving.amend(
                one, add=_keys(request, "add"), remove=_keys(request, "remove"), renew=_keys(request, "renew"),
                reason=form.cleaned_data["reason"], by=request.user, **form.decision(today=today()),
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Stale as refused:
            stale = refused
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _made(request, made, year)
    context = {"call": one.call, "list": one, "form": form, "stale": stale, **_amendable(request, one)}
    return render(request, "consultations/amend.html", context, status=_status(form, stale))


def _amendable(request: Request, one: Consultation) -> dict[str, Any]:
    """Who may be removed, copied anew or added; ``q`` narrows whom to add."""
    newest = one.versions.get(number=one.version)
    people = list(newest.people.all())
    text = text_asked(request)
    offered = freezing.choice(one.call).exclude(pk__in=newest.people.values("listed__nomination"))
    if one.programme:
        offered = offered.filter(programme=one.programme)
    if text:
        offered = offered.filter(person__search_key__contains=fold(text))
    ticked = {name: set(request.POST.getlist(name)) for name in ("add", "remove", "renew")}
    chosen = Nomination.objects.filter(pk__in=[number for one in ticked["add"] if (number := key(one)) is not None])
    rows = offered.select_related("person", "unit").order_by("person__sort_key", "pk")
    shown = list(dict.fromkeys([*chosen.select_related("person", "unit"), *rows[:_SHOWN]]))
    return {
        "newest": newest,
        "people": people,
        "moved": differences.against_records(newest, on=today()),
        "offered": shown,
        "more": max(rows.count() - _SHOWN, 0),
        "q": text,
        "ticked": ticked,
    }
