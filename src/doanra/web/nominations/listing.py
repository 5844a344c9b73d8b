"""The list of nominees as it is declared: its columns, what narrows it, what can be done with many rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doanra.policy import access
from doanra.records.models import Eligibility, Nomination, NominationState, Person
from doanra.records.queries.nominations import Nominee, Sums
from doanra.records.sensitivity import sensitivity
from doanra.terms.words import Role
from doanra.web.lists.columns import Column, Value
from doanra.web.lists.listing import Listing
from doanra.web.nominations.bulk import ACTS
from doanra.web.templatetags.doanra import icon, label, mark, num, partial_date, programme_label

_MARKS = {
    Eligibility.ELIGIBLE.value: "pass", Eligibility.UNKNOWN.value: "unknown", Eligibility.NOT_ELIGIBLE.value: "block",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the cells need to know of the page: the year, units as now or as then, what the reader may open."""

    year: int
    by_now: bool
    duty: Role

    def may(self, act: str) -> bool:
        """Whether the reader may follow a link of that right."""
        return access.may(self.duty, act)


def _of(model: type[Person | Nomination], field: str) -> dict[str, Any]:
    return {"kept": sensitivity(model._meta.get_field(field))}


def name_cell(one: Nominee, about: About) -> str:
    """The name, leading to what the rules say of him where the reader may open that."""
    name = one.nomination.person.full_name
    if not about.may("appraisals.see"):
        return name
    url = reverse("web:appraisals_why", args=(about.year, one.nomination.pk))
    return format_html('<a href="{}">{}</a>', url, name)


def _birth(one: Nominee, about: About) -> Value:
    born = one.nomination.person.birth
    return partial_date(born) if born else None


def post(one: Nominee, about: About) -> Value:
    """The post and where, with a word where it could not be read."""
    where = ", ".join(part for part in (one.nomination.position, one.nomination.workplace) if part)
    return f"{where} ({_('chưa đọc được hết')})" if one.nomination.post_unread else where


def _post_cell(one: Nominee, about: About) -> str:
    where = ", ".join(part for part in (one.nomination.position, one.nomination.workplace) if part)
    if not one.nomination.post_unread:
        return where
    say = _("chưa đọc được hết")
    return format_html('<div>{}<span class="meta under">{} {}</span></div>', where, icon("unknown"), say)


def _unit_parts(one: Nominee, about: About) -> tuple[str, str]:
    if not one.unit_now:
        return one.unit_then, ""
    if about.by_now:
        return one.unit_now, _("khi đó: %(name)s") % {"name": one.unit_then}
    return one.unit_then, _("nay là %(name)s") % {"name": one.unit_now}


def _unit(one: Nominee, about: About) -> Value:
    unit, also = _unit_parts(one, about)
    return f"{unit} ({also})" if also else unit


def _unit_cell(one: Nominee, about: About) -> str:
    unit, also = _unit_parts(one, about)
    return format_html('<div>{}<span class="meta under">{}</span></div>', unit, also) if also else unit


def _programme(one: Nominee, about: About) -> Value:
    named, language = programme_label(one.nomination.programme), label(one.nomination.language, "language")
    return f"{named}, {language}" if language else named


def _programme_cell(one: Nominee, about: About) -> str:
    named, language = programme_label(one.nomination.programme), label(one.nomination.language, "language")
    return format_html('<div>{}<span class="meta under">{}</span></div>', named, language) if language else named


def _state(one: Nominee) -> tuple[str, str]:
    """The mark and the word of where a nomination stands."""
    if one.withdrawn:
        return "same", _("Đơn vị đã rút")
    if one.returned:
        return "unknown", _("Trả lại đơn vị")
    if not one.standing:
        return "note", _("Chưa thẩm định")
    return _MARKS[one.standing], _(Eligibility(one.standing).label)


def _standing(one: Nominee, about: About) -> Value:
    return _state(one)[1]


def _standing_cell(one: Nominee, about: About) -> str:
    drawn = mark(*_state(one))
    if not one.standing or one.withdrawn or one.returned or not about.may("appraisals.see"):
        return drawn
    url = reverse("web:appraisals_why", args=(about.year, one.nomination.pk))
    return format_html('<a class="calm" href="{}">{}</a>', url, drawn)


def _source(one: Nominee, about: About) -> Value:
    row = one.nomination.row
    if row and row.file.receipt_number is not None:
        return row.file.name
    return f"{_('Dòng %(row)s') % {'row': row.row}}, {row.file.name}" if row else one.nomination.source


def _source_cell(one: Nominee, about: About) -> str:
    row = one.nomination.row
    if row is None:
        return one.nomination.source
    if (receipt := row.file.receipt_number) is not None:
        if not about.may("forms.see"):
            return row.file.name
        url = reverse("web:forms_receipt", args=(about.year, receipt))
        return format_html('<a class="calm" href="{}">{}</a>', url, row.file.name)
    place = _("Dòng %(row)s") % {"row": row.row}
    if about.may("files.see"):
        url = reverse("web:nominations_file", args=(about.year, row.file_id))
        place = format_html('<a class="calm" href="{}">{}</a>', url, place)
    return format_html(
        '<div>{}<span class="meta under" title="{}">{}</span></div>', place, row.file.name, row.file.name
    )


def _of_state(one: Nominee, about: About) -> Value:
    return _(NominationState(one.nomination.state).label)


COLUMNS = (
    Column(
        key="name", label=gettext_lazy("Họ và tên"), value=lambda one, about: one.nomination.person.full_name,
        cell=name_cell, sortable=True, always=True, width=26, **_of(Person, "full_name"),
    ),
    Column(key="birth", label=gettext_lazy("Ngày sinh"), value=_birth, sortable=True, width=12, **_of(Person, "birth")),
    Column(
        key="gender", label=gettext_lazy("Giới tính"),
        value=lambda one, about: label(one.nomination.person.gender, "gender"), usual=False, width=10,
        **_of(Person, "gender"),
    ),
    Column(
        key="party", label=gettext_lazy("Ngày vào Đảng"),
        value=lambda one, about: partial_date(one.nomination.person.party_joined) or None, usual=False, width=14,
        **_of(Person, "party_joined"),
    ),
    Column(
        key="position", label=gettext_lazy("Chức vụ"), value=post, cell=_post_cell, sortable=True, width=48,
        **_of(Nomination, "position"),
    ),
    Column(key="unit", label=gettext_lazy("Đơn vị"), value=_unit, cell=_unit_cell, sortable=True, width=28),
    Column(
        key="programme", label=gettext_lazy("Chương trình"), value=_programme, cell=_programme_cell, sortable=True,
        width=20,
    ),
    Column(
        key="priority", label=gettext_lazy("Ưu tiên"), value=lambda one, about: one.nomination.priority, sortable=True,
        figure=True, width=9,
    ),
    Column(
        key="band", label=gettext_lazy("Bậc"), value=lambda one, about: one.nomination.band, sortable=True, figure=True,
        usual=False, width=8,
    ),
    Column(
        key="audience", label=gettext_lazy("Nhóm đối tượng"),
        value=lambda one, about: label(one.nomination.audience, "audience"), usual=False, width=36,
    ),
    Column(
        key="field", label=gettext_lazy("Lĩnh vực"), value=lambda one, about: label(one.nomination.field, "field"),
        usual=False, width=30,
    ),
    Column(
        key="standing", label=gettext_lazy("Thẩm định"), value=_standing, cell=_standing_cell, sortable=True, width=20,
        right="appraisals.see",
    ),
    Column(key="state", label=gettext_lazy("Trạng thái"), value=_of_state, usual=False, width=16),
    Column(key="source", label=gettext_lazy("Nguồn"), value=_source, cell=_source_cell, width=40),
)  # fmt: skip

LISTING = Listing(
    key="nominations",
    title=gettext_lazy("Danh sách đề cử"),
    columns=COLUMNS,
    export="web:nominations_export",
    asks=("q", "unit", "kind", "standing"),
    filters={
        "programme": gettext_lazy("Chương trình"),
        "q": gettext_lazy("Có chữ"),
        "unit": gettext_lazy("Đơn vị"),
        "kind": gettext_lazy("Loại đơn vị"),
        "standing": gettext_lazy("Thẩm định"),
    },
    pick=lambda one: (one.nomination.pk, one.nomination.person.full_name),
    css=lambda one: "same" if one.withdrawn or one.returned else "",
    acts=ACTS,
)


def _listed(parts: Iterable[tuple[str, int]]) -> str:
    """Words with their numbers, a line each."""
    return "\n".join(f"{word} {num(many)}".replace(" ", "\u00a0") for word, many in parts if many)


def totals(sums: Sums) -> dict[str, str]:
    """What all lines add up to, in words, by column."""
    programmes = _listed((programme_label(key), many) for key, many in sums.programmes.items())
    verdicts = _listed((label(Eligibility(key)), many) for key, many in sums.verdicts.items())
    return {
        "name": _("%(n)s đề cử, %(people)s người") % {"n": num(sums.lines), "people": num(sums.people)},
        "unit": _("của %(n)s đơn vị") % {"n": num(sums.units)},
        "programme": programmes,
        "standing": verdicts,
    }
