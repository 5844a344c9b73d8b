"""How a computation went: the best plan so far and what cannot be exceeded, over the seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.web.drawings.figures import figure
from doanra.web.drawings.svg import length, path, picture, share

_WIDE, _HIGH = 600.0, 120.0


@dataclass(frozen=True, slots=True)
class Moment:
    """At ``second`` the best plan seated ``best`` people and ``bound`` was the proven limit (None: none yet)."""

    second: float
    best: int | None
    bound: int | None = None


def progress_curve(moments: Sequence[Moment], *, target: int) -> SafeString:
    """Two step lines that meet when the plan is proven best: seats solid, limit dashed."""
    if not moments:
        return format_html('<p class="meta">{}</p>', gettext("Chưa có phương án nào."))
    last = moments[-1]
    low, high = _range(moments, target)
    until = max(last.second, 1.0)
    best = [(moment.second, moment.best) for moment in moments if moment.best is not None]
    bound = [(moment.second, moment.bound) for moment in moments if moment.bound is not None]
    shapes = [
        path("s-grid", "".join(f"M0 {length(y)}H{length(_WIDE)}" for y in (0.5, _HIGH / 2, _HIGH - 0.5))),
        path("s-plan", _steps(bound, low=low, high=high, until=until)),
        path("s-actual", _steps(best, low=low, high=high, until=until)),
    ]  # fmt: skip
    say = {"best": figure(last.best or 0), "bound": figure(last.bound or 0), "seconds": figure(round(last.second, 1))}
    title = gettext("Sau %(seconds)s giây: tốt nhất %(best)s chỗ, không thể vượt quá %(bound)s") % say
    drawn = picture(shapes, width=_WIDE, height=_HIGH, shown_height=int(_HIGH), title=title)
    return format_html(
        '<div class="drawing"><p class="cap m-0"><span class="num">{}</span><span>{}</span></p>{}<p class="cap m-0">'
        '<span class="num">{}</span><span class="num">{}</span></p></div>',
        figure(high), _key(), drawn, figure(low), gettext("%(seconds)s giây") % say,
    )  # fmt: skip


def _range(moments: Sequence[Moment], target: int) -> tuple[int, int]:
    seen = [value for moment in moments for value in (moment.best, moment.bound) if value is not None]
    return min([*seen, target]), max([*seen, target, min([*seen, target]) + 1])


def _steps(points: Sequence[tuple[float, int]], *, low: int, high: int, until: float) -> str:
    if not points:
        return "M0 0"

    def x(second: float) -> str:
        return length(share(second, until, of=_WIDE))

    def y(value: int) -> str:
        return length(2 + (_HIGH - 4) - share(value - low, high - low, of=_HIGH - 4))

    steps = f"M{x(points[0][0])} {y(points[0][1])}"
    return steps + "".join(f"H{x(second)}V{y(value)}" for second, value in points[1:]) + f"H{length(_WIDE)}"


def _key() -> SafeString:
    return format_html(
        '<span class="legend"><span><svg class="key" viewBox="0 0 24 12" aria-hidden="true">{}</svg> {}</span>'
        '<span><svg class="key" viewBox="0 0 24 12" aria-hidden="true">{}</svg> {}</span></span>',
        path("s-actual", "M0 6H24"), gettext("tốt nhất"), path("s-plan", "M0 6H24"), gettext("không thể vượt quá"),
    )  # fmt: skip
