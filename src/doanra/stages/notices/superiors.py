"""Whom a duty that stays undone is told to: the superior, or who stands above one whose post ended, or the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from doanra.records.models import Account
from doanra.terms.words import Role


@dataclass(frozen=True, slots=True)
class Superiors:
    """``holding`` are the accounts that hold a post, by key; ``above_of`` says of every account who is above it."""

    holding: dict[int, Account]
    above_of: dict[int, int | None]

    @classmethod
    def of(cls, holding: Iterable[Account]) -> Superiors:
        """One query."""
        return cls({one.pk: one for one in holding}, dict(Account.objects.order_by().values_list("pk", "superior_id")))

    def above(self, account: Account) -> Account | None:
        """Who is told; None where nobody was ever set above the account.

        Somebody whose post ended is passed over. Where the way up ends it is the head of the office, else its clerk.
        """
        key, seen = account.superior_id, {account.pk}
        if key is None:
            return None
        while key is not None and key not in seen:
            if key in self.holding:
                return self.holding[key]
            seen.add(key)
            key = self.above_of.get(key)
        return self._office(but=account)

    def _office(self, *, but: Account) -> Account | None:
        others = [one for one in self.holding.values() if one.pk != but.pk]
        for role in (Role.CHIEF, Role.OFFICE):
            found = [one for one in others if one.duty is role]
            if found:
                return min(found, key=lambda one: one.pk)
        return None
