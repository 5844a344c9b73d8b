"""The search at the top of every page: what a text finds in what the account may see, by kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doanra.records.models import Course, FileState, Invitation, Person, SourceFile, Unit
from doanra.records.queries import search
from doanra.web.asking import Request, asks, text_asked
from doanra.web.drawings.figures import figure
from doanra.web.frame import address
from doanra.web.templatetags.doanra import label, partial_date, vndate

_PER_PAGE, _LEAST = 50, 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; ``url`` "" where it has no page of its own."""

    name: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of things that were found: at most 20 of ``count``, all of them on a page of its own."""

    kind: str
    label: str
    count: int
    hits: list[Hit]


@require_GET
@asks("home.see")
def index(request: Request) -> HttpResponse:
    """Everything by kind, or one kind by pages."""
    text = text_asked(request)
    asked = len("".join(search.words(text))) >= _LEAST
    kinds = search.kinds(text, by=request.user) if asked else {}
    only = request.GET.get("only", "")
    context: dict[str, Any] = {"q": text, "asked": asked, "least": _LEAST}
    if only in kinds:
        page = Paginator(kinds[only](), _PER_PAGE).get_page(request.GET.get("page"))
        shown = search.top(kinds[only](), most=_PER_PAGE, start=max(page.start_index() - 1, 0))
        context |= {"page_obj": page, "found": [_group(only, shown)], "only": only}
    else:
        found = search.everything(text, by=request.user) if asked else {}
        context["found"] = [_group(kind, one) for kind, one in found.items() if one.count]
    context["count"] = sum(group.count for group in context["found"])
    context["count_words"] = figure(context["count"])
    return render(request, "search/index.html", context)


def _group(kind: str, found: search.Found) -> Found:
    return Found(kind, _TITLES[kind](), found.count, _hits(found.first))


_TITLES: dict[str, Callable[[], str]] = {
    "people": lambda: _("Người"),
    "units": lambda: _("Đơn vị"),
    "courses": lambda: _("Khoá"),
    "files": lambda: _("Tệp, biên nhận của đơn vị"),
    "letters": lambda: _("Công văn trả lời"),
}


def _hits(rows: Any) -> list[Hit]:
    return [_hit(row) for row in rows]


def _hit(row: Any) -> Hit:
    return _READ[type(row)](row)


def _unit(unit: Unit) -> Hit:
    since = _("từ %(day)s") % {"day": vndate(unit.valid_from)}
    until = _("đến %(day)s") % {"day": vndate(unit.valid_to)} if unit.valid_to else _("đang hoạt động")
    return Hit(unit.name, f"{since}, {until}", address("web:units_unit", unit.slug))


def _course(course: Course) -> Hit:
    parts = (label(course.programme, "programme"), course.country, _("năm %(year)s") % {"year": course.call.year})
    return Hit(f"{course.code} {course.topic}", _joined(*parts), address("web:courses", course.call.year))


def _file(file: SourceFile) -> Hit:
    sender = file.unit.short if file.unit else file.unit_hint
    note = _joined(sender, file.letter_number, _(FileState(file.state).label), vndate(file.received_at))
    return Hit(file.name, note, address("web:nominations_file", file.call.year, file.pk))


def _letter(one: Invitation) -> Hit:
    note = _joined(one.unit.short, _("năm %(year)s") % {"year": one.call.year})
    return Hit(one.letter, note, address("web:units_unit", one.unit.slug))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _person(person: Any) -> Hit:
    named = _("đề cử năm %(year)s") % {"year": person.year} if person.year else ""
    note = _joined(partial_date(person.birth), person.position or "", person.unit.short, named)
    url = address("web:appraisals_why", person.year, person.nomination) if person.nomination else ""
    return Hit(person.full_name, note, url)


_READ: dict[type, Callable[[Any], Hit]] = {
    Person: _person,
    Unit: _unit,
    Course: _course,
    SourceFile: _file,
    Invitation: _letter,
}
