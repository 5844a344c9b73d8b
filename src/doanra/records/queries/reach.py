"""On whose matters an account acts, as filters: the rows out of reach are not there for it, in lists, counts and files.

Every query that a page, a command or the API shows goes through one of these. The rule is `policy.access.reach`.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from doanra.policy import access
from doanra.policy.access import Reach
from doanra.records.models import Account, ListedPerson, Member, Nomination, OpinionRequest, RequestState
from doanra.records.queries.lineage import Lineage

NOTHING = Q(pk__in=())
EVERYTHING = Q()


def units(account: Account | None, *, lineage: Lineage | None = None) -> frozenset[int] | None:
    """Ids of the units whose matters the account acts on; None for all. At most two queries."""
    where = access.reach(account.duty if account else None)
    if where is Reach.ALL:
        return None
    if account is None or where is not Reach.UNIT or account.unit_id is None:
        return frozenset()
    return (lineage or Lineage()).under(account.unit_id)


def people(account: Account | None, *, lineage: Lineage | None = None) -> Q:
    """Filter of ``Person``: all, those of the own units or nominated by them, those on a list that the own body is
    asked about, those of the delegation that one leads, oneself."""
    where = access.reach(account.duty if account else None)
    if account is None or where is Reach.ALL:
        return EVERYTHING
    if where is Reach.UNIT:
        own = units(account, lineage=lineage) or frozenset()
        return Q(unit__in=own) | Q(pk__in=Nomination.objects.filter(unit__in=own).values("person"))
    if where is Reach.BODY:
        return Q(pk__in=_asked_about(account, "person"))
    return _of_self_or_group(account, where, person="pk")


def nominations(account: Account | None, *, lineage: Lineage | None = None) -> Q:
    """Filter of ``Nomination``, by the same reach."""
    where = access.reach(account.duty if account else None)
    if account is None or where is Reach.ALL:
        return EVERYTHING
    if where is Reach.UNIT:
        return Q(unit__in=units(account, lineage=lineage) or frozenset())
    if where is Reach.BODY:
        return Q(pk__in=_asked_about(account, "nomination"))
    return _of_self_or_group(account, where, person="person")


def delegations(account: Account | None) -> Q:
    """Filter of ``Delegation``: all, the one that one leads, the one that one goes with. Units see none as a whole."""
    where = access.reach(account.duty if account else None)
    if account is None or where is Reach.ALL:
        return EVERYTHING
    if account.person_id is None:
        return NOTHING
    if where is Reach.GROUP:
        return Q(leader=account.person_id)
    return Q(members__person=account.person_id) if where is Reach.SELF else NOTHING


def _asked_about(account: Account, what: str) -> Any:
    """Ids of those whom the account's body is asked about, by requests that were not withdrawn."""
    asked = ListedPerson.objects.filter(
        opinions__request__in=OpinionRequest.objects.filter(body=account.body_id).exclude(
            state=RequestState.WITHDRAWN.value
        )
    )
    return asked.exclude(**{what: None}).values(what)


def _of_self_or_group(account: Account, where: Reach, *, person: str) -> Q:
    if account.person_id is None:
        return NOTHING
    own = Q(**{person: account.person_id})
    if where is Reach.GROUP:
        led = Member.objects.filter(delegation__leader=account.person_id)
        return own | Q(**{f"{person}__in": led.values("person")})
    return own if where is Reach.SELF else NOTHING
