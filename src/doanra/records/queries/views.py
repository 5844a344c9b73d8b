"""The kept views of a list that an account is offered. One query each."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doanra.records.models import Account, SavedView, ViewFor


def offered(account: Account, *, listing: str) -> list[SavedView]:
    """One's own, those for one's duty, those for all."""
    return list(reached(account).filter(listing=listing).select_related("owner"))


def reached(account: Account) -> QuerySet[SavedView]:
    """Every kept view that the account is offered, of any list."""
    for_duty = Q(audience=ViewFor.ROLE.value, role=account.role)
    return SavedView.objects.filter(Q(owner=account) | for_duty | Q(audience=ViewFor.ALL.value))
