"""An act on many rows as an answer: asked about first where it must be, done, and said what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from doanra.policy import access
from doanra.records.models import Call
from doanra.web.asking import Request
from doanra.web.lists.bulk import BulkAct, Outcome, act_of, chosen
from doanra.web.refusals import told_in

_NAMED = 8


def do(
    request: Request,
    acts: Sequence[BulkAct],
    *,
    call: Call,
    all_of: Callable[[QueryDict], QuerySet[Any]],
    among: QuerySet[Any],
    back: str,
    crumb: str,
) -> HttpResponse:
    """Does what the bar of a list asks for; ``back`` is the address of the list, ``crumb`` what it is called."""
    act = act_of(acts, key=request.POST.get("act", ""))
    access.require(request.user.duty, act.right)
    keys = chosen(request.POST, all_of=all_of, among=among)
    form = act.form(request.POST if "sure" in request.POST else None, request.user)
    query = request.POST.get("filter", "")
    back_to = f"{back}{'?' if query else ''}{query}"
    if form is None:
        return _done(request, act.run(call, keys, request.user, {}), back_to)
    if form.is_valid():
        with told_in(form):
            return _done(request, act.run(call, keys, request.user, form.cleaned_data), back_to)
    names = act.names(keys) if act.names else []
    context = {
        "act": act, "keys": keys, "form": form, "filter": query, "back": back, "crumb": crumb, "names": names[:_NAMED],
        "more": max(0, len(names) - _NAMED), "warnings": act.warns(call, keys, request.user) if act.warns else [],
    }  # fmt: skip
    return render(request, "lists/bulk.html", context, status=400 if form.errors else 200)


def _done(request: Request, outcome: Outcome, back_to: str) -> HttpResponse:
    (messages.success if outcome.changed else messages.info)(request, outcome.say())
    return redirect(back_to)
