"""Accounts: opened and changed by the operator or an administrator; a unit's account belongs to its unit."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from doanra.policy import access
from doanra.records.models import Account, Unit
from doanra.stages import soundness
from doanra.stages.acting import Actor, acting
from doanra.terms.refusal import Refused
from doanra.terms.words import Role

LABELS = {"username": "tên đăng nhập", "full_name": "họ và tên", "role": "vai trò", "email": "thư điện tử"}


def put(
    username: str,
    *,
    role: Role,
    by: Actor,
    full_name: str = "",
    password: str | None = None,
    unit: Unit | None = None,
) -> Account:
    """Opens an account or changes it; an empty ``full_name`` leaves the one that stands, a new account takes its own.

    Refused: a new one without password, a weak password, a unit's without unit, a name that no account can have.
    """
    known = Account.objects.filter(username=username).first()
    with acting("accounts.change", by=by, verb="accounts.change" if known else "accounts.open") as act:
        if known is None and password is None:
            raise Refused("password_missing", f"Tài khoản mới “{username}” cần mật khẩu.")
        if access.of_unit(role) != (unit is not None):
            raise Refused("unit_of_account", "Tài khoản đơn vị cần một đơn vị, tài khoản khác thì không.")
        account = known or Account(username=username, full_name=username)
        if known:
            act.watch(account)
        else:
            act.added(account)
        account.full_name = full_name.strip() or account.full_name
        account.role, account.unit = role.value, unit
        if password is not None:
            set_strong(password, account)
        if faults := soundness.faults(account, labels=LABELS):
            raise Refused("account_wrong", f"Tài khoản “{username}”: {'; '.join(faults)}.", remedy="Ví dụ: le.thu.ha.")
        account.save()
        act.subject, act.detail = account, {"username": username, "role": role.value}
    return account


def set_strong(password: str, account: Account) -> None:
    """Gives the account the password, not yet stored; Refused, with what is wrong, if it is weak."""
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused("password_weak", " ".join(weak.messages), remedy="Dùng một câu dài, dễ nhớ, khó đoán.") from weak
    account.set_password(password)
