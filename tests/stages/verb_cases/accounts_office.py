"""Verbs of who keeps accounts for others."""

from datetime import date

import factories
from django.utils import timezone

from doanra.records.models import Unit
from doanra.stages import accounts_office
from doanra.terms.words import Role

_AT, _LAST = timezone.now(), date(2026, 10, 1)


def _post(**more):
    return accounts_office.Post(role=Role.UNIT, unit=Unit.objects.get(slug="p-cao-bang"), **more)


def _opened(scene):
    return factories.account("chi.moi", role="unit", unit="p-cao-bang")


def _changed(own, by):
    accounts_office.change(
        own, full_name="Chị Chi", email="", post=_post(), seen=accounts_office.version(own), on=date(2026, 10, 1), by=by
    )


CASES = {
    "accounts_office.open_account": (
        "accounts.open", None,
        lambda s, by: accounts_office.open_account(
            "moi.nua", full_name="Mới", email="", post=_post(), on=date(2026, 10, 1), by=by
        ),
    ),
    "accounts_office.change": ("accounts.change", _opened, _changed),
    "accounts_office.end": (
        "accounts.end", _opened,
        lambda own, by: accounts_office.end(own, ends_on=_LAST, reason="nghỉ hưu", on=_LAST, by=by),
    ),
    "accounts_office.invite": (
        "accounts.invite", _opened, lambda own, by: accounts_office.invite(own, at=_AT, hours=1, by=by),
    ),
    "accounts_office.reset_factors": (
        "accounts.reset_factors", _opened, lambda own, by: accounts_office.reset_factors(own, reason="gặp mặt", by=by),
    ),
    "accounts_office.end_sessions": (
        "accounts.end_sessions", _opened, lambda own, by: accounts_office.end_sessions(own, by=by),
    ),
    "accounts_office.unlock": ("accounts.unlock", _opened, lambda own, by: accounts_office.unlock(own, by=by)),
}  # fmt: skip
