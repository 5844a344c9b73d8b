"""The list of people as it is declared: what is asked of it, its columns, what it adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doanra.policy import access
from doanra.records.models import Nomination, Participation, Person, Unit
from doanra.records.queries.people_list import ORDERS, STAYED, WENT, Known, Sums, Wanted
from doanra.records.sensitivity import sensitivity
from doanra.terms.words import Gender, Programme, Role
from doanra.web.lists.columns import Column, Value
from doanra.web.lists.forms import Choice, Ordered, Search, offer
from doanra.web.lists.listing import Listing
from doanra.web.templatetags.doanra import label, num, partial_date, programme_label


class WantedForm(forms.Form):
    """The filters of the list, all in the address; a value that is none is left out."""

    q = Search(gettext_lazy("Họ tên hoặc số định danh"))
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False, widget=Choice)
    year = forms.ChoiceField(label=gettext_lazy("Đề cử năm"), required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"), required=False)
    gender = forms.ChoiceField(label=gettext_lazy("Giới tính"), required=False)
    went = forms.ChoiceField(label=gettext_lazy("Khoá đã đi"), required=False)
    order = Ordered(ORDERS)

    def __init__(self, *args: Any, units: Sequence[Unit], years: Sequence[int], duty: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            unit=[(unit.slug, unit.short) for unit in units],
            year=[(str(year), str(year)) for year in years],
            programme=[(one.value, label(one)) for one in Programme],
            gender=[(one.value, label(one)) for one in Gender],
            went=[(WENT, _("Đã đi ít nhất một khoá")), (STAYED, _("Chưa đi khoá nào"))],
        )
        for name, (model, field) in _READ_FROM.items():
            if not access.reads(duty, sensitivity(model._meta.get_field(field))):
                del self.fields[name]  # who may not read it must not learn it by asking
        orders = [one.key for one in COLUMNS if one.sortable and one.open_to(duty)]
        self.fields["order"] = Ordered(orders)

    def wanted(self) -> Wanted:
        """What was asked for; parts that make no sense ask for nothing."""
        self.full_clean()
        asked = self.cleaned_data
        names = ("unit", "year", "programme", "gender", "went")
        return Wanted(
            text=asked.get("q", ""), order=asked.get("order") or "name", **{name: asked.get(name, "") for name in names}
        )


_READ_FROM: dict[str, tuple[Any, str]] = {"gender": (Person, "gender"), "went": (Participation, "title")}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the cells need to know of the page: what the reader may open."""

    duty: Role

    def may(self, act: str) -> bool:
        """Whether the reader may follow a link of that right."""
        return access.may(self.duty, act)


def _of(model: type[Person | Nomination | Participation], field: str) -> dict[str, Any]:
    return {"kept": sensitivity(model._meta.get_field(field))}


def _why(one: Nomination) -> str:
    return reverse("web:appraisals_why", args=(one.call.year, one.pk))


def _name_cell(one: Known, about: About) -> str:
    """The name, leading to what is known of the person, else to the newest nomination that may be seen."""
    if about.may("histories.see"):
        url = reverse("web:histories_person", args=(one.person.pk,))
    elif one.nominations and about.may("appraisals.see"):
        url = _why(one.nominations[0])
    else:
        return one.person.full_name
    return format_html('<a href="{}">{}</a>', url, one.person.full_name)


def _unit(one: Known, about: About) -> Value:
    unit = one.person.unit.short
    return f"{unit} ({_('nay là %(name)s') % {'name': one.unit_now}})" if one.unit_now else unit


def _unit_cell(one: Known, about: About) -> str:
    if not one.unit_now:
        return one.person.unit.short
    now = _("nay là %(name)s") % {"name": one.unit_now}
    return format_html('<div>{}<span class="meta under">{}</span></div>', one.person.unit.short, now)


def _post(one: Known, about: About) -> Value:
    newest = next(iter(one.nominations), None)
    return ", ".join(part for part in (newest.position, newest.workplace) if part) if newest else ""


def _years(one: Known, about: About) -> Value:
    return ", ".join(f"{each.call.year} {programme_label(each.programme).lower()}" for each in one.nominations)


def _years_cell(one: Known, about: About) -> str:
    said = [(each, f"{each.call.year} {programme_label(each.programme).lower()}") for each in one.nominations]
    if not about.may("appraisals.see"):
        return ", ".join(word for _each, word in said)
    return format_html_join(", ", '<a class="calm" href="{}">{}</a>', ((_why(each), word) for each, word in said))


def _doubtful_cell(one: Known, about: About) -> str:
    if not one.doubtful:
        return ""
    return format_html('<a class="calm" href="{}">{}</a>', reverse("web:people"), _("có cặp chờ xem"))


COLUMNS = (
    Column(
        key="name", label=gettext_lazy("Họ và tên"), value=lambda one, about: one.person.full_name, cell=_name_cell,
        sortable=True, always=True, width=26, **_of(Person, "full_name"),
    ),
    Column(
        key="birth", label=gettext_lazy("Ngày sinh"), value=lambda one, about: partial_date(one.person.birth) or None,
        sortable=True, width=12, **_of(Person, "birth"),
    ),
    Column(
        key="gender", label=gettext_lazy("Giới tính"), value=lambda one, about: label(one.person.gender, "gender"),
        width=10, **_of(Person, "gender"),
    ),
    Column(
        key="party", label=gettext_lazy("Ngày vào Đảng"), sortable=True, usual=False, width=14,
        value=lambda one, about: partial_date(one.person.party_joined) or None, **_of(Person, "party_joined"),
    ),
    Column(key="unit", label=gettext_lazy("Đơn vị"), value=_unit, cell=_unit_cell, sortable=True, width=28),
    Column(key="post", label=gettext_lazy("Chức vụ gần nhất"), value=_post, width=48, **_of(Nomination, "position")),
    Column(key="years", label=gettext_lazy("Đề cử các năm"), value=_years, cell=_years_cell, width=34),
    Column(
        key="courses", label=gettext_lazy("Khoá đã đi"), value=lambda one, about: one.courses, figure=True, width=10,
        **_of(Participation, "title"),
    ),
    Column(
        key="doubtful", label=gettext_lazy("Nghi trùng"), cell=_doubtful_cell, usual=False, right="people.see",
        value=lambda one, about: _("có cặp chờ xem") if one.doubtful else "", width=16,
    ),
)  # fmt: skip

LISTING = Listing(
    key="people",
    title=gettext_lazy("Người được đề cử qua các năm"),
    columns=COLUMNS,
    filters={
        "q": gettext_lazy("Có chữ"), "unit": gettext_lazy("Đơn vị"), "year": gettext_lazy("Đề cử năm"),
        "programme": gettext_lazy("Chương trình"), "gender": gettext_lazy("Giới tính"),
        "went": gettext_lazy("Khoá đã đi"),
    },
    asks=("q", "unit", "year", "programme", "gender", "went"),
    export="web:people_register_export",
)  # fmt: skip


def totals(sums: Sums) -> dict[str, str]:
    """What all lines add up to, in words, by column."""
    genders = ((label(Gender.MALE), sums.men), (label(Gender.FEMALE), sums.women))
    return {
        "name": ngettext("%(n)s người", "%(n)s người", sums.people) % {"n": num(sums.people)},
        "gender": "\n".join(f"{word}\u00a0{num(many)}" for word, many in genders if many),
        "unit": _("của %(n)s đơn vị") % {"n": num(sums.units)},
    }
