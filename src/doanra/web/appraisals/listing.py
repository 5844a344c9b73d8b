"""The list of verdicts as it is declared: its columns and what narrows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doanra.records.models import Appraisal, Eligibility, Nomination, Person
from doanra.records.queries.appraisals import Appraised
from doanra.records.sensitivity import sensitivity
from doanra.web.lists.columns import Column, Value
from doanra.web.lists.listing import Listing
from doanra.web.nominations.bulk import ACTS
from doanra.web.templatetags.appraised import standing_mark
from doanra.web.templatetags.doanra import icon, label, partial_date, programme_label


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the cells need to know of the page: the year, units as now or as then, titles of rules, the rule asked."""

    year: int
    by_now: bool
    titles: Mapping[str, str]
    rule: str


def _of(model: type[Person | Nomination | Appraisal], field: str) -> dict[str, Any]:
    return {"kept": sensitivity(model._meta.get_field(field))}


def _name_cell(one: Appraised, about: About) -> str:
    url = reverse("web:appraisals_why", args=(about.year, one.nomination.pk))
    return format_html('<a href="{}">{}</a>', url, one.nomination.person.full_name)


def _birth(one: Appraised, about: About) -> Value:
    born = one.nomination.person.birth
    return partial_date(born) if born else None


def _unit_parts(one: Appraised, about: About) -> tuple[str, str]:
    if not one.unit_now:
        return one.unit, ""
    if about.by_now:
        return one.unit_now, _("khi đó: %(name)s") % {"name": one.unit}
    return one.unit, _("nay là %(name)s") % {"name": one.unit_now}


def _unit(one: Appraised, about: About) -> Value:
    unit, also = _unit_parts(one, about)
    return f"{unit} · {also}" if also else unit


def _programme(one: Appraised, about: About) -> Value:
    named, language = programme_label(one.nomination.programme), label(one.nomination.language, "language")
    return f"{named}, {language}" if language else named


def _programme_cell(one: Appraised, about: About) -> str:
    language = label(one.nomination.language, "language")
    named = programme_label(one.nomination.programme)
    return format_html('{}<span class="meta under">{}</span>', named, language) if language else named


def _standing(one: Appraised, about: About) -> Value:
    return _(Eligibility(one.standing).label) if one.standing else _("Chưa thẩm định")


def _titles(rules: tuple[str, ...], about: About) -> str:
    return "; ".join(about.titles.get(rule, rule) for rule in rules)


def _in_question(one: Appraised, about: About) -> Value:
    stopped, open_ = _titles(one.not_met, about), _titles(one.unknown, about)
    parts = [_("không đạt: %(rules)s") % {"rules": stopped}] if stopped else []
    return ". ".join([*parts, _("chưa rõ: %(rules)s") % {"rules": open_}] if open_ else parts)


def _in_question_cell(one: Appraised, about: About) -> str:
    if not one.not_met and not one.unknown:
        return ""
    many = len(one.unknown)
    if one.not_met:
        stopped = format_html(
            '<span class="t-block stop">{} {}</span>', icon("block", _("Không đạt:")), _titles(one.not_met, about)
        )
        also = ngettext("và %(k)s điều chưa rõ", "và %(k)s điều chưa rõ", many) % {"k": many} if many else ""
        return format_html('<div>{}<span class="meta under">{}</span></div>', stopped, also)
    if about.rule in one.unknown:
        also = ngettext("trong %(k)s điều chưa rõ", "trong %(k)s điều chưa rõ", many) % {"k": many}
        return format_html(
            '<div><span class="t-unknown stop">{} {}</span><span class="meta under">{}</span></div>',
            icon("unknown", _("Chưa rõ:")), about.titles.get(about.rule, about.rule), also,
        )  # fmt: skip
    return format_html(
        '<div><details class="fold-away"><summary>{}</summary><ul class="titles-in">{}</ul></details></div>',
        ngettext("%(k)s điều chưa rõ", "%(k)s điều chưa rõ", many) % {"k": many},
        format_html_join("", "<li>{}</li>", ((about.titles.get(rule, rule),) for rule in one.unknown)),
    )


COLUMNS = (
    Column(
        key="name", label=gettext_lazy("Họ và tên"), value=lambda one, about: one.nomination.person.full_name,
        cell=_name_cell, sortable=True, always=True, width=26, **_of(Person, "full_name"),
    ),
    Column(key="birth", label=gettext_lazy("Ngày sinh"), value=_birth, sortable=True, width=12, **_of(Person, "birth")),
    Column(
        key="position", label=gettext_lazy("Chức vụ"), value=lambda one, about: one.nomination.position, sortable=True,
        width=48, **_of(Nomination, "position"),
    ),
    Column(key="unit", label=gettext_lazy("Đơn vị"), value=_unit, sortable=True, width=28),
    Column(
        key="programme", label=gettext_lazy("Chương trình"), value=_programme, cell=_programme_cell, sortable=True,
        width=20,
    ),
    Column(
        key="priority", label=gettext_lazy("Ưu tiên"), value=lambda one, about: one.nomination.priority, sortable=True,
        figure=True, usual=False, width=9,
    ),
    Column(
        key="band", label=gettext_lazy("Bậc"), value=lambda one, about: one.nomination.band, sortable=True, figure=True,
        usual=False, width=8,
    ),
    Column(
        key="standing", label=gettext_lazy("Kết luận"), value=_standing,
        cell=lambda one, about: standing_mark(one.standing), sortable=True, width=20, **_of(Appraisal, "standing"),
    ),
    Column(
        key="stopped", label=gettext_lazy("Vướng ở"), value=_in_question, cell=_in_question_cell, width=60,
        **_of(Appraisal, "not_met"),
    ),
    Column(
        key="on", label=gettext_lazy("Xét cho ngày"), usual=False, width=14,
        value=lambda one, about: one.nomination.appraisal.on if one.standing else None,
    ),
)  # fmt: skip

LISTING = Listing(
    key="appraisals",
    title=gettext_lazy("Kết quả thẩm định"),
    columns=COLUMNS,
    export="web:appraisals_export",
    anchor="#narrowed",
    asks=("q", "standing", "rule", "verdict", "unit"),
    filters={
        "programme": gettext_lazy("Chương trình"),
        "q": gettext_lazy("Có chữ"),
        "standing": gettext_lazy("Kết luận"),
        "rule": gettext_lazy("Vướng ở"),
        "verdict": gettext_lazy("Mức vướng"),
        "unit": gettext_lazy("Đơn vị"),
    },
    falls_with={"rule": ("verdict",)},
    pick=lambda one: (one.nomination.pk, one.nomination.person.full_name),
    acts=ACTS,
)
