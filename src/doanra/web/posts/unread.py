"""Posts of a year that the table cannot read, and reading the year again after titles were added."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doanra.policy.titles import TitleTable
from doanra.records.models import Call, CallState
from doanra.records.queries import posts as queries
from doanra.records.queries.posts import UnreadText
from doanra.stages import appraisals, posts
from doanra.stages.acting import together
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks, call_of
from doanra.web.templatetags.doanra import num

_PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """An unread text with the posts in it that the table as it is now still lacks."""

    unread: UnreadText
    missing: list[str]


@require_GET
@asks("posts.see")
def index(request: Request, year: int) -> HttpResponse:
    """The unread texts, the most frequent first, each with the way to a new title."""
    call = call_of(year)
    texts = queries.unread(call)
    titles = posts.table()
    pages = Paginator(texts, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "is_open": call.state == CallState.OPEN.value,
        "texts": [Shown(text, _missing(text, call, titles)) for text in pages.object_list],
        "page_obj": pages,
        "nominations": sum(text.count for text in texts),
    }
    return render(request, "posts/unknown.html", context)


def _missing(text: UnreadText, call: Call, titles: TitleTable) -> list[str]:
    found: dict[str, None] = {}
    for one in text.examples.values():
        letter = one.row.file.letter_date if one.row else None
        on = letter or call.opened_on
        reading = posts.read(one.position, one.workplace, unit=one.unit, on=on, titles=titles)
        found |= dict.fromkeys(queries.missing(reading))
    return list(found)


@require_POST
@asks("posts.change")
def reread(request: Request, year: int) -> HttpResponse:
    """Reads all posts of the year again by the table as it is, and judges the year again."""
    call = call_of(year)
    if call.state == CallState.CLOSED.value:
        raise Refused(
            "call_closed",
            f"Đợt năm {year} đã tổng kết, chức vụ của năm không đọc lại.",
            remedy="Bảng chức danh đã sửa dùng cho các năm đang mở.",
        )
    with together():
        changed = posts.reread(call, by=request.user)
        judged = appraisals.appraise(call, by=request.user)
    say = _("Đã đọc lại chức vụ của năm %(year)s: %(changed)s đề cử đọc khác trước; đã thẩm định lại %(judged)s đề cử.")
    messages.success(request, say % {"year": year, "changed": num(changed), "judged": num(judged)})
    return redirect("web:posts_unknown", year)
