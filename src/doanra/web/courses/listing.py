"""The catalogue of a year as a list: its columns, what narrows it, what it adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doanra.records.queries.courses import Offer, Sum
from doanra.stages.holidays import Calendars
from doanra.web.courses.holidays import notes_on
from doanra.web.lists.columns import Column, Value
from doanra.web.lists.listing import Listing
from doanra.web.templatetags.catalogue import millions
from doanra.web.templatetags.doanra import daymonth, icon, label, num, programme_label, vndate


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the cells need to know of the page: the year, whether courses may be changed, sums by programme."""

    year: int
    may_change: bool
    calendars: Calendars
    sums: dict[str, Sum]


def _code_cell(one: Offer, about: About) -> str:
    if not about.may_change:
        return format_html('<span class="num">{}</span>', one.course.code)
    url = reverse("web:courses_change", args=(about.year, one.course.code))
    return format_html('<a class="num" href="{}">{}</a>', url, one.course.code)


def _topic_cell(one: Offer, about: About) -> str:
    course = one.course
    also = [_("nhóm nội dung %(group)s") % {"group": course.content_group}] if course.content_group else []
    also += [_("giả định")] if course.illustrative else []
    return _under(course.topic, ", ".join(also))


def _under(text: str, below: str) -> str:
    return format_html('<div>{}<span class="meta under">{}</span></div>', text, below) if below else text


def _place(one: Offer, about: About) -> Value:
    return ", ".join(part for part in (one.course.host, one.course.country) if part)


def _who(one: Offer) -> str:
    course = one.course
    groups = _("nhóm %(groups)s") % {"groups": ", ".join(course.audiences)} if course.audiences else _("mọi nhóm")
    low, high = course.band_low, course.band_high
    band = _("bậc %(band)s") % {"band": low} if low == high else _("bậc %(low)s–%(high)s") % {"low": low, "high": high}
    return f"{groups}, {band}"


def _audience(one: Offer, about: About) -> Value:
    field = label(one.course.field, "field")
    return f"{_who(one)}; {field}" if field else _who(one)


def _seats(one: Offer, about: About) -> Value:
    low, high = one.course.seats_min, one.course.seats_max
    return high if low == high else f"{low}–{high}"


def _starts(one: Offer, about: About) -> Value:
    return ", ".join(vndate(day) for day in one.starts)


def _starts_cell(one: Offer, about: About) -> str:
    course = one.course
    days = notes_on(one.starts, days=course.days, country=course.country, calendars=about.calendars)
    lines = ((_day(note.day, note.notes),) for note in days)
    return format_html('<ul class="start-days">{}</ul>', format_html_join("", "<li>{}</li>", lines))


def _day(day: Any, notes: tuple[str, ...]) -> str:
    if not notes:
        return format_html('<span class="num">{}</span>', daymonth(day))
    mark = icon("note", _("có lưu ý về ngày nghỉ"))
    return format_html(
        '<details class="day-note"><summary class="num">{} {}</summary><p class="meta">{}.</p></details>',
        daymonth(day), mark, "; ".join(notes),
    )  # fmt: skip


def _days_cell(one: Offer, about: About) -> str:
    course = one.course
    if not course.abroad_from and course.abroad_to == course.days:
        return num(course.days)
    abroad = _("ở nước ngoài %(first)s–%(last)s") % {"first": course.abroad_from + 1, "last": course.abroad_to}
    words, _space, days = abroad.rpartition(" ")
    abroad = "{}\n{}".format(words.replace(" ", "\u00a0"), days)  # two short lines in a narrow column
    return format_html('<div>{}<span class="meta under">{}</span></div>', num(course.days), abroad)


def _language(one: Offer, about: About) -> Value:
    if one.course.language:
        return label(one.course.language, "language")
    return _("có phiên dịch") if one.course.interpreted else _("ngoại ngữ trực tiếp")


_MILLION = gettext_lazy("triệu đồng")


def _in_millions(amount: Decimal) -> Decimal:
    return round(amount / 1_000_000, 1)


COLUMNS = (
    Column(
        key="code", label=gettext_lazy("Mã"), value=lambda one, about: one.course.code, cell=_code_cell, sortable=True,
        always=True, figure=False, width=10,
    ),
    Column(
        key="topic", label=gettext_lazy("Khoá"), value=lambda one, about: one.course.topic, cell=_topic_cell,
        sortable=True, width=48,
    ),
    Column(
        key="programme", label=gettext_lazy("Chương trình"), width=14, usual=False,
        value=lambda one, about: programme_label(one.course.programme),
    ),
    Column(
        key="place", label=gettext_lazy("Nơi học"), value=_place, sortable=True, width=40,
        cell=lambda one, about: _under(one.course.country, one.course.host),
    ),
    Column(
        key="audience", label=gettext_lazy("Cho ai"), value=_audience, width=34,
        cell=lambda one, about: _under(_who(one), label(one.course.field, "field")),
    ),
    Column(key="seats", label=gettext_lazy("Chỗ"), value=_seats, sortable=True, figure=True, width=9),
    Column(
        key="starts", label=gettext_lazy("Khai giảng dự kiến"), value=_starts, cell=_starts_cell, sortable=True,
        width=34,
    ),
    Column(
        key="days", label=gettext_lazy("Ngày"), value=lambda one, about: one.course.days, cell=_days_cell,
        sortable=True, figure=True, width=8,
    ),
    Column(key="language", label=gettext_lazy("Dạy bằng"), value=_language, width=18),
    Column(
        key="fixed", label=gettext_lazy("Cố định"), unit=_MILLION, sortable=True, figure=True, width=14,
        value=lambda one, about: _in_millions(one.course.cost_fixed),
    ),
    Column(
        key="head", label=gettext_lazy("Một người"), unit=_MILLION, sortable=True, figure=True, width=15,
        value=lambda one, about: _in_millions(one.course.cost_per_head),
    ),
    Column(
        key="full", label=gettext_lazy("Đủ chỗ"), unit=_MILLION, value=lambda one, about: _in_millions(one.full_cost),
        sortable=True, figure=True, width=14,
    ),
)  # fmt: skip


def _group(one: Offer, about: About) -> str:
    total = about.sums[one.course.programme]
    said = ngettext(
        "%(n)s khoá, %(low)s–%(high)s chỗ, đủ chỗ hết %(cost)s triệu đồng",
        "%(n)s khoá, %(low)s–%(high)s chỗ, đủ chỗ hết %(cost)s triệu đồng",
        total.courses,
    ) % {
        "n": num(total.courses), "low": num(total.seats_min), "high": num(total.seats_max),
        "cost": millions(total.cost),
    }  # fmt: skip
    return format_html('{} <span class="meta">{}</span>', programme_label(one.course.programme), said)


LISTING = Listing(
    key="courses",
    title=gettext_lazy("Danh mục khoá"),
    columns=COLUMNS,
    filters={
        "programme": gettext_lazy("Chương trình"), "q": gettext_lazy("Có chữ"), "country": gettext_lazy("Nước"),
        "audience": gettext_lazy("Nhận nhóm đối tượng"), "field": gettext_lazy("Lĩnh vực"),
    },
    asks=("q", "country", "audience", "field"),
    export="web:courses_export",
    group=_group,
    per_page=500,
)  # fmt: skip


def totals(total: Sum) -> dict[str, str]:
    """What all lines add up to, in words, by column."""
    days = ngettext("%(n)s ngày", "%(n)s ngày", total.starts) % {"n": num(total.starts)}
    return {
        "code": ngettext("%(n)s khoá", "%(n)s khoá", total.courses) % {"n": num(total.courses)},
        "seats": f"{num(total.seats_min)}–{num(total.seats_max)}",
        "starts": days,
        "full": millions(total.cost),
    }
