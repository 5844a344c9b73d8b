"""What a verb notes with its act, in words: each note's name, and values that are not figures or dates."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doanra.records.facts import PAPERS
from doanra.records.models import AbsenceAnswer, Event
from doanra.records.queries.asked_fields import FIELDS as SEEN_FIELDS
from doanra.stages.nominating.answers import FIELDS as FORM_FIELDS
from doanra.terms.words import Programme, Role
from doanra.web.trail.changes import dated
from doanra.web.trail.fields import kind_word
from doanra.web.trail.words import say

NOTES: dict[str, Promise] = {
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
    "answer": _("trả lời"),
    "at": _("lúc"),
    "by": _("người làm"),
    "cancelled": _("khoá bỏ"),
    "changes": _("số thay đổi"),
    "drafts": _("số bản nháp"),
    "elsewhere": _("đã ở nơi khác"),
    "entries": _("số bút toán"),
    "events": _("số việc"),
    "from": _("từ"),
    "made_so": _("số điều đã đặt"),
    "matched": _("tìm ra người"),
    "number": _("bước số"),
    "offer": _("cách số"),
    "plan": _("phương án số"),
    "programme": _("chương trình"),
    "receipt": _("giấy biên nhận"),
    "repair": _("lần tìm cách sửa số"),
    "restored": _("trở lại như trước"),
    "run": _("lần tính số"),
    "source": _("nguồn"),
    "to": _("đến"),
    "undone": _("việc được hoàn tác"),
    "verb": _("việc"),
    "withdrawn": _("đã rút"),
}
"""Names of notes. A test holds that none is without its word."""
_SAID: dict[str, Any] = {
    "one": _("từng người"),
    "many": _("nhiều người một lúc"),
    "sheet": _("bằng tệp đã nạp"),
    **{one.value: _(one.label) for kind in (AbsenceAnswer, Programme, Role) for one in kind},
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
_MOST = 12


_KEPT_BACK = frozenset({"after", "before", "changed", "held", "outcome"})
"""What a paper says of a person is read by those who may; what changed is told by field, beside; digests by nobody."""
_OF_PEOPLE = frozenset({"absorbed", "file", "name", "note", "other", "person", "reason", "signer"})
"""What an administrator, who sees no dossiers, is not told."""


def noted(event: Event, *, names: bool) -> str:
    """What the verb noted beside who, when, for whom and what changed; ``names``: the reader sees who was nominated."""
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
    if isinstance(shown.get("drafts"), list):
        shown["drafts"] = len(shown["drafts"])
    for name in ("undone", "verb"):
        if name in shown:
            shown[name] = say(str(shown[name]))
    if isinstance(shown.get("fields"), list):
        shown["fields"] = [_field(one) for one in shown["fields"]]
    for name in ("answer", "programme", "role", "way"):
        if shown.get(name) in _SAID:
            shown[name] = str(_SAID[shown[name]])
    for name in ("entry", "factor"):
        if shown.get(name) in _ENTRIES:
            shown[name] = str(_ENTRIES[shown[name]])
    return " · ".join(f"{NOTES.get(name, name)}: {_value(value)}" for name, value in shown.items())


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
            return "; ".join(f"{kind_word(name)} {_value(one)}" for name, one in value.items())
        case list():
            shown = ", ".join(_value(one) for one in value[:_MOST])
            rest = len(value) - _MOST
            return shown + (gettext(" và %(n)s nữa") % {"n": rest} if rest > 0 else "")
    return dated(str(value))
