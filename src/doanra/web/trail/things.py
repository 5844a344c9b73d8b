"""What a thing of the trail is called, and its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from doanra.records import models
from doanra.web.frame import address
from doanra.web.plans.sentences import plan_name

Said = tuple[str, str]
"""Its name, and the address of its page or ""."""


def said(thing: Model, *, names: bool) -> Said:
    """``names``: the reader may know who was nominated; without, people and their files are not named."""
    own = _SAID.get(type(thing))
    if own is None:
        return "", ""
    hidden = _HIDDEN.get(type(thing))
    return (_(hidden), "") if hidden and not names else own(thing)


def _course(one: models.Course) -> Said:
    return f"{one.code} {one.topic}", address("web:courses", one.call.year)


def _nomination(one: models.Nomination) -> Said:
    return one.person.full_name, address("web:appraisals_why", one.call.year, one.pk)


def _run(one: models.PlanningRun) -> Said:
    return _("lần chạy %(number)s") % {"number": one.pk}, address("web:plans_run", one.call.year, one.pk)


def _delegation(one: models.Delegation) -> Said:
    code = one.course.code
    return _("đoàn %(code)s") % {"code": code}, address("web:delegations_detail", one.course.call.year, code)


def _opinion(one: models.Opinion) -> Said:
    return f"{one.person.full_name} ({one.request.body.short})", ""


_SAID: dict[type[Model], Callable[[Any], Said]] = {
    models.Account: lambda one: (str(one), ""),
    models.Call: lambda one: (_("năm %(year)s") % {"year": one.year}, address("web:year", one.year)),
    models.AppraisingBody: lambda one: (one.short, address("web:bodies")),
    models.Consultation: lambda one: (str(one), address("web:consultations_list", one.call.year, one.pk)),
    models.Course: _course,
    models.Delegation: _delegation,
    models.HistoryFile: lambda one: (one.name, address("web:histories_file", one.pk)),
    models.Need: lambda one: (f"{one.task} ({one.unit.short})", address("web:calls_need", one.call.year, one.pk)),
    models.Nomination: _nomination,
    models.Opinion: _opinion,
    models.OpinionRequest: lambda one: (one.body.short, ""),
    models.Person: lambda one: (one.full_name, address("web:histories_person", one.pk)),
    models.Plan: lambda one: (plan_name(one), address("web:plans_board", one.call.year, one.pk)),
    models.PlanningRun: _run,
    models.PostTitle: lambda one: (f"“{one.pattern}”", address("web:posts_change", one.pk)),
    models.RequiredPaper: lambda one: (one.name, ""),
    models.SourceFile: lambda one: (one.name, address("web:nominations_file", one.call.year, one.pk)),
    models.Unit: lambda one: (one.short, address("web:units_unit", one.slug)),
}
_HIDDEN: dict[type[Model], str] = {
    models.HistoryFile: "một tệp",
    models.Nomination: "một đề cử",
    models.Opinion: "một ý kiến",
    models.Person: "một người",
    models.SourceFile: "một tệp",
}
