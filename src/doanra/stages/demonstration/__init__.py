"""The demonstration: units, titles, the year 2023 with its published counts, the open year 2027. Invented people."""

from __future__ import annotations

from django.db import transaction

from doanra.records.models import Call, Unit
from doanra.stages import posts, units
from doanra.stages.demonstration import year_2023, year_2027
from doanra.stages.demonstration.accounts import ACCOUNTS, PASSWORD, accounts_open, open_accounts
from doanra.terms.refusal import Refused

__all__ = ["ACCOUNTS", "PASSWORD", "accounts_open", "is_empty", "load", "open_accounts"]


def is_empty() -> bool:
    """Whether nothing was loaded or entered yet."""
    return not Call.objects.exists() and not Unit.objects.exists()


def load() -> None:
    """Loads all of it or nothing; years that exist are left as they are.

    Refused in an installation in earnest, one with a year of real people: the password of the accounts is public.
    """
    if Call.objects.filter(synthetic=False).exists():
        raise Refused(
            "in_earnest",
            "Cơ sở dữ liệu này có đợt đề cử thật; không nạp dữ liệu và tài khoản dùng thử vào đó.",
            remedy="Dùng thử ở một nơi khác, ví dụ đặt DOANRA_VAR là một thư mục mới.",
        )
    with transaction.atomic():
        units.load(by=None)
        posts.load(by=None)
        open_accounts()
        years = set(Call.objects.values_list("year", flat=True))
        if 2023 not in years:
            year_2023.load()
        if 2027 not in years:
            year_2027.load()
