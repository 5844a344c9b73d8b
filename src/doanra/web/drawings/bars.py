"""Bars: target, plan and done of the programmes; what a plan seats and cannot exceed; the share of a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.web.drawings.figures import figure
from doanra.web.drawings.svg import length, path, picture, rect, share, silent

_WIDE = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetBar:
    """People of one programme; ``aside`` is a few words at the right, such as "8 đoàn đã về"."""

    label: str
    target: int
    planned: int
    done: int
    aside: str = ""


def bars_against_target(bars: Sequence[TargetBar], *, title: str = "") -> SafeString:
    """One bar each on a common scale: target as a tick, plan pale, done dark and thinner, figures in words below."""
    most = max((max(bar.target, bar.planned, bar.done) for bar in bars), default=0)
    rows = format_html_join("", "{}", ((_target_row(bar, most=most, title=title),) for bar in bars))
    return format_html('<div class="drawing">{}{}</div>', rows, _legend())


def _target_row(bar: TargetBar, *, most: int, title: str) -> SafeString:
    said = gettext("%(done)s đã đi · %(planned)s theo kế hoạch · chỉ tiêu %(target)s")
    figures = {"done": figure(bar.done), "planned": figure(bar.planned), "target": figure(bar.target)}
    target = share(bar.target, most, of=_WIDE - 4)
    shapes = [
        rect("f-target", x=0, y=4, width=target, height=26),
        rect("f-plan", x=0, y=4, width=share(bar.planned, most, of=_WIDE - 4), height=26),
        rect("f-actual", x=0, y=11, width=share(bar.done, most, of=_WIDE - 4), height=12),
        path("s-ink", f"M{length(target)} 0v34"),
    ]
    label = f"{title}, {bar.label}" if title else bar.label
    drawn = picture(shapes, width=_WIDE, height=34, shown_height=34, title=label, description=said % figures)
    words = said % {**figures, "done": format_html("<b>{}</b>", figures["done"])}
    return format_html(
        '<div class="drawing-row"><p class="cap m-0"><b>{}</b><span>{}</span></p>{}<p class="cap m-0">{}</p></div>',
        bar.label, bar.aside, drawn, SafeString(words),
    )  # fmt: skip


def _legend() -> SafeString:
    keys = (
        (rect("f-actual", x=0, y=2, width=24, height=8), gettext("đã đi")),
        (rect("f-plan", x=0, y=0, width=24, height=12), gettext("theo kế hoạch")),
        (rect("f-target", x=0, y=0, width=23, height=12) + path("s-ink", "M23 0v12"), gettext("chỉ tiêu")),
    )
    items = format_html_join(
        "", '<li><svg class="key" viewBox="0 0 24 12" aria-hidden="true">{}</svg>{}</li>', keys
    )  # fmt: skip
    return format_html('<ul class="legend mt-3">{}</ul>', items)


def proof_bar(*, seated: int, bound: int | None, target: int) -> SafeString:
    """What is seated against the target, with a tick at what cannot be exceeded (none while nothing is proven)."""
    whole = max(seated, bound or 0, target)
    shapes = [
        rect("f-target", x=0, y=5, width=_WIDE, height=16),
        rect("f-actual", x=0, y=5, width=share(seated, whole, of=_WIDE), height=16),
    ]
    say = {"seated": figure(seated), "target": figure(target), "bound": figure(bound or 0)}
    if bound is None:
        words = gettext("%(seated)s đã xếp, chưa chứng minh được trần") % say
    else:
        words = gettext("%(seated)s đã xếp, trần %(bound)s") % say
        shapes.append(path("s-ink", f"M{length(min(_WIDE - 2, share(bound, whole, of=_WIDE) + 1))} 0v26"))
    goal = gettext("chỉ tiêu %(target)s") % say
    drawn = picture(shapes, width=_WIDE, height=26, shown_height=26, title=words, description=goal)
    return format_html(
        '<div class="drawing">{}<p class="cap m-0"><b class="num">{}</b><span class="num">{}</span></p></div>',
        drawn, words, goal,
    )  # fmt: skip


def portion(*, done: int, whole: int) -> SafeString:
    """The thin bar under a figure of the pipeline; silent, because the figure stands above it."""
    shapes = [
        rect("f-line", x=0, y=0, width=160, height=6, round_by=3),
        rect("f-actual", x=0, y=0, width=share(done, whole, of=160), height=6, round_by=3),
    ]
    return silent(shapes, width=160, height=6, shown_height=6)
