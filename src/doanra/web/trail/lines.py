"""An event as a line that people read: the act, what it was about with its address, what was noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doanra.policy import access
from doanra.records.facts import PAPERS
from doanra.records.models import Call, Did, Event
from doanra.records.queries import stories
from doanra.records.queries.asked_fields import FIELDS as SEEN_FIELDS
from doanra.records.queries.stories import Touches
from doanra.records.queries.trail import Subject
from doanra.stages import trail as taking
from doanra.stages.nominating.answers import FIELDS as FORM_FIELDS
from doanra.terms.words import Programme, Role, Sensitivity
from doanra.web.templatetags.doanra import num
from doanra.web.trail import things
from doanra.web.trail.changes import Line as ChangeLine
from doanra.web.trail.changes import Reader, dated, did_word, told
from doanra.web.trail.fields import kind_word
from doanra.web.trail.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event; ``url`` is "" where what it was about has no page or is gone.

    ``who`` has the duty in which somebody acted, ``body`` for whom; ``counts`` says how many things of each kind were
    touched where ``changes`` does not tell them all, ``more`` how many changes stand on the page of the act alone.
    """

    event: Event
    say: str
    who: str
    body: str
    about: str
    url: str
    noted: str
    changes: list[ChangeLine]
    more: int
    counts: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that lines are made from: what the events are about, what they touched, what the reader may see."""

    subjects: Mapping[Subject, models.Model]
    touched: Mapping[int, Touches]
    reader: Reader
    names: bool
    brief: bool


def by_day(events: Sequence[Event], shown: Shown) -> list[tuple[date, list[Line]]]:
    """The lines under the day in Viet Nam on which they happened."""
    lines = [line(event, shown) for event in events]
    return [(day, list(own)) for day, own in groupby(lines, key=lambda one: timezone.localdate(one.event.at))]


def prepared(
    events: Sequence[Event],
    subjects: Mapping[Subject, models.Model],
    *,
    role: Role,
    only: Q | None = None,
    brief: bool = False,
) -> Shown:
    """Reads what the lines of these events need; ``only``: of what they touched, what belongs to one story.

    ``brief``: several things of one act are counted, not told.
    """
    names = access.may(role, "nominations.see")
    touched = stories.touches(events, vetting=access.reads(role, Sensitivity.VETTING), only=only)
    known = taking.with_loads(thing for one in touched.values() for thing in one.things)
    reader = Reader(role, known, names=names)
    return Shown(subjects, touched, reader, names, brief)


def line(event: Event, shown: Shown) -> Line:
    """One event as a line."""
    subject = shown.subjects.get((event.subject, event.subject_id or 0))
    about, url = things.said(subject, names=shown.names) if subject is not None else ("", "")
    if not (shown.names or isinstance(subject, Call)):
        url = ""  # who may not see nominees has none of these pages
    touches, most = shown.touched.get(event.pk), _MOST if shown.brief else _MOST_OF_ONE
    changes = told(touches.things, shown.reader, whole=not shown.brief) if touches else []
    return Line(
        event=event,
        say=say(event.verb),
        who=who(event),
        body=for_whom(event),
        about=about,
        url=url,
        noted=_noted(event, names=shown.names),
        changes=changes[:most],
        more=max(len(changes) - most, 0),
        counts="" if touches is None or changes else counted(touches),
    )


def who(event: Event) -> str:
    """Who acted, in which duty."""
    role = gettext(Role(event.role).label).lower() if event.role in set(Role) else ""
    return f"{event.by_name} ({role})" if role else event.by_name


def for_whom(event: Event) -> str:
    """For which body."""
    return ", ".join(one.short for one in (event.body, event.unit) if one is not None)


def counted(touches: Touches) -> str:
    """How many things of each kind, and what was done to them: "thêm 20 đề cử; sửa 3 người"."""
    said = [
        " ".join(part for part in (did_word(did), str(num(many)), kind_word(kind)) if part)
        for (kind, did), many in sorted(touches.counts.items())
        if did != Did.ABOUT.value
    ]
    return "; ".join(said)


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
    "added": _("thêm"),
    "bodies": _("cơ quan"),
    "body": _("cơ quan"),
    "due_on": _("hạn"),
    "left": _("còn lại"),
    "list": _("danh sách"),
    "reason": _("lý do"),
    "removed": _("bỏ"),
    "renewed": _("chép lại"),
    "signer": _("người ký"),
    "times": _("lần thứ"),
    "way": _("cách ghi"),
    "fields": _("mục"),
    "field": _("mục"),
    "due": _("hạn"),
    "paper": _("giấy tờ"),
    "rows": _("số dòng"),
    "name": _("tên"),
    "year": _("năm"),
    "wanted": _("điều lọc"),
    "until": _("đến"),
    "username": _("tên đăng nhập"),
    "role": _("vai trò"),
    "seats": _("số chỗ"),
    "scenario": _("kịch bản"),
    "saved": _("đã lưu"),
    "sent": _("đã gửi"),
    "failed": _("không gửi được"),
    "settled": _("đã xong"),
    "digests": _("số thư"),
    "assigned": _("việc mới"),
    "today": _("đến hạn"),
    "superior": _("báo cấp trên"),
    "each": _("mỗi thông báo một thư"),
    "daily": _("mỗi ngày một thư"),
    "country": _("nước"),
    "day": _("ngày"),
    "revision": _("lần sửa"),
    "clerk_submits": _("người soạn được nộp"),
    "papers_limited": _("hạn giấy tờ chặn việc thêm tệp"),
    "address": _("địa chỉ máy"),
    "entry": _("vào bằng"),
    "factor": _("yếu tố"),
    "forms": _("số biểu mẫu"),
    "page": _("trang"),
    "provider": _("nơi đăng nhập chung"),
    "sessions": _("số phiên"),
}
_SAID: dict[str, Any] = {
    "one": _("từng người"),
    "many": _("nhiều người một lúc"),
    "sheet": _("bằng tệp đã nạp"),
    **{one.value: _(one.label) for kind in (Programme, Role) for one in kind},
}
_ENTRIES: dict[str, Promise] = {
    "password": _("mật khẩu"),
    "passkey": _("khoá truy cập"),
    "sign_on": _("đăng nhập một lần"),
    "totp": _("ứng dụng mã"),
    "webauthn": _("khoá truy cập"),
    "recovery_codes": _("mã dự phòng"),
}
"""Ways into an account, and its factors, as the verbs note them."""
_MOST = 6
_MOST_OF_ONE = 60
_MOST_NAMED = 12
"""Changes of an act that a line tells: on the list of all acts, and in the story of one thing."""


_KEPT_BACK = frozenset({"after", "before", "changed", "held", "outcome"})
"""What a paper says of a person is read by those who may; what changed is told by field, beside; digests by nobody."""
_OF_PEOPLE = frozenset({"absorbed", "file", "name", "note", "other", "person", "reason", "signer"})
"""What an administrator, who sees no dossiers, is not told."""


def _noted(event: Event, *, names: bool) -> str:
    detail = event.detail
    beside = {"unit", "units"} if event.unit else set()
    beside |= {"body", "bodies"} if event.body else set()
    beside |= {"list"} if event.subject == "consultation" else set()
    beside |= {"file"} if event.subject in ("sourcefile", "historyfile") else set()  # said by what it is about
    back = (
        beside
        | _KEPT_BACK
        | ({"document"} if detail.get("kind") == "vetting" else set())
        | (set() if names else _OF_PEOPLE)
    )
    shown = {name: value for name, value in detail.items() if name not in back and value != ""}
    if shown.get("kind") in PAPERS:
        shown["kind"] = gettext(PAPERS[shown["kind"]])
    if isinstance(shown.get("fields"), list):
        shown["fields"] = [_field(one) for one in shown["fields"]]
    for name in ("programme", "role", "way"):
        if shown.get(name) in _SAID:
            shown[name] = str(_SAID[shown[name]])
    for name in ("entry", "factor"):
        if shown.get(name) in _ENTRIES:
            shown[name] = str(_ENTRIES[shown[name]])
    return " · ".join(f"{_NOTES.get(name, name)}: {_value(value)}" for name, value in shown.items())


def _field(name: Any) -> str:
    """A field of a form or of a list that a body is shown, as people call it."""
    label = {**SEEN_FIELDS, **FORM_FIELDS}.get(str(name))
    return gettext(label) if label else str(name)


def _value(value: Any) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return gettext("có") if value else gettext("không")
        case dict():
            return "; ".join(f"{name} {_value(one)}" for name, one in value.items())
        case list():
            shown = ", ".join(_value(one) for one in value[:_MOST_NAMED])
            rest = len(value) - _MOST_NAMED
            return shown + (gettext(" và %(n)s nữa") % {"n": rest} if rest > 0 else "")
    return dated(str(value))
