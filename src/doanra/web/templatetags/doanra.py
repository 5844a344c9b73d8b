"""Icons, marks, dates, numbers and labels for templates: ``{% load doanra %}``. Usage: docs/design.md.

Everything that a person reads goes through gettext with Vietnamese message ids; numbers and dates follow the language.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.terms import words
from doanra.terms.dates import PartialDate
from doanra.web import drawings
from doanra.web.drawings.figures import figure, reads_english

register = template.Library()

LEVELS: Final = frozenset({"block", "warn", "note", "pass", "unknown", "waived", "same"})
ICONS: Final = LEVELS | {
    *(
        "todo",
        "clock",
        "down",
        "dots",
        "pin",
        "find",
        "menu",
        "file",
        "read",
        "user",
        "copy",
        "print",
        "check",
        "leave",
    ),
    *("up", "left", "right", "plus", "swap", "lock", "mail", "calendar", "upload"),
}
_LEVEL_OF_WORD: Final = {
    words.Verdict.MET: "pass",
    words.Verdict.NOT_MET: "block",
    words.Verdict.UNKNOWN: "unknown",
    words.Verdict.WAIVED: "waived",
    words.Severity.ERROR: "block",
    words.Severity.WARNING: "warn",
    words.Severity.NOTE: "note",
}
_LEVEL_OF_MESSAGE: Final = {"success": "pass", "warning": "warn", "error": "block", "info": "note", "debug": "note"}
_KINDS: Final = {kind.__name__.lower(): kind for kind in words.Word.__subclasses__()}


def _icon(name: str, label: str) -> SafeString:
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"no icon is called {name!r}; there are {', '.join(sorted(ICONS))}")
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="#i-{}"/></svg>', label, name)
    return format_html('<svg class="i" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the sprite; silent beside a word, an image with a name when ``label`` says it alone."""
    return _icon(name, label)


def _mark(level: str, text: object) -> SafeString:
    if level not in LEVELS:
        raise template.TemplateSyntaxError(f"no mark is called {level!r}; there are {', '.join(sorted(LEVELS))}")
    return format_html('<span class="mark mark-{}">{}<span>{}</span></span>', level, _icon(level, ""), text)


@register.simple_tag
def mark(level: str, text: object) -> SafeString:
    """A state as shape, word and tint. ``level`` is one of LEVELS or a Verdict or Severity of terms."""
    return _mark(mark_level(level), text)


@register.simple_block_tag
def markblock(content: str, level: str) -> SafeString:
    """The same around template content: ``{% markblock "warn" %}{{ count }} cảnh báo{% endmarkblock %}``."""
    return _mark(mark_level(level), content)


@register.filter
def mark_level(word: object) -> str:
    """The mark that stands for a Verdict, a Severity or a message's level tag; a mark's own name stays."""
    if isinstance(word, words.Verdict | words.Severity):
        return _LEVEL_OF_WORD[word]
    text = str(word)
    known = {str(key): level for key, level in _LEVEL_OF_WORD.items()} | _LEVEL_OF_MESSAGE
    return known.get(text, text)


@register.filter
def vndate(day: date | datetime | None, form: str = "running") -> str:
    """2/10/2023 in running text; with ``"paper"`` 02/10/2023, as columns and official papers write it
    (days below ten and months 1 and 2 with a zero). In English 2 Oct 2023."""
    if day is None:
        return ""
    day = _local(day)
    if reads_english():
        return str(formats.date_format(day, "j M Y"))
    return f"{_day_month(day, padded=form == 'paper')}/{day.year}"


@register.filter
def daymonth(day: date | datetime | None, form: str = "running") -> str:
    """18/10; with ``"paper"`` 04/9. In English 18 Oct."""
    if day is None:
        return ""
    day = _local(day)
    return str(formats.date_format(day, "j M")) if reads_english() else _day_month(day, padded=form == "paper")


@register.filter
def until(start: date | None, end: date | None) -> str:
    """``{{ start|until:end }}``: 4/9 – 17/9/2023; the year of the start only where it differs."""
    if start is None or end is None:
        return vndate(start or end)
    first = daymonth(start) if start.year == end.year else vndate(start)
    return f"{first} – {vndate(end)}"


@register.filter
def vntime(moment: datetime | None) -> str:
    """14:20 18/10/2023 in the office's time zone."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%H:%M} {vndate(local)}"


@register.filter
def partial_date(value: PartialDate | date | None) -> str:
    """A date as exact as its source: 5/8/1975, 8/1975 or 1975; nothing is filled in."""
    if value is None:
        return ""
    return value.vietnamese() if isinstance(value, PartialDate) else vndate(value)


@register.filter
def num(value: int | Decimal | float | None) -> str:
    """1.234.567 and 12,5; in English 1,234,567 and 12.5. None gives nothing."""
    return "" if value is None else figure(value)


@register.filter
def money(value: Decimal | int | None) -> str:
    """1.234.567 đ with a space that does not break; in columns use ``num`` and write the unit in the head."""
    return "" if value is None else f"{num(value)}\u00a0{'VND' if reads_english() else 'đ'}"


@register.filter
def label(word: words.Word | str | None, kind: str = "") -> str:
    """The label of a member of terms.words in the reader's language.

    A plain stored value needs the name of its set: ``{{ row.programme|label:"programme" }}``. A value that the set
    does not have comes back as it is.
    """
    if not word:
        return ""
    if isinstance(word, words.Word):
        return gettext(word.label)
    members = {str(member): member.label for member in _KINDS[kind]} if kind else {}
    return gettext(members[word]) if word in members else word


@register.filter
def programme_label(value: words.Programme | str | None) -> str:
    """Ngắn hạn, Trung hạn, Ngoại ngữ."""
    return label(value, "programme")


@register.filter
def verdict_label(value: words.Verdict | str | None) -> str:
    """Đạt, Không đạt, Chưa rõ, Miễn."""
    return label(value, "verdict")


@register.filter
def severity_label(value: words.Severity | str | None) -> str:
    """Chặn, Cảnh báo, Ghi chú."""
    return label(value, "severity")


@register.filter
def role_label(value: words.Role | str | None) -> str:
    """The duty of an account in words."""
    return label(value, "role")


@register.simple_tag
def verdict(value: words.Verdict | str) -> SafeString:
    """A Verdict as a mark with its word."""
    return _mark(mark_level(value), verdict_label(value))


@register.simple_tag
def severity(value: words.Severity | str, text: object = "") -> SafeString:
    """A Severity as a mark: its word, or ``text`` such as "3 chặn"."""
    return _mark(mark_level(value), text or severity_label(value))


@register.filter
def position(page: int, count: int) -> str:
    """``{{ rows|length|position:total }}``: "25 trên 310"."""
    return gettext("%(part)s trên %(whole)s") % {"part": num(page), "whole": num(count)}


@register.simple_tag
def seats(seated: int, minimum: int, maximum: int) -> SafeString:
    """The seats of a delegation: figures and one square each."""
    return drawings.seats(seated=seated, minimum=minimum, maximum=maximum)


@register.simple_tag
def proof_bar(seated: int, bound: int | None, target: int) -> SafeString:
    """What a plan seats, what it cannot exceed, its target."""
    return drawings.proof_bar(seated=seated, bound=bound, target=target)


@register.simple_tag
def portion(done: int, whole: int) -> SafeString:
    """The thin bar under a figure."""
    return drawings.portion(done=done, whole=whole)


@register.simple_tag
def span_line(
    start: date | None, end: date | None, *, year: int, today: date | None = None, blocked: bool = False
) -> SafeString:
    """A course on the line of a year."""
    return drawings.span_line(start, end, year=year, today=today, blocked=blocked)


@register.simple_tag
def month_scale(year: int) -> SafeString:
    """The months above span lines."""
    return drawings.month_scale(year)


@register.filter
def level_word(level: str) -> str:
    """What an icon of this level says to those who do not see it."""
    return {
        "block": gettext("Chặn"),
        "warn": gettext("Cảnh báo"),
        "note": gettext("Ghi chú"),
        "pass": gettext("Đạt"),
        "unknown": gettext("Chưa rõ"),
        "waived": gettext("Miễn"),
        "same": gettext("Không đổi"),
    }[level]


@register.filter
def page_steps(page: Page[Any]) -> list[int]:
    """Numbers of the pages to offer: the ends and the neighbours; 0 stands for a gap."""
    last, here = page.paginator.num_pages, page.number
    shown = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
    steps: list[int] = []
    for number in shown:
        if steps and number - steps[-1] > 1:
            steps.append(0)
        steps.append(number)
    return steps


def _local(day: date | datetime) -> date:
    if isinstance(day, datetime):
        return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return day


def _day_month(day: date, *, padded: bool) -> str:
    if not padded:
        return f"{day.day}/{day.month}"
    return f"{day.day:02d}/{day.month:02d}" if day.month < 3 else f"{day.day:02d}/{day.month}"
