"""The list of who was asked, as it is declared: its columns now and as of a past day, what narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doanra.records.models import UnitKind
from doanra.records.queries.calls import Asked
from doanra.terms.names import fold
from doanra.web.lists.columns import Column, Value
from doanra.web.lists.listing import Listing
from doanra.web.templatetags.doanra import mark, num, vndate

_ALL = 500
"""Who is asked in a year is one page: some hundred and ten units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the cells need to know of the page: the year, its last day, the day as of which is told, whether late."""

    year: int
    closes_on: date
    day: date
    late: bool


def _name_cell(one: Asked, about: About) -> str:
    return format_html('<a href="{}">{}</a>', reverse("web:units_unit", args=(one.unit.slug,)), one.then)


def _now(one: Asked, about: About) -> Value:
    return ", ".join(unit.short for unit in one.now) or (_("không còn") if one.ended else _("như cũ"))


def _now_cell(one: Asked, about: About) -> str:
    if not one.now:
        return format_html('<span class="meta">{}</span>', _now(one, about))
    rows = ((reverse("web:units_unit", args=(unit.slug,)), unit.short) for unit in one.now)
    return format_html_join(", ", '<a class="calm" href="{}">{}</a>', rows)


def _kind(one: Asked, about: About) -> Value:
    return _("tỉnh, thành") if one.unit.kind == UnitKind.PROVINCE.value else _("cơ quan TW")


def _overdue(one: Asked, about: About) -> bool:
    return about.late and one.due_on is not None and one.due_on < about.day


def _also(one: Asked, about: About) -> list[str]:
    """What is said beneath an answer, or beneath that there is none."""
    if one.answered:
        return [_("không cử ai")] if one.names_nobody and not one.nominated else []
    said = []
    if one.noted_later:
        said.append(_("văn bản ngày %(day)s, ghi sau") % {"day": vndate(one.noted_later)})
    if not _overdue(one, about) and one.due_on and one.due_on > about.closes_on:
        said.append(_("gia hạn đến %(day)s") % {"day": vndate(one.due_on)})
    return said


def _answer(one: Asked, about: About) -> Value:
    if one.answered and not _also(one, about):
        return one.answered_on
    said = vndate(one.answered_on) if one.answered else _("quá hạn") if _overdue(one, about) else _("chưa trả lời")
    return "; ".join([said, *_also(one, about)])


def _answer_cell(one: Asked, about: About) -> str:
    if one.answered:
        said = mark("pass", format_html('<span class="num">{}</span>', vndate(one.answered_on)))
    elif _overdue(one, about):
        said = mark("block", _("quá hạn"))
    else:
        said = format_html('<span class="meta">{}</span>', _("chưa trả lời"))
    below = format_html_join("", '<span class="meta under">{}</span>', ((word,) for word in _also(one, about)))
    return format_html("<div>{}{}</div>", said, below)


def _letter(one: Asked, about: About) -> Value:
    i = one.invitation
    return ", ".join(part for part in (i.letter, vndate(i.letter_on)) if part)


def _letter_cell(one: Asked, about: About) -> str:
    i = one.invitation
    return (
        format_html('{} <span class="meta num">{}</span>', i.letter, vndate(i.letter_on)) if i.letter_on else i.letter
    )


def _nominated_cell(one: Asked, about: About) -> str:
    if not one.nominated:
        return ""
    url = reverse("web:nominations", args=(about.year,))
    return format_html('<a class="calm" href="{}?unit={}">{}</a>', url, one.unit.slug, num(one.nominated))


def _reminded(one: Asked, about: About) -> Value:
    i = one.invitation
    if not i.reminders:
        return "" if one.answered else _("chưa nhắc")
    said = ngettext("%(n)s lần, %(day)s", "%(n)s lần, %(day)s", i.reminders)
    return said % {"n": num(i.reminders), "day": vndate(i.reminded_on)}


def _reminded_cell(one: Asked, about: About) -> SafeString | str:
    said = str(_reminded(one, about))
    return said if one.invitation.reminders or not said else format_html('<span class="meta">{}</span>', said)


_OF_DAY = (
    Column(
        key="name", label=gettext_lazy("Đơn vị khi đó"), value=lambda one, about: one.then, cell=_name_cell,
        sortable=True, always=True, width=30,
    ),
    Column(key="now", label=gettext_lazy("Đơn vị nay"), value=_now, cell=_now_cell, width=24),
    Column(key="kind", label=gettext_lazy("Loại"), value=_kind, width=14),
    Column(
        key="answer", label=gettext_lazy("Trả lời"), value=_answer, cell=_answer_cell, sortable=True, width=26,
    ),
    Column(key="due", label=gettext_lazy("Hạn"), value=lambda one, about: one.due_on, usual=False, width=12),
)  # fmt: skip
_OF_NOW = (
    Column(key="letter", label=gettext_lazy("Công văn"), value=_letter, cell=_letter_cell, width=28),
    Column(
        key="nominated", label=gettext_lazy("Đề cử"), value=lambda one, about: one.nominated, cell=_nominated_cell,
        sortable=True, figure=True, width=10,
    ),
    Column(
        key="reminded", label=gettext_lazy("Đã nhắc"), value=_reminded, cell=_reminded_cell, sortable=True, width=20,
    ),
)  # fmt: skip


def _listing(columns: tuple[Column, ...]) -> Listing:
    return Listing(
        key="asked",
        title=gettext_lazy("Đơn vị được mời"),
        columns=columns,
        filters={
            "q": gettext_lazy("Có chữ"), "kind": gettext_lazy("Loại đơn vị"), "answered": gettext_lazy("Trả lời"),
            "on": gettext_lazy("Tính đến hết ngày"),
        },
        asks=("q", "kind", "answered", "on"),
        export="web:calls_export",
        pick=lambda one: None if one.invitation.answered_on else (one.unit.pk, one.then),
        ticks=("units", "letters"),
        per_page=_ALL,
        anchor="#invited",
    )  # fmt: skip


LISTING, LISTING_OF_DAY = _listing((*_OF_DAY, *_OF_NOW)), _listing(_OF_DAY)

ORDERS = {
    "name": lambda one: fold(one.then),
    "answer": lambda one: one.answered_on,
    "nominated": lambda one: one.nominated,
    "reminded": lambda one: (one.invitation.reminders, one.invitation.reminded_on or date.min),
}


def totals(lines: Sequence[Asked]) -> dict[str, str]:
    """What the lines add up to, in words, by column."""
    answered = sum(one.answered for one in lines)
    return {
        "name": ngettext("%(n)s đơn vị", "%(n)s đơn vị", len(lines)) % {"n": num(len(lines))},
        "answer": _("%(n)s đã trả lời, %(k)s chưa") % {"n": num(answered), "k": num(len(lines) - answered)},
        "nominated": num(sum(one.nominated for one in lines)),
    }
