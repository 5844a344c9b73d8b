"""Mails about duties, as plain text: what, until when, where. In Vietnamese; no personal data beyond the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_SUBJECTS = {
    "assigned": "Việc mới: {say}",
    "before": "Còn 7 ngày: {say}",
    "today": "Đến hạn: {say}",
    "after": "Quá hạn: {say}",
    "superior": "{about} quá hạn: {say}",
    "account": "Tài khoản của bạn: {say}",
}
_OPENINGS = {
    "assigned": "Có việc mới dành cho bạn.",
    "before": "Việc này sắp đến hạn.",
    "today": "Việc này đến hạn.",
    "after": "Việc này đã quá hạn. Nếu chưa làm được, hãy báo người phụ trách.",
    "superior": "Việc này của {about} đã quá hạn và đã được nhắc. Hệ thống báo để bạn biết.",
    "account": "Tài khoản của bạn vừa có thay đổi. Nếu không phải bạn làm: đổi mật khẩu ngay và báo quản trị hệ thống.",
}
_FOOT = "\n\nThư này do hệ thống Đoàn Ra gửi. Chọn nhận hay không nhận thư ở trang Thông báo."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One duty in a mail; ``link`` is the whole address of its page."""

    say: str
    link: str
    note: str = ""
    until: date | None = None


def notice(kind: str, line: Line, *, to: str, on: date, about: str = "") -> tuple[str, str]:
    """Subject and body of one notice; ``about`` is whose duty it is, at a superior's; ``on`` the day of the mail."""
    subject = _SUBJECTS[kind].format(say=line.say, about=about)
    body = f"Kính gửi {to},\n\n{_OPENINGS[kind].format(about=about)}\n\n{_told(line, on=on)}{_FOOT}\n"
    return " ".join(subject.split()), body


def digest_subject(duties: int, *, on: date) -> str:
    """Subject of the mail of a day."""
    return f"{duties} việc đang chờ bạn, ngày {_day(on)}"


def digest(to: str, lines: Iterable[Line], *, on: date) -> str:
    """Body of the mail of a day: what is late first, then what waits, the most pressing first."""
    known = list(lines)
    late = [line for line in known if line.until is not None and line.until < on]
    rest = [line for line in known if line not in late]
    parts = [_part(f"QUÁ HẠN ({len(late)})", late, on=on), _part(f"ĐANG CHỜ ({len(rest)})", rest, on=on)]
    told = "\n\n".join(part for part in parts if part)
    return f"Kính gửi {to},\n\nĐến ngày {_day(on)}, những việc sau đang chờ bạn.\n\n{told}{_FOOT}\n"


def _part(head: str, lines: list[Line], *, on: date) -> str:
    return "\n\n".join([head, *(_told(line, on=on) for line in lines)]) if lines else ""


def _told(line: Line, *, on: date) -> str:
    until = f"\n  Hạn {_day(line.until)}{_left(line.until, on)}" if line.until else ""
    note = f"\n  {line.note}" if line.note else ""
    return f"- {line.say}{note}{until}\n  {line.link}"


def _left(until: date, on: date) -> str:
    days = (until - on).days
    if days == 0:
        return ", hôm nay"
    return f", còn {days} ngày" if days > 0 else f", quá {-days} ngày"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
