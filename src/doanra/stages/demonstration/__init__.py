"""The demonstration: units, titles, the year 2023 with its published counts, the open year 2027. Invented people."""

from __future__ import annotations

from doanra.records.models import Call, Unit
from doanra.stages import posts, units
from doanra.stages.demonstration import year_2023, year_2027
from doanra.stages.demonstration.accounts import ACCOUNTS, PASSWORD, accounts_open, open_accounts

__all__ = ["ACCOUNTS", "PASSWORD", "accounts_open", "is_empty", "load", "open_accounts"]


def is_empty() -> bool:
    """Whether nothing was loaded or entered yet."""
    return not Call.objects.exists() and not Unit.objects.exists()


def load() -> None:
    """Loads all of it. Meant for an empty installation; years that exist are left as they are."""
    units.load(by=None)
    posts.load(by=None)
    open_accounts()
    years = set(Call.objects.values_list("year", flat=True))
    if 2023 not in years:
        year_2023.load()
    if 2027 not in years:
        year_2027.load()
