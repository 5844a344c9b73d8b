"""The rules in force on a chosen day: each value with its clause, how sure it is, since when; and the targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from doanra.policy import parameters, programmes, rules
from doanra.policy.parameters import Dated, Edition, Targets
from doanra.policy.rules import Rule
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme
from doanra.web.appraisals.forms import DayInput
from doanra.web.appraisals.reasons import due_by_departure
from doanra.web.asking import Request, asks
from doanra.web.frame import today
from doanra.web.templatetags.doanra import label, programme_label

PERIODS = ((2022, 2025), (2026, 2030))


class DayForm(forms.Form):
    """The day for which the rules are shown."""

    on = forms.DateField(label=gettext_lazy("Quy định có hiệu lực vào ngày"), required=False, widget=DayInput)


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as it stands for some programmes; ``dated`` None where no seen text sets it."""

    rule: Rule
    programmes: str
    value: str
    dated: Dated | None
    blocks: bool
    waivable: bool

    @property
    def due_later(self) -> bool:
        """Whether its paper is due before departure only."""
        return self.rule.id in due_by_departure()

    @property
    def note(self) -> str:
        """The note of the value, unless the value says it already."""
        note = self.dated.note if self.dated else ""
        return "" if note.startswith(self.value) else note


@dataclass(frozen=True, slots=True)
class Period:
    """Targets of a period: the total as the text states it, and the sum of its parts."""

    years: str
    targets: Targets
    parts: tuple[tuple[str, int], ...]
    said: str


@require_GET
@asks("home.see")
def policy(request: Request) -> HttpResponse:
    """The page; ``?on=`` chooses the day, else it is today."""
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today()})
    day = (form.cleaned_data["on"] if form.is_valid() else None) or today()
    edition, refused = _edition(day)
    context = {
        "form": form,
        "day": day,
        "edition": edition,
        "refused": refused,
        "editions": parameters.editions(),
        "groups": [(one, programmes.of(one), _lines(one, on=day)) for one in Programme] if edition else [],
        "common": _common(on=day) if edition else [],
        "periods": [_period(*years) for years in PERIODS],
    }
    return render(request, "policy/index.html", context)


def _edition(day: date) -> tuple[Edition | None, Refused | None]:
    try:
        return parameters.edition(day), None
    except Refused as refused:
        return None, refused


def _lines(programme: Programme, *, on: date) -> list[Line]:
    """The rules that differ from programme to programme: those whose value is the programme's own."""
    uses = programmes.of(programme).rules
    own = [use for use in uses if "{programme}" in rules.registry()[use.rule].basis or _is_alone(use.rule)]
    return [_line(use.rule, [programme], blocks=use.blocks, on=on) for use in own]


def _common(*, on: date) -> list[Line]:
    """The rules that stand alike in all programmes."""
    uses = programmes.of(Programme.SHORT).rules
    alike = [use for use in uses if "{programme}" not in rules.registry()[use.rule].basis and not _is_alone(use.rule)]
    return [_line(use.rule, list(Programme), blocks=use.blocks, on=on) for use in alike]


def _is_alone(rule: str) -> bool:
    """Whether only some programmes name the rule."""
    return not all(rule in {use.rule for use in programmes.of(one).rules} for one in Programme)


def _line(rule_id: str, where: Iterable[Programme], *, blocks: bool, on: date) -> Line:
    rule, named = rules.registry()[rule_id], list(where)
    dated = parameters.find(rule.basis_for(named[0]), on=on)
    waivable = parameters.find("general.waivable", on=on)
    return Line(
        rule=rule,
        programmes=", ".join(programme_label(one) for one in named),
        value=_value(rule_id, dated),
        dated=dated,
        blocks=blocks,
        waivable=bool(waivable and rule_id in waivable.value),
    )


def _value(rule: str, dated: Dated | None) -> str:
    if dated is None:
        return _("chưa thấy văn bản nào quy định")
    if isinstance(dated.value, list):
        return ", ".join(map(str, dated.value))
    if isinstance(dated.value, bool):
        return _("phải bảo đảm")
    forms_of = {
        "months_left": _("ít nhất %(value)s tháng"),
        "twice_a_year": _("nhiều nhất %(value)s lần"),
        "short_once": _("nhiều nhất %(value)s lần"),
        "discipline": _("không bị từ %(value)s trở lên"),
    }
    return forms_of.get(rule, "%(value)s") % {"value": dated.value}


def _period(first: int, last: int) -> Period:
    targets = parameters.targets(first)
    order = (Programme.MEDIUM, Programme.SHORT, Programme.LANGUAGE)
    numbers = [targets.parts[one] for one in order]
    figures = {"parts": " + ".join(map(str, numbers)), "sum": sum(numbers), "total": targets.total}
    equal = sum(numbers) == targets.total
    form = _("%(parts)s = %(sum)s, đúng như văn bản ghi") if equal else _("%(parts)s = %(sum)s, văn bản ghi %(total)s")
    parts = tuple((label(one), targets.parts[one]) for one in order)
    return Period(f"{first}–{last}", targets, parts, form % figures)
