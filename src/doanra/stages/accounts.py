"""Accounts: opened and changed by the operator or an administrator; a unit's account belongs to its unit."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from doanra.records.models import Account, Unit
from doanra.stages.acting import Actor, acting
from doanra.terms.refusal import Refused
from doanra.terms.words import Role


def put(
    username: str, *, full_name: str, role: Role, by: Actor, password: str | None = None, unit: Unit | None = None
) -> Account:
    """Opens an account or changes it. Refused: a new one without password, a weak password, a unit's without unit."""
    account = Account.objects.filter(username=username).first()
    if account is None and password is None:
        raise Refused("password_missing", f"Tài khoản mới “{username}” cần mật khẩu.")
    if (role is Role.UNIT) != (unit is not None):
        raise Refused("unit_of_account", "Tài khoản đơn vị cần một đơn vị, tài khoản khác thì không.")
    with acting("accounts.change", by=by, verb="accounts.change" if account else "accounts.open") as act:
        account = account or Account(username=username)
        account.full_name, account.role, account.unit = full_name, role.value, unit
        if password is not None:
            _strong(password, account)
            account.set_password(password)
        account.save()
        act.subject, act.detail = account, {"username": username, "role": role.value}
    return account


def _strong(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused("password_weak", " ".join(weak.messages), remedy="Dùng một câu dài, dễ nhớ, khó đoán.") from weak
