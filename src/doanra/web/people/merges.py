"""What was merged: the history, one merge with what it moved, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from doanra.records.models import Merge
from doanra.records.queries import people_pairs
from doanra.stages import merging
from doanra.stages.acting import together
from doanra.web.asking import Request, asks, found
from doanra.web.people import words
from doanra.web.people.pairs import judge_again
from doanra.web.people.sides import heads
from doanra.web.templatetags.doanra import num

_PER_PAGE = 50


@require_GET
@asks("people.see")
def index(request: Request) -> HttpResponse:
    """The merges, the newest first."""
    page = Paginator(people_pairs.merges(), _PER_PAGE).get_page(request.GET.get("page"))
    shown = [{"merge": one, "moved": words.things(one.moved["moved"])} for one in page.object_list]
    context = {"page_obj": page, "shown": shown, "counts": people_pairs.counts(), "state": "merged"}
    return render(request, "people/merges.html", context)


@require_GET
@asks("people.see")
def detail(request: Request, merge: int) -> HttpResponse:
    """One merge: whose values were taken, what moved, what stands in the way of taking it back."""
    one: Merge = found(Merge.objects.select_related("kept__unit", "merged_by", "undone_by"), what="lần gộp", pk=merge)
    context: dict[str, Any] = {
        "merge": one,
        "moved": words.things(one.moved["moved"]),
        "folded": words.things(one.moved["folded"]),
        "taken": [head for name, head in heads().items() if one.chosen.get(name) == "absorbed"],
        "obstacles": [] if one.undone_at else merging.obstacles(one),
        "sides": people_pairs.sides([one.kept]),
    }
    return render(request, "people/merge.html", context)


@require_POST
@asks("people.change")
def undo(request: Request, merge: int) -> HttpResponse:
    """Both records again; what was changed later is told."""
    one: Merge = found(Merge.objects.all(), what="lần gộp", pk=merge)
    with together():
        undone = merging.undo(one, by=request.user)
        judge_again([undone.kept, undone.restored], by=request.user)
    messages.success(request, _("Đã hoàn tác: hai hồ sơ như trước khi gộp."))
    if undone.left:
        names = ", ".join(str(heads().get(name, name)) for name in undone.left if name in heads())
        say = _("Giữ nguyên giá trị sửa sau khi gộp: %(names)s.")
        messages.info(request, say % {"names": names.lower()})
    if undone.elsewhere:
        many = ngettext(
            "%(n)s dòng đã đổi sau khi gộp nên để nguyên.",
            "%(n)s dòng đã đổi sau khi gộp nên để nguyên.",
            undone.elsewhere,
        )
        messages.info(request, many % {"n": num(undone.elsewhere)})
    return redirect("web:people_merged", merge)
