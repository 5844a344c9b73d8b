"""Who did what, when: the events, narrowed by the address; one event with all that it touched; the story of a thing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Model, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from doanra.policy import access
from doanra.records.models import Did, Event, EventThing
from doanra.records.queries import stories, trail
from doanra.records.queries.verdicts import reads_vetting
from doanra.stages import trail as taking
from doanra.terms.refusal import NotFound
from doanra.web.accounts.again import surely
from doanra.web.asking import Request, asks, found
from doanra.web.frame import address
from doanra.web.trail import lines
from doanra.web.trail import things as naming
from doanra.web.trail.changes import Reader, did_word
from doanra.web.trail.fields import kind_word
from doanra.web.trail.forms import WantedForm
from doanra.web.trail.workbook import ENDING, EXCEL, MOST, rendered

_PER_PAGE = 50


@require_GET
@asks("trail.see")
def index(request: Request) -> HttpResponse:
    """The newest events first."""
    form = WantedForm(request.GET)
    wanted = form.wanted()
    pages: Paginator[Event] = Paginator(trail.events(wanted), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    events = list(page.object_list)
    shown = lines.prepared(events, trail.subjects(events), role=request.user.duty, brief=True)
    context = {
        "form": form,
        "narrowed": wanted.narrows,
        "page_obj": page,
        "days": lines.by_day(events, shown),
        "total": trail.total(),
        "too_many": page.paginator.count > MOST,
        "most": MOST,
    }
    return render(request, "trail/index.html", context)


@require_GET
@asks("trail.see")
@surely("GET")
def export(request: Request) -> HttpResponse:
    """The events as they are narrowed, as a workbook; getting it is an act of its own."""
    form = WantedForm(request.GET)
    wanted = form.wanted()
    events = list(trail.events(wanted)[:MOST])
    shown = lines.prepared(events, trail.subjects(events), role=request.user.duty)
    said = [(str(field.label), form.chosen(field.name)) for field in form if form.chosen(field.name)]
    content = rendered([lines.line(event, shown) for event in events], wanted=said, by=request.user)
    taking.export(by=request.user, form="xlsx", events=len(events), wanted=form.asked())
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{timezone.localdate():%Y-%m-%d}{ENDING}"'
    return response


@require_GET
@asks("trail.see")
def detail(request: Request, event: int) -> HttpResponse:
    """One event: who, for whom, on what ground, its place in the chain, and every thing that it touched."""
    one = found(Event.objects.select_related("unit", "body", "link"), what="việc", pk=event)
    names = access.may(request.user.duty, "nominations.see")
    told = stories.told(one.things.all(), vetting=reads_vetting(request.user))
    last = Case(When(did=Did.ABOUT.value, then=1), default=0)  # what nothing was done to comes after the rest
    pages: Paginator[EventThing] = Paginator(told.order_by(last, "id"), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    things = taking.with_loads(page.object_list)
    shown = lines.prepared([one], trail.subjects([one]), role=request.user.duty)
    about = trail.subjects_of({(thing.kind, thing.key) for thing in things})
    reader = Reader(request.user.duty, things, names=names)
    context = {
        "line": lines.line(one, shown),
        "link": getattr(one, "link", None),
        "page_obj": page,
        "things": [_thing(thing, about, reader, names=names) for thing in things],
    }
    return render(request, "trail/event.html", context)


def _thing(thing: EventThing, about: Any, reader: Reader, *, names: bool) -> dict[str, Any]:
    record = about.get((thing.kind, thing.key))
    said = naming.said(record, names=names)[0] if record is not None else ""
    return {
        "kind": kind_word(thing.kind),
        "said": said or f"#{thing.key}",
        "gone": record is None and thing.kind in trail.KINDS,
        "did": did_word(thing.did),
        "story": _story(record) if names else "",
        "changes": reader.lines(thing),
    }


def _story(record: Model | None) -> str:
    kind = str(record._meta.model_name) if record is not None else ""
    return address("web:trail_story", kind, record.pk) if record is not None and kind in stories.KINDS else ""


@require_GET
@asks("trail.see")
def story(request: Request, kind: str, key: int) -> HttpResponse:
    """Every act that was about a thing or touched it, the newest first."""
    thing = stories.subject(kind, key, account=request.user)
    if thing is None:
        raise NotFound("no_story", "Không có lịch sử này.", remedy="Có thể địa chỉ cũ, hoặc vật đã bị bỏ.")
    vetting = reads_vetting(request.user)
    pages: Paginator[Event] = Paginator(stories.events(thing, vetting=vetting).order_by("-id"), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    events = list(page.object_list)
    only = stories.things(thing, vetting=vetting)
    shown = lines.prepared(events, trail.subjects(events), role=request.user.duty, only=only)
    said, url = naming.said(thing, names=shown.names)
    context = {
        "kind": kind_word(kind),
        "said": said,
        "back": url,
        "page_obj": page,
        "days": lines.by_day(events, shown),
    }
    return render(request, "trail/story.html", context)
