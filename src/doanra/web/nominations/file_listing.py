"""The list of units' files as it is declared: its columns, what narrows it, what can be done with many at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doanra.records.models import FileState, SourceFile, Unit
from doanra.records.queries.file_list import ORDERS, WITH_RETURNED, WITHOUT_UNIT, Sums, Wanted
from doanra.web.lists.columns import Column, Value
from doanra.web.lists.forms import Choice, Ordered, Search, offer
from doanra.web.lists.listing import Listing
from doanra.web.nominations.file_acts import ACTS
from doanra.web.templatetags.doanra import mark, num, vndate


class WantedForm(forms.Form):
    """The filters of the list, all in the address; a value that is none is left out."""

    q = Search(gettext_lazy("Tên tệp, số công văn, đơn vị"))
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False, widget=Choice)
    what = forms.ChoiceField(label=gettext_lazy("Cần xem"), required=False)
    state = forms.ChoiceField(required=False)
    order = Ordered(ORDERS)

    def __init__(self, *args: Any, senders: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            unit=[(unit.slug, unit.short) for unit in senders],
            what=[(WITH_RETURNED, _("Có dòng trả lại")), (WITHOUT_UNIT, _("Chưa rõ đơn vị"))],
            state=[(state.value, state_word(state.value)) for state in FileState],
        )

    def wanted(self) -> Wanted:
        """What was asked for; parts that make no sense ask for nothing."""
        self.full_clean()
        asked = self.cleaned_data
        names = ("unit", "what", "state", "order")
        return Wanted(text=asked.get("q", ""), **{name: asked.get(name, "") for name in names})


def state_word(state: str) -> str:
    """A state as the list says it: what is previewed waits."""
    return _("Chờ xem trước") if state == FileState.PREVIEW.value else _(FileState(state).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the cells need to know of the page: the year, and how many files wait and are done with."""

    year: int
    waiting: int
    done: int


_MARKS = {
    FileState.SAVED.value: "pass", FileState.REFUSED.value: "block", FileState.UNDONE.value: "same",
    FileState.DROPPED.value: "same",
}  # fmt: skip


def _name_cell(one: SourceFile, about: About) -> str:
    url = reverse("web:nominations_file", args=(about.year, one.pk))
    return format_html('<a href="{}">{}</a>', url, one.name)


def _state(one: SourceFile) -> tuple[str, str]:
    """The mark and the word of a file; of one that waits what keeps it from being taken."""
    if one.state != FileState.PREVIEW.value:
        return _MARKS[one.state], _(FileState(one.state).label)
    if one.unit_id is None:
        return "unknown", _("Chưa rõ đơn vị")
    return ("warn", _("Có dòng trả lại")) if one.rows_refused else ("note", _("Chờ nhận"))


def _letter(one: SourceFile, about: About) -> Value:
    return ", ".join(part for part in (one.letter_number, vndate(one.letter_date)) if part)


def _refused_cell(one: SourceFile, about: About) -> str:
    said = num(one.rows_refused)
    return format_html('<span class="t-block strong">{}</span>', said) if one.rows_refused else said


def _by(one: SourceFile, about: About) -> Value:
    return str(one.received_by) if one.received_by else _("người vận hành máy chủ")


def _at(one: SourceFile, about: About) -> datetime:
    return timezone.make_naive(one.received_at)


COLUMNS = (
    Column(
        key="name", label=gettext_lazy("Tệp"), value=lambda one, about: one.name, cell=_name_cell, always=True,
        sortable=True, width=48,
    ),
    Column(
        key="unit", label=gettext_lazy("Đơn vị"), value=lambda one, about: one.unit.short if one.unit else "",
        sortable=True, width=26,
    ),
    Column(key="letter", label=gettext_lazy("Công văn đến"), value=_letter, sortable=True, usual=False, width=26),
    Column(
        key="state", label=gettext_lazy("Trạng thái"), value=lambda one, about: _state(one)[1], sortable=True,
        cell=lambda one, about: mark(*_state(one)), width=18,
    ),
    Column(
        key="read", label=gettext_lazy("Đọc"), value=lambda one, about: one.rows_read, sortable=True, figure=True,
        width=8,
    ),
    Column(
        key="accepted", label=gettext_lazy("Nhận"), value=lambda one, about: one.rows_accepted, sortable=True,
        figure=True, width=8,
    ),
    Column(
        key="refused", label=gettext_lazy("Trả lại"), value=lambda one, about: one.rows_refused, cell=_refused_cell,
        sortable=True, figure=True, width=8,
    ),
    Column(
        key="unchanged", label=gettext_lazy("Không đổi"), value=lambda one, about: one.rows_unchanged, sortable=True,
        figure=True, width=10,
    ),
    Column(key="by", label=gettext_lazy("Người nhận"), value=_by, sortable=True, width=22),
    Column(key="at", label=gettext_lazy("Lúc"), value=_at, sortable=True, width=18),
    Column(
        key="hash", label=gettext_lazy("Mã băm"), value=lambda one, about: one.sha256, usual=False, width=20,
        cell=lambda one, about: format_html('<span class="src">{}</span>', one.sha256[:8]),
    ),
)  # fmt: skip


def _group(one: SourceFile, about: About) -> str:
    waits = one.state == FileState.PREVIEW.value
    said, many = (_("Chờ xem trước"), about.waiting) if waits else (_("Đã qua"), about.done)
    return format_html('{} <span class="num">{}</span>', said, num(many))


LISTING = Listing(
    key="files",
    title=gettext_lazy("Tệp của các đơn vị"),
    columns=COLUMNS,
    filters={
        "state": gettext_lazy("Trạng thái"), "q": gettext_lazy("Có chữ"), "unit": gettext_lazy("Đơn vị"),
        "what": gettext_lazy("Cần xem"),
    },
    asks=("q", "unit", "what"),
    export="web:nominations_files_export",
    pick=lambda one: (one.pk, one.name),
    group=_group,
    css=lambda one: "same" if one.state in (FileState.DROPPED.value, FileState.UNDONE.value) else "",
    acts=ACTS,
)  # fmt: skip


def totals(sums: Sums) -> dict[str, str]:
    """What all lines add up to, by column."""
    figures = {name: num(getattr(sums, name)) for name in ("read", "accepted", "refused", "unchanged")}
    return {
        "name": _("%(n)s tệp") % {"n": num(sums.files)},
        "unit": _("của %(n)s đơn vị") % {"n": num(sums.units)},
        **figures,
    }
