"""Accounts as the office and administrators keep them: open, invite, change, end. No one learns another's password."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures

from doanra.policy import access
from doanra.records.models import Account, AccountInvitation, AppraisingBody, Person, Unit
from doanra.records.queries import accounts as queries
from doanra.stages import soundness
from doanra.stages.accounts import LABELS
from doanra.stages.accounts_entry import digest
from doanra.stages.accounts_told import tell
from doanra.stages.acting import OPERATOR, Act, Actor, acting, role_of
from doanra.terms.refusal import NotAllowed, Refused, Stale
from doanra.terms.words import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What an account is for. ``ends_on`` is the last day of the post."""

    role: Role
    unit: Unit | None = None
    body: AppraisingBody | None = None
    person: Person | None = None
    superior: Account | None = None
    ends_on: date | None = None


def open_account(username: str, *, full_name: str, email: str, post: Post, on: date, by: Actor) -> Account:
    """Opens an account without a password: its person comes in by an invitation, or by the single sign-on.

    Refused: a name that is taken or that no account can have, a post without what it needs; NotAllowed: a role that is
    not the actor's to open.
    """
    with _on(None, post.role, verb="accounts.open", by=by) as act:
        if Account.objects.filter(username__iexact=username.strip()).exists():
            raise Refused("username_taken", f"Đã có tài khoản “{username}”.", remedy="Chọn tên khác, ví dụ le.thu.ha2.")
        account = Account(username=username.strip())
        account.set_unusable_password()
        _fill(account, full_name=full_name, email=email, post=post, on=on)
        account.save()
        act.added(account)
        act.subject = account
        _confirm(account)
    return account


def change(account: Account, *, full_name: str, email: str, post: Post, seen: str, on: date, by: Actor) -> None:
    """Changes the name, mail address and post of another's account. Stale if it changed since ``seen``."""
    with _on(account, post.role, verb="accounts.change", by=by) as act:
        if seen != version(account):
            raise Stale(
                "account_changed",
                f"Tài khoản “{account.username}” vừa được người khác sửa.",
                remedy="Xem lại giá trị mới rồi sửa tiếp; nhật ký nói ai đã sửa.",
            )
        act.watch(account)
        other = email.strip().lower() != account.email.lower()
        _fill(account, full_name=full_name, email=email, post=post, on=on)
        account.save()
        if other:
            _confirm(account)
            tell(account, "Địa chỉ thư điện tử của tài khoản bạn vừa được đổi.", note=f"Người đổi: {by or OPERATOR}.")
        act.subject = account


def end(account: Account, *, ends_on: date, reason: str, on: date, by: Actor) -> None:
    """Ends the rights of an account with the last day of its post; one before ``on``, today, ends its sessions too."""
    with _on(account, account.duty, verb="accounts.end", by=by) as act:
        if not reason.strip():
            raise Refused("reason_missing", "Cần lý do cho thôi nhiệm vụ.", remedy="Ví dụ: nghỉ hưu theo QĐ 12-QĐ/TU.")
        act.watch(account)
        account.ends_on = ends_on
        account.save(update_fields=["ends_on"])
        AccountInvitation.objects.filter(account=account, used_at=None).delete()
        if ends_on < on:
            _end_sessions(account)
        act.subject, act.ground, act.detail = account, reason.strip(), {"on": ends_on.isoformat()}


def invite(account: Account, *, at: datetime, hours: int, by: Actor) -> str:
    """A token for the link by which the account's person sets a password: once, within so many hours.

    Also the way back for who forgot the password. An older link opens nothing any more.
    """
    with _on(account, account.duty, verb="accounts.invite", by=by) as act:
        if not queries.holds_post(account, at.date()):
            raise Refused(
                "post_ended", f"Nhiệm vụ của “{account}” đã kết thúc.", remedy="Sửa ngày thôi nhiệm vụ rồi mời lại."
            )
        AccountInvitation.objects.filter(account=account, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
        token = secrets.token_urlsafe(32)
        until = at + timedelta(hours=hours)
        AccountInvitation.objects.create(
            account=account, digest=digest(token), made_at=at, made_by=by, expires_at=until
        )
        if account.has_usable_password():
            tell(
                account,
                "Vừa có đường dẫn đặt lại mật khẩu cho tài khoản của bạn.",
                note=f"Người cấp: {by or OPERATOR}.",
            )
        act.changed(account, before={"open_until": None}, after={"open_until": until.isoformat(timespec="minutes")})
        act.subject = account
    return token


def reset_factors(account: Account, *, reason: str, by: Actor) -> None:
    """Takes away all second factors of an account whose person lost them, and ends its sessions."""
    with _on(account, account.duty, verb="accounts.reset_factors", by=by) as act:
        if not reason.strip():
            raise Refused(
                "reason_missing",
                "Cần ghi đã xác minh người này bằng cách nào.",
                remedy="Ví dụ: gặp trực tiếp ngày 3/10, đối chiếu thẻ cán bộ.",
            )
        gone = Authenticator.objects.filter(user=account)
        kinds = sorted(gone.values_list("type", flat=True))
        gone.delete()
        _end_sessions(account)
        act.changed(account, before={"factors": kinds}, after={"factors": []})
        tell(account, "Yếu tố thứ hai của tài khoản bạn vừa được gỡ.", note=f"Người gỡ: {by or OPERATOR}.")
        act.subject, act.ground = account, reason.strip()


def end_sessions(account: Account, *, by: Actor) -> int:
    """Ends all sessions of another's account; how many there were."""
    with _on(account, account.duty, verb="accounts.end_sessions", by=by) as act:
        ended = _end_sessions(account)
        act.changed(account, before={"sessions": ended}, after={"sessions": 0})
        act.subject, act.detail = account, {"sessions": ended}
    return ended


def unlock(account: Account, *, by: Actor) -> None:
    """Lets an account try again that was locked after wrong passwords."""
    with _on(account, account.duty, verb="accounts.unlock", by=by) as act:
        forget_failures(username=account.username)
        act.subject = account


def version(account: Account) -> str:
    """What of an account can be changed, as a digest: by it a change meanwhile is noticed."""
    told: tuple[Any, ...] = (
        account.full_name, account.email, account.role, account.unit_id, account.body_id, account.person_id,
        account.superior_id, account.ends_on,
    )  # fmt: skip
    return digest(repr(told))[:16]


@contextmanager
def _on(account: Account | None, role: Role, *, verb: str, by: Actor) -> Iterator[Act]:
    """One act upon another's account: of a role that the actor opens, before and after, and not the actor's own."""
    with acting("accounts.invite", by=by, verb=verb) as act:
        for one in {role, account.duty if account else role}:
            if not access.opens(role_of(by), one):
                raise NotAllowed(
                    "not_yours_to_open",
                    f"Tài khoản của bạn không mở, không sửa được tài khoản có vai trò “{one.label}”.",
                    remedy="Văn phòng lo tài khoản của đơn vị, trưởng đoàn, người được cử đi; còn lại là quản trị.",
                )
        if by is not None and account is not None and by.pk == account.pk:
            raise Refused("own_account", "Không tự sửa nhiệm vụ của mình.", remedy="Đề nghị một quản trị khác.")
        yield act


def _fill(account: Account, *, full_name: str, email: str, post: Post, on: date) -> None:
    account.full_name, account.email = full_name.strip() or account.username, email.strip()
    account.role, account.ends_on = post.role.value, post.ends_on
    account.unit, account.body, account.person, account.superior = post.unit, post.body, post.person, post.superior
    if wrong := _misfit(account, post, on):
        raise Refused("post_wrong", wrong)
    if account.email and queries.mail_is_taken(account.email, but=account if account.pk else None):
        raise Refused("mail_taken", f"Thư điện tử “{account.email}” đã thuộc một tài khoản khác.")
    if faults := soundness.faults(account, labels=LABELS):
        raise Refused("account_wrong", f"{'; '.join(faults)}.", remedy="Ví dụ: le.thu.ha, Lê Thu Hà, ha.le@example.vn.")


def _misfit(account: Account, post: Post, on: date) -> str:
    """What a post lacks or has too much of; "" where it is whole."""
    if access.of_unit(post.role) != (post.unit is not None):
        return "Tài khoản đơn vị cần một đơn vị, tài khoản khác thì không."
    if (post.role is Role.APPRAISER) != (post.body is not None):
        return "Tài khoản thẩm định cần một cơ quan phối hợp, tài khoản khác thì không."
    if (post.role in (Role.HEAD, Role.PARTICIPANT)) != (post.person is not None):
        return "Trưởng đoàn và người được cử đi cần một người trong hồ sơ, tài khoản khác thì không."
    if post.unit is not None and post.unit.valid_to is not None and post.unit.valid_to < on:
        return f"Đơn vị {post.unit.short} đã thôi hoạt động. Chọn đơn vị nối tiếp."
    if post.superior is not None and post.superior.pk == account.pk:
        return "Cấp trên phải là một người khác."
    return ""


def _confirm(account: Account) -> None:
    """The address is one that the office gave: by it the single sign-on knows the account."""
    EmailAddress.objects.filter(user=account).delete()
    if account.email:
        EmailAddress.objects.filter(email__iexact=account.email).delete()
        EmailAddress.objects.create(user=account, email=account.email.lower(), verified=True, primary=True)


def _end_sessions(account: Account) -> int:
    sessions = list(queries.sessions_of(account))
    for session in sessions:
        session.end()
    return len(sessions)
