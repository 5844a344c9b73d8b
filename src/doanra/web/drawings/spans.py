"""Courses over the months of a year: one line each for the overview, and the months above them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.web.drawings.figures import reads_english
from doanra.web.drawings.svg import length, path, picture, rect


def span_line(
    start: date | None,
    end: date | None,
    *,
    year: int,
    window: tuple[date, date] | None = None,
    today: date | None = None,
    blocked: bool = False,
) -> SafeString:
    """The days ``start`` to ``end`` (both included) on the line of ``year``; ``window`` is when the course could run.

    Without days only the window shows. What lies outside the year is cut at its edge; the words name the whole span.
    """
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    shapes = [path("s-grid", "".join(f"M{_offset(date(year, month, 1), year)} 0v20" for month in range(1, 13)))]
    if window:
        shapes.append(_box("f-plan", window, year=year, y=8.5, height=3))
    if start and end:
        shapes.append(_box("f-block" if blocked else "f-actual", (start, end), year=year, y=4, height=12))
    if today and today.year == year:
        shapes.append(path("s-ink", f"M{_offset(today, year)} 0v20"))
    title = _in_words(start, end, window)
    return format_html(
        '<div class="drawing">{}</div>', picture(shapes, width=days, height=20, shown_height=20, title=title)
    )


def month_scale(year: int) -> SafeString:
    """The twelve months as heads over span lines; one name for a screen reader."""
    cells = format_html_join("", '<span aria-hidden="true">{}</span>', ((_month(month),) for month in range(1, 13)))
    said = gettext("Các tháng của năm %(year)s") % {"year": year}
    return format_html('<span class="months"><span class="visually-hidden">{}</span>{}</span>', said, cells)


def _month(month: int) -> str:
    return "JFMAMJJASOND"[month - 1] if reads_english() else str(month)


def _offset(day: date, year: int) -> int:
    return (day - date(year, 1, 1)).days


def _box(name: str, span: tuple[date, date], *, year: int, y: float, height: float) -> SafeString:
    first = max(span[0], date(year, 1, 1))
    after = min(span[1], date(year, 12, 31)) + timedelta(days=1)
    width = max(0, (after - first).days)
    return rect(name, x=_offset(first, year), y=y, width=max(width, 3) if width else 0, height=height)


def _in_words(start: date | None, end: date | None, window: tuple[date, date] | None) -> str:
    if start and end:
        return gettext("từ %(start)s đến %(end)s") % {"start": _spoken(start), "end": _spoken(end)}
    if window:
        say = {"start": _spoken(window[0]), "end": _spoken(window[1])}
        return gettext("chưa chọn ngày; có thể chạy từ %(start)s đến %(end)s") % say
    return gettext("chưa chọn ngày")


def _spoken(day: date) -> str:
    return f"{day:%d %b %Y}" if reads_english() else f"{length(day.day)}/{day.month}/{day.year}"
