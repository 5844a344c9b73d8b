"""Tells people what happened to their own account: as a notice, and by mail at once where mail is switched on."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from doanra.records.models import Account, Notice, NoticeKind
from doanra.stages.notices.mailing import send
from doanra.stages.notices.making import mail_of

_FACTORS = {"totp": "ứng dụng mã", "webauthn": "khoá truy cập", "recovery_codes": "mã dự phòng"}
_SAY = {
    "accounts.factor_added": "Vừa thêm {factor} vào tài khoản của bạn.",
    "accounts.factor_removed": "Vừa bỏ {factor} khỏi tài khoản của bạn.",
    "accounts.codes_made": "Vừa lập mã dự phòng mới cho tài khoản của bạn; mã cũ hết hiệu lực.",
}


def tell(own: Account, say: str, *, note: str = "", page: str = "accounts_own", key: str = "") -> None:
    """Says something to the owner of an account, within the act that it tells of; ``key`` names it for ``was_told``.

    Such a notice comes whatever the account chose to get by mail: nobody should miss a change that is not his own.
    """
    at = timezone.localtime()
    told = Notice.objects.create(
        to=own,
        key=f"account:{key or secrets.token_hex(8)}",
        kind=NoticeKind.ACCOUNT.value,
        matter="accounts",
        say=say[:300],
        note=". ".join(part for part in (f"Lúc {at:%H:%M}", note) if part)[:300],
        address=reverse(f"web:{page}"),
        made_on=at.date(),
        mail=mail_of(own, wanted=True).value,
    )
    if told.mail == "waiting":
        transaction.on_commit(lambda: mail_soon.enqueue(at.date().isoformat()))


def tell_of_factor(own: Account, *, verb: str, kind: str) -> None:
    """Says that a second factor came, went, or was made anew."""
    tell(own, _SAY[verb].format(factor=_FACTORS.get(kind, kind)), page="accounts_own")


@task()
def mail_soon(on: str) -> None:
    """Sends what waits, without the round of the day."""
    send(on=date.fromisoformat(on), by=None)
