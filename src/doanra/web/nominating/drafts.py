"""Drafting: one thing a page, then the answers together with what is wrong with them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.records.models import Call, CallState, DossierFile, NominationDraft
from doanra.stages.nominating import answers, dossiers, drafting, senders
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.frame import today
from doanra.web.keys import key
from doanra.web.nominating.scope import STALE, WRONG, draft_of, seen_of
from doanra.web.nominating.steps import FORMS, ORDER, TITLES, StepForm, after


@require_http_methods(["GET", "POST"])
@asks("forms.write")
@while_open
def new(request: Request, year: int) -> HttpResponse:
    """The first page: whoever is named there begins a draft."""
    call = call_of(year)
    senders.require_sender(request.user, on=today())
    form = FORMS["who"](request.POST or None)
    if request.method == "POST" and form.is_valid() and form.held_against(call, {}):
        draft = drafting.start(call, answers=form.told(), by=request.user, on=today())
        return redirect("web:forms_step", year, draft.pk, after("who"))
    return _page(request, call, form, "who")


@require_http_methods(["GET", "POST"])
@asks("forms.write")
@while_open
def step(request: Request, year: int, draft: int, step: str) -> HttpResponse:
    """One page of a draft. Who was slower sees what the other wrote beside what was typed."""
    one = draft_of(request, year, draft)
    if step not in FORMS:
        raise NotFound("no_step", _("Không có trang này."), remedy=_("Mở lại bản soạn."))
    only = drafting.named(one)
    now: dict[str, Any] = {**one.answers, "seen": one.version}
    form, stale = FORMS[step](request.POST or None, initial=now, only=only), None
    if request.method == "POST" and form.is_valid() and form.held_against(one.call, one.answers):
        try:
            drafting.fill(one, answers=form.told(), seen=seen_of(form.cleaned_data["seen"]), by=request.user)
        except (NotAllowed, NotFound):
            raise
        except Stale as refused:
            stale, form = refused, _typed_again(request, step, one, only)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            onward = "" if request.GET.get("back") or only else after(step)
            return _onward(year, one, onward)
    return _page(request, one.call, form, step, draft=one, stale=stale)


def _onward(year: int, draft: NominationDraft, step: str) -> HttpResponse:
    if not step:
        return redirect("web:forms_draft", year, draft.pk)
    return (
        redirect("web:forms_papers", year, draft.pk)
        if step == "papers"
        else redirect("web:forms_step", year, draft.pk, step)
    )


def _typed_again(request: Request, step: str, draft: NominationDraft, only: dict[str, str]) -> StepForm:
    """What was typed, with the version that is there now: sending it again is a choice."""
    typed = request.POST.copy()
    typed["seen"] = str(draft_of(request, draft.call.year, draft.pk).version)
    form = FORMS[step](typed, only=only)
    form.is_valid()
    return form


def _page(
    request: Request,
    call: Call,
    form: StepForm,
    step: str,
    *,
    draft: NominationDraft | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    there = draft_of(request, call.year, draft.pk).answers if draft and stale else {}
    context = {
        "call": call,
        "form": form,
        "draft": draft,
        "title": TITLES[step],
        "number": ORDER.index(step) + 1,
        "steps": len(ORDER),
        "stale": stale,
        "there": [(_(answers.FIELDS[name]), answers.shown(name, there)) for name in answers.STEPS[step] if stale],
        "answers_return": bool(draft and draft.answers_to),
        "back_to_check": bool(request.GET.get("back")),
    }
    status = STALE if stale else WRONG if form.errors else 200
    return render(request, "forms/step.html", context, status=status)


@require_GET
@asks("forms.write")
def check(request: Request, year: int, draft: int) -> HttpResponse:
    """All answers with a way to change each, what a workbook's row would be told, the papers, and the way to send."""
    one = draft_of(request, year, draft)
    only = drafting.named(one)
    told, files = one.answers, dossiers.files_of(draft=one)
    wrong = answers.problems(told, call=one.call)
    context = {
        "call": one.call,
        "draft": one,
        "open": one.state == "draft" and one.call.state == CallState.OPEN.value,
        "groups": [(step, TITLES[step], _lines(told, names, only, wrong)) for step, names in answers.STEPS.items()],
        "open_steps": [step for step, names in answers.STEPS.items() if set(names) & only.keys()],
        "only": _named(one, only),
        "first_step": next((step for step, names in answers.STEPS.items() if set(names) & only.keys()), ""),
        "lacking": [_(answers.FIELDS[name]) for name in drafting.missing(one)],
        "untouched": [_(answers.FIELDS[name]) for name in drafting.untouched(one)],
        **_papers(one, files),
        "may_submit": senders.may_submit(request.user, one.call),
    }
    return render(request, "forms/check.html", context)


def _named(draft: NominationDraft, only: dict[str, str]) -> list[dict[str, Any]]:
    """The fields that the office named: why, what they say now, whether that is otherwise than it was."""
    untouched = drafting.untouched(draft)
    return [
        {
            "label": _(answers.FIELDS[name]),
            "value": answers.shown(name, draft.answers),
            "why": why,
            "step": answers.step_of(name),
            "mended": name not in untouched,
        }
        for name, why in only.items()
    ]


def _papers(draft: NominationDraft, files: list[DossierFile]) -> dict[str, Any]:
    """The shelf of a draft, and until when it may be filled."""
    asked = dossiers.asked(draft.call, draft.answers.get("programme", ""))
    known = {paper.code for paper in asked}
    return {
        "papers": [(paper, [file for file in files if file.paper == paper.code]) for paper in asked],
        "other_papers": [file for file in files if file.paper not in known],
        "due": senders.papers_due(draft.call, draft.unit_id),
    }


def _lines(
    told: dict[str, str], names: tuple[str, ...], only: dict[str, str], wrong: list[Any]
) -> list[dict[str, Any]]:
    return [
        {
            "label": _(answers.FIELDS[name]),
            "value": answers.shown(name, told),
            "wrong": [problem for problem in wrong if problem.field == name],
            "open": not only or name in only,
            "why": only.get(name, ""),
        }
        for name in names
    ]


@require_POST
@asks("forms.write")
def drop(request: Request, year: int, draft: int) -> HttpResponse:
    """Puts a draft aside."""
    one = draft_of(request, year, draft)
    drafting.drop(one, seen=key(request.POST.get("seen", "")) or 0, by=request.user)
    messages.success(request, _("Đã bỏ bản soạn của %(name)s.") % {"name": one.answers.get("full_name", "")})
    return redirect("web:forms", year)
