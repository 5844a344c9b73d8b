"""An event as a line that people read: the act, what it was about with its address, what was noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doanra.records.models import Call, Course, Event, Nomination, Person, Plan, PlanningRun, PostTitle, SourceFile
from doanra.records.queries.trail import Subject
from doanra.web.frame import address
from doanra.web.plans.sentences import plan_name
from doanra.web.trail.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event; ``url`` is "" where what it was about has no page or is gone."""

    event: Event
    say: str
    about: str
    url: str
    noted: str


def by_day(
    shown: Sequence[Event], subjects: Mapping[Subject, models.Model], *, names: bool
) -> list[tuple[date, list[Line]]]:
    """The lines under the day in Viet Nam on which they happened; ``names``: the reader may know who was nominated."""
    lines = [_line(event, subjects, names=names) for event in shown]
    return [(day, list(own)) for day, own in groupby(lines, key=lambda line: timezone.localdate(line.event.at))]


def _line(event: Event, subjects: Mapping[Subject, models.Model], *, names: bool) -> Line:
    subject = subjects.get((event.subject, event.subject_id or 0))
    about, url = _about(subject, names=names) if subject is not None else ("", "")
    if not (names or isinstance(subject, Call)):
        url = ""  # who may not see nominees has none of these pages
    return Line(event=event, say=say(event.verb), about=about, url=url, noted=_noted(event.detail))


def _about(subject: models.Model, *, names: bool) -> tuple[str, str]:
    match subject:
        case Call():
            return gettext("năm %(year)s") % {"year": subject.year}, address("web:year", subject.year)
        case Course():
            return f"{subject.code} {subject.topic}", address("web:courses", subject.call.year)
        case Nomination():
            if not names:
                return gettext("một đề cử"), ""
            return subject.person.full_name, address("web:appraisals_why", subject.call.year, subject.pk)
        case Person():
            return (subject.full_name if names else gettext("một người")), ""
        case Plan():
            return plan_name(subject), address("web:plans_board", subject.call.year, subject.pk)
        case PlanningRun():
            said = gettext("lần chạy %(number)s") % {"number": subject.pk}
            return said, address("web:plans_run", subject.call.year, subject.pk)
        case PostTitle():
            return f"“{subject.pattern}”", address("web:posts_change", subject.pk)
        case SourceFile():
            return subject.name, address("web:nominations_file", subject.call.year, subject.pk)
    return "", ""


_NOTES: dict[str, Promise] = {
    "absorbed": _("hồ sơ được gộp vào"),
    "accepted": _("nhận"),
    "after": _("sau"),
    "based_on": _("từ bản"),
    "before": _("trước"),
    "bytes": _("số byte"),
    "changed": _("đổi"),
    "code": _("mã"),
    "columns": _("số cột"),
    "course": _("khoá"),
    "courses": _("số khoá"),
    "document": _("văn bản"),
    "file": _("tệp"),
    "files": _("số tệp"),
    "form": _("dạng"),
    "header": _("tiêu đề cột"),
    "kind": _("loại"),
    "letter": _("công văn"),
    "meaning": _("nghĩa"),
    "moved": _("đi theo"),
    "nominations": _("số đề cử"),
    "note": _("ghi chú"),
    "on": _("ngày"),
    "open_evidence": _("còn chưa rõ"),
    "pattern": _("chức danh"),
    "other": _("hồ sơ kia"),
    "pairs": _("số cặp"),
    "people": _("số hồ sơ"),
    "person": _("người"),
    "read": _("dòng đọc"),
    "refused": _("trả lại"),
    "rule": _("điều kiện"),
    "seated": _("chỗ đã xếp"),
    "seed": _("số gieo"),
    "sha256": _("mã băm"),
    "state": _("trạng thái"),
    "time_limit": _("giây"),
    "titles": _("số chức danh"),
    "unchanged": _("không đổi"),
    "unit": _("đơn vị"),
    "units": _("đơn vị"),
    "version": _("bản số"),
}
_MOST = 12


_KEPT_BACK = frozenset({"outcome"})
"""What a paper says of a person is read on the person's page, by those who may."""


def _noted(detail: dict[str, Any]) -> str:
    shown = {name: value for name, value in detail.items() if name not in _KEPT_BACK and value != ""}
    return " · ".join(f"{_NOTES.get(name, name)}: {_value(value)}" for name, value in shown.items())


def _value(value: Any) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return gettext("có") if value else gettext("không")
        case dict():
            return "; ".join(f"{name} {_value(one)}" for name, one in value.items())
        case list():
            shown = ", ".join(_value(one) for one in value[:_MOST])
            return shown + (gettext(" và %(n)s nữa") % {"n": len(value) - _MOST} if len(value) > _MOST else "")
    return str(value)
