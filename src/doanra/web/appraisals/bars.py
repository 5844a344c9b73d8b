"""One bar a programme: how many are eligible, unknown and not eligible, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.records.queries.appraisals import Tally
from doanra.web.drawings.figures import figure
from doanra.web.drawings.svg import picture, rect, share
from doanra.web.templatetags.doanra import programme_label

_WIDE, _GAP = 1000.0, 4.0
_SHAPES = (("eligible", "f-actual"), ("unknown", "f-plan"), ("not_eligible", "f-blockbox"))


def verdict_bars(tallies: Sequence[Tally]) -> SafeString:
    """Bars on a common scale, with their figures in words."""
    most = max((tally.whole for tally in tallies), default=0)
    rows = format_html_join("", "{}", ((_row(tally, most=most),) for tally in tallies))
    return format_html('<div class="drawing">{}{}</div>', rows, _legend())


def _row(tally: Tally, *, most: int) -> SafeString:
    said = _said(tally)
    name = programme_label(tally.programme)
    drawn = picture(_segments(tally, most=most), width=_WIDE, height=22, shown_height=22, title=name, description=said)
    count = gettext("%(n)s đề cử") % {"n": figure(tally.whole)}
    return format_html(
        '<div class="drawing-row"><p class="cap m-0"><b>{}</b><span>{}</span></p>{}<p class="cap m-0">{}</p></div>',
        name, count, drawn, said,
    )  # fmt: skip


def _segments(tally: Tally, *, most: int) -> list[SafeString]:
    shapes, x = [], 1.0
    for name, look in _SHAPES:
        width = share(getattr(tally, name), most, of=_WIDE - 2 * _GAP - 2)
        if width:
            shapes.append(rect(look, x=x, y=2, width=width, height=18))
            x += width + _GAP
    return shapes


def _said(tally: Tally) -> str:
    parts = [
        (tally.eligible, gettext("%(n)s đủ điều kiện")),
        (tally.unknown, gettext("%(n)s chưa rõ")),
        (tally.not_eligible, gettext("%(n)s không đủ")),
        (tally.waiting, gettext("%(n)s chưa thẩm định")),
    ]
    return " · ".join(word % {"n": figure(count)} for count, word in parts if count) or gettext("chưa có đề cử")


def _legend() -> SafeString:
    words = {
        "eligible": gettext("đủ điều kiện"),
        "unknown": gettext("chưa rõ"),
        "not_eligible": gettext("không đủ điều kiện"),
    }
    keys = ((rect(look, x=1, y=1, width=22, height=10), words[name]) for name, look in _SHAPES)
    items = format_html_join(
        "", '<li><svg class="key" viewBox="0 0 24 12" aria-hidden="true">{}</svg>{}</li>', keys
    )  # fmt: skip
    return format_html('<ul class="legend mt-3">{}</ul>', items)
