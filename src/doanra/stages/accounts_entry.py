"""What happens at the door: invitations accepted, people coming and going, second factors; each with its trace."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from doanra.records.models import Account, AccountInvitation
from doanra.records.queries import accounts as queries
from doanra.stages import recovery
from doanra.stages.accounts import set_strong
from doanra.stages.accounts_told import tell, tell_of_factor
from doanra.stages.acting import acting
from doanra.terms.refusal import NotAllowed, NotFound, Refused

AT_THE_DOOR = "người chưa đăng nhập"


def digest(token: str) -> str:
    """What is kept of a token; the token itself has 256 bits by chance, so that no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation(token: str, *, at: datetime, on: date) -> AccountInvitation:
    """The invitation that a link opens; NotFound once it is used, withdrawn, too old, or the post has ended."""
    found = AccountInvitation.objects.select_related("account").filter(digest=digest(token)).first()
    usable = found and not found.used_at and not found.withdrawn_at and found.expires_at > at
    if found is None or not usable or not queries.holds_post(found.account, on):
        raise NotFound(
            "invitation_gone",
            "Đường dẫn này không còn dùng được.",
            remedy="Mỗi đường dẫn dùng một lần và có hạn. Đề nghị người đã mời cấp đường dẫn mới.",
        )
    return found


def accept(token: str, *, password: str, at: datetime, on: date) -> Account:
    """Sets the password that the invited person chose; the link opens nothing afterwards, older sessions end."""
    found = invitation(token, at=at, on=on)
    account = found.account
    with acting("accounts.own", by=account, verb="accounts.accept") as act:
        once = AccountInvitation.objects.filter(pk=found.pk, used_at=None).update(used_at=at)
        if not once:
            raise NotFound(
                "invitation_gone", "Đường dẫn này vừa được dùng ở nơi khác.", remedy="Đăng nhập, hoặc xin cái mới."
            )
        act.watch(account)
        set_strong(password, account)
        account.save(update_fields=["password"])
        act.subject = account
        tell(account, "Mật khẩu của bạn vừa được đặt bằng đường dẫn mời.")
    return account


def entered(account: Account, *, way: str, address: str) -> None:
    """Writes down that somebody came in: ``way`` password, passkey or sign_on; ``address`` the machine's.

    Who came in from a place that was never seen, after failures, is told of it.
    """
    before = queries.entries_before(account)
    with acting("accounts.own", by=account, verb="accounts.enter") as act:
        act.subject, act.detail = account, {"entry": way, "address": address}
        if before.failures and before.places and address not in before.places:
            tell(
                account,
                f"Có lần đăng nhập từ nơi chưa từng thấy ({address}), sau {before.failures} lần sai.",
                note="Không phải bạn: kết thúc các phiên, đổi mật khẩu, báo quản trị hệ thống.",
                page="accounts_sessions",
            )


def stayed(session: str, *, at: datetime) -> None:
    """Remembers when a session was last used, for its owner to see; no act of anybody, so without a trace."""
    UserSession.objects.filter(session_key=session).update(last_seen_at=at)


def left(account: Account) -> None:
    """Writes down that somebody went."""
    with acting("accounts.own", by=account, verb="accounts.leave") as act:
        act.subject = account


def failed(username: str, *, address: str, verb: str = "accounts.fail") -> None:
    """Writes down a wrong password or code for an account that exists; names nobody has are left to django-axes."""
    account = Account.objects.filter(username__iexact=username).first()
    if account is None:
        return
    with acting("accounts.own", by=None, verb=verb) as act:
        act.called, act.subject, act.detail = AT_THE_DOOR, account, {"address": address}


def locked(username: str, *, address: str, hours: int, day: date) -> None:
    """Writes down that an account was locked after wrong passwords, and tells its owner; once a day for each place."""
    account = Account.objects.filter(username__iexact=username).first()
    key = f"locked:{day.isoformat()}:{address}"
    if account is None or queries.was_told(account, key):
        return
    with acting("accounts.own", by=None, verb="accounts.locked") as act:
        act.called, act.subject, act.detail = AT_THE_DOOR, account, {"address": address}
        tell(
            account,
            f"Sai mật khẩu nhiều lần từ {address}: nơi đó bị khoá {hours} giờ.",
            note="Không phải bạn: báo quản trị hệ thống.",
            key=key,
        )


def factor(own: Account, *, verb: str, kind: str, current: str) -> int:
    """Writes down that a second factor or recovery codes were added, taken away or made anew.

    All sessions but the ``current`` one (its key) end; how many.
    """
    with acting("accounts.own", by=own, verb=verb) as act:
        others = list(queries.sessions_of(own).exclude(session_key=current))
        for session in others:
            session.end()
        act.subject, act.detail = own, {"factor": kind, **({"sessions": len(others)} if others else {})}
        tell_of_factor(own, verb=verb, kind=kind)
    return len(others)


def seal_codes(own: Account, *, codes: Sequence[str]) -> None:
    """Keeps of the recovery codes, once they were shown, digests alone: from then on nothing here can tell them."""
    with acting("accounts.own", by=own, verb="accounts.codes_seen") as act:
        stored = Authenticator.objects.select_for_update().get(user=own, type=Authenticator.Type.RECOVERY_CODES)
        stored.data = {"migrated_codes": recovery.sealed(codes), "viewed_at": stored.data.get("viewed_at")}
        stored.save(update_fields=["data"])
        act.subject = own


def link(mail: str, *, provider: str, subject: str, claims: dict[str, Any], on: date) -> SocialAccount:
    """Links an identity of the single sign-on to the one account to which the office gave its confirmed mail address.

    NotAllowed where there is none, or it is linked to another identity: nobody opens an account for himself.
    """
    account = queries.confirmed_owner(mail) if mail else None
    if account is None or not queries.holds_post(account, on):
        raise NotAllowed(
            "sign_on_unknown",
            "Chưa có tài khoản nào ở đây dành cho bạn." if mail else "Nơi đăng nhập chưa xác nhận thư điện tử của bạn.",
            remedy="Đề nghị văn phòng Cơ quan Thường trực mở tài khoản với đúng địa chỉ thư điện tử công vụ của bạn.",
        )
    if SocialAccount.objects.filter(user=account, provider=provider).exists():
        raise NotAllowed(
            "sign_on_other",
            "Tài khoản của bạn ở đây đã nối với một danh tính khác.",
            remedy="Nếu danh tính của bạn đã đổi: đề nghị quản trị hệ thống gỡ danh tính cũ.",
        )
    return link_own(account, provider=provider, subject=subject, claims=claims)


def link_own(own: Account, *, provider: str, subject: str, claims: dict[str, Any]) -> SocialAccount:
    """Links an identity to the account of who shows both: logged in here, and at the provider."""
    with acting("accounts.own", by=own, verb="accounts.sign_on_linked") as act:
        if SocialAccount.objects.filter(provider=provider, uid=subject).exists():
            raise Refused("sign_on_taken", "Danh tính này đã nối với một tài khoản khác ở đây.")
        made = SocialAccount.objects.create(user=own, provider=provider, uid=subject, extra_data=claims)
        act.changed(own, before={"sign_on": None}, after={"sign_on": provider})
        act.subject, act.detail = own, {"provider": provider}
        tell(own, "Tài khoản của bạn vừa được nối với đăng nhập một lần.")
    return made
