"""Likely doubles: the list, two records side by side with a choice for each field, and what is decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from doanra.policy import access
from doanra.records.models import CallState, LikelyPair, Merge, Nomination, PairState, Person
from doanra.records.queries import people_pairs, people_sources
from doanra.stages import appraisals, doubles, merging
from doanra.stages.acting import Actor, together
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks, found
from doanra.web.people import sides, words
from doanra.web.templatetags.doanra import num

_PER_PAGE = 50


class NoteForm(forms.Form):
    """Why, in a few words."""

    note = forms.CharField(label=gettext_lazy("Ghi chú (không bắt buộc)"), required=False, max_length=300)


@require_GET
@asks("people.see")
def index(request: Request) -> HttpResponse:
    """Pairs that wait, the likeliest first, or those decided."""
    state = request.GET.get("state", PairState.OPEN.value)
    state = state if state in {one.value for one in PairState} else PairState.OPEN.value
    page = Paginator(people_pairs.pairs(state), _PER_PAGE).get_page(request.GET.get("page"))
    shown = [
        {"pair": pair, "reasons": words.reasons(pair.reasons), "strength": words.strength(pair.strength)}
        for pair in page.object_list
    ]
    context = {"state": state, "page_obj": page, "shown": shown, "counts": people_pairs.counts()}
    return render(request, "people/index.html", context)


@require_POST
@asks("people.change")
def search(request: Request) -> HttpResponse:
    """Compares everybody anew."""
    waiting = doubles.search(by=request.user)
    say = ngettext("Đã so mọi hồ sơ: %(n)s cặp chờ xem.", "Đã so mọi hồ sơ: %(n)s cặp chờ xem.", waiting)
    messages.success(request, say % {"n": num(waiting)})
    return redirect("web:people")


@require_GET
@asks("people.see")
def detail(request: Request, pair: int) -> HttpResponse:
    """Two records side by side."""
    return render(request, "people/pair.html", _context(request, _pair(pair)))


def _pair(key: int) -> LikelyPair:
    one: LikelyPair = found(people_pairs.pair(key), what="cặp")
    return one


def _context(request: Request, pair: LikelyPair) -> dict[str, Any]:
    both = (pair.first, pair.second)
    sources = people_sources.sources([one.pk for one in both])
    numbers = access.may(request.user.duty, "people.change")
    return {
        "pair": pair,
        "reasons": words.reasons(pair.reasons),
        "strength": words.strength(pair.strength),
        "lines": sides.lines(*both, sources, numbers=numbers),
        "sides": people_pairs.sides(both),
        "consequences": merging.consequences(*both),
        "form": NoteForm(),
    }


@require_POST
@asks("people.change")
def merge(request: Request, pair: int) -> HttpResponse:
    """The younger record goes into the older one, with the chosen values; nominations are judged anew."""
    one = _pair(pair)
    chosen = {name: request.POST[name] for name in merging.FIELDS if request.POST.get(name)}
    done = merge_and_judge(one.first, one.second, chosen=chosen, note=_note(request), by=request.user)
    say = _("Đã gộp thành hồ sơ %(name)s. Có thể hoàn tác ở trang này.")
    messages.success(request, say % {"name": done.kept.full_name})
    return redirect("web:people_merged", done.pk)


def merge_and_judge(kept: Person, absorbed: Person, *, chosen: dict[str, str], note: str, by: Actor) -> Merge:
    """Merges, and judges the person's nominations of open years again; both or nothing."""
    with together():
        done = merging.merge(kept, absorbed, chosen=chosen, note=note, by=by)
        judge_again([done.kept], by=by)
    return done


def judge_again(people: list[Person], *, by: Actor) -> None:
    """The verdicts of these people's nominations in open years, as their records say now."""
    named = Nomination.objects.filter(person__in=people, call__state=CallState.OPEN.value).select_related("call")
    for call in {one.call for one in named}:
        appraisals.appraise(call, by=by, nominations=[one for one in named if one.call_id == call.pk])


@require_POST
@asks("people.change")
def apart(request: Request, pair: int) -> HttpResponse:
    """Two people: decided until either record changes."""
    doubles.keep_apart(_pair(pair), by=request.user, note=_note(request))
    messages.success(request, _("Đã ghi: không phải một người. Cặp này chỉ hiện lại khi một trong hai hồ sơ đổi."))
    return redirect("web:people")


@require_POST
@asks("people.change")
def again(request: Request, pair: int) -> HttpResponse:
    """Takes a decision back."""
    doubles.look_again(_pair(pair), by=request.user)
    return redirect("web:people_pair", pair)


def _note(request: Request) -> str:
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused("note_long", _("Ghi chú dài quá 300 ký tự."), remedy=_("Ghi ngắn lại."))
    return str(form.cleaned_data["note"])
