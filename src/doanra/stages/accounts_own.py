"""What people do with their own account: name, mail address, password, sessions, forms that a session left behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress

from doanra.records.models import Account, KeptForm
from doanra.records.queries import accounts as queries
from doanra.stages import soundness
from doanra.stages.accounts import LABELS, set_strong
from doanra.stages.accounts_told import tell
from doanra.stages.acting import acting
from doanra.terms.refusal import NotFound, Refused

KEPT_FOR = timedelta(hours=24)
MOST_KEPT = 5
"""Forms for one account; an older one gives way."""
MOST_TYPED = 256 * 1024
"""Characters of one form; a longer one is not kept."""
_LONGEST = 500  # characters of an address, as its column has it


def rename(own: Account, *, full_name: str, email: str) -> None:
    """Changes one's own name and mail address. An address that the office did not give opens no single sign-on."""
    with acting("accounts.own", by=own, verb="accounts.rename") as act:
        act.watch(own)
        other = email.strip().lower() != own.email.lower()
        own.full_name, own.email = full_name.strip(), email.strip()
        if faults := soundness.faults(own, labels=LABELS):
            raise Refused("account_wrong", f"{'; '.join(faults)}.", remedy="Ví dụ: Lê Thu Hà, ha.le@example.vn.")
        if other and own.email and queries.mail_is_taken(own.email, but=own):
            raise Refused("mail_taken", f"Thư điện tử “{own.email}” đã thuộc một tài khoản khác.")
        own.save(update_fields=["full_name", "email"])
        if other:
            EmailAddress.objects.filter(user=own).delete()
        act.subject = own
        if other:
            tell(own, "Địa chỉ thư điện tử của tài khoản bạn vừa được đổi.")


def choose_password(own: Account, *, password: str) -> None:
    """Sets one's own password; who asks has shown the present one."""
    with acting("accounts.own", by=own, verb="accounts.password") as act:
        act.watch(own)
        set_strong(password, own)
        own.save(update_fields=["password"])
        act.subject = own
        tell(own, "Mật khẩu của bạn vừa được đổi.")


def end_other_sessions(own: Account, *, current: str) -> int:
    """Ends all sessions of one's own but the current one (its key); how many."""
    with acting("accounts.own", by=own, verb="accounts.end_own_sessions") as act:
        others = list(queries.sessions_of(own).exclude(session_key=current))
        for session in others:
            session.end()
        act.subject, act.detail = own, {"sessions": len(others)}
    return len(others)


def end_session(own: Account, *, session: int) -> None:
    """Ends one session of one's own; NotFound for another's."""
    with acting("accounts.own", by=own, verb="accounts.end_own_sessions") as act:
        found = queries.sessions_of(own).filter(pk=session).first()
        if found is None:
            raise NotFound("no_session", "Không có phiên này.", remedy="Có thể nó vừa hết hạn. Xem lại danh sách.")
        found.end()
        act.subject, act.detail = own, {"sessions": 1}


def keep_form(
    own: Account,
    *,
    path: str,
    page: str,
    fields: Sequence[tuple[str, str]],
    files: Sequence[str],
    at: datetime,
) -> KeptForm | None:
    """Keeps what somebody typed when the session had ended; None where there is nothing, or too much of it."""
    typed = sum(len(name) + len(value) for name, value in fields)
    if not fields or typed > MOST_TYPED or len(path) > _LONGEST:
        return None
    with acting("accounts.own", by=own, verb="accounts.keep_form") as act:
        kept = KeptForm.objects.create(
            account=own,
            path=path,
            page=page[:_LONGEST],
            fields=[list(one) for one in fields],
            files=list(files),
            kept_at=at,
        )
        stay = KeptForm.objects.filter(account=own, kept_at__gt=at - KEPT_FOR).values_list("pk", flat=True)[:MOST_KEPT]
        KeptForm.objects.filter(account=own).exclude(pk__in=list(stay)).delete()
        act.subject, act.detail = own, {"page": path}
    return kept


def kept_form(own: Account, *, pk: int, at: datetime) -> KeptForm:
    """A form that was kept for the account; NotFound for another's or one too old."""
    found = KeptForm.objects.filter(account=own, pk=pk, kept_at__gt=at - KEPT_FOR).first()
    if found is None:
        raise NotFound(
            "no_kept_form",
            "Không còn biểu mẫu nào được giữ ở đây.",
            remedy="Biểu mẫu gửi lúc phiên đã hết chỉ được giữ 24 giờ, và chỉ cho người đã gõ.",
        )
    return found


def drop_form(own: Account, *, pk: int) -> None:
    """Forgets a kept form: it was sent again, or is not wanted."""
    with acting("accounts.own", by=own, verb="accounts.drop_form") as act:
        gone: tuple[int, dict[str, Any]] = KeptForm.objects.filter(account=own, pk=pk).delete()
        act.subject, act.detail = own, {"forms": gone[0]}
