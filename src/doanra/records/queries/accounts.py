"""Accounts as they stand on a day: who holds a post, who was invited, who is still to set up a second factor."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from doanra.policy import access
from doanra.records.models import Account, AccountInvitation, EventThing, Notice, NoticeKind
from doanra.terms.names import fold
from doanra.terms.words import Role

STATES = ("holding", "invited", "waiting", "ended")
"""Holding a post with a way in; invited by a link that still opens; waiting for one; ended."""
UNGUARDED = "unguarded"
"""To be sought beside `STATES`: has a way in by a password alone though its duty asks for a second factor."""
_RECENT = 200
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a list of accounts shows: of which roles, whose name holds the text, in which state ("" for any)."""

    roles: Collection[Role]
    text: str = ""
    role: str = ""
    state: str = ""


def holds_post(account: Account, on: date) -> bool:
    """Whether the key still opens: active, and the last day of the post not gone."""
    return account.is_active and (account.ends_on is None or account.ends_on >= on)


def has_second_factor(account: Account) -> bool:
    """Whether a password alone does not open the account. One query."""
    return bool(Authenticator.objects.filter(user=account, type__in=_FACTORS).exists())


def listed(sought: Sought, on: date, at: Any) -> QuerySet[Account]:
    """Accounts by name, each with ``open_until`` (its link of invitation), ``linked`` and ``factor``; one query."""
    found = Account.objects.filter(role__in=[role.value for role in sought.roles]).select_related("unit", "body")
    if sought.role:
        found = found.filter(role=sought.role)
    if sought.text:
        found = found.filter(_named(sought.text))
    return _in_state(_told(found, at), sought.state, on).order_by("full_name", "username")


def _named(text: str) -> Q:
    word = text.strip()
    return (
        Q(username__icontains=word)
        | Q(full_name__icontains=word)
        | Q(email__icontains=word)
        | Q(unit__short__icontains=word)
        | Q(username__icontains=fold(word).replace(" ", "."))
    )


def _told(found: QuerySet[Account], at: Any) -> QuerySet[Any]:
    links = AccountInvitation.objects.filter(account=OuterRef("pk"), used_at=None, withdrawn_at=None, expires_at__gt=at)
    return found.annotate(
        open_until=Subquery(links.values("expires_at")[:1]),
        linked=Exists(SocialAccount.objects.filter(user=OuterRef("pk"))),
        factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=_FACTORS)),
    )


def _in_state(found: QuerySet[Any], state: str, on: date) -> QuerySet[Any]:
    ended = Q(is_active=False) | Q(ends_on__lt=on)
    no_way = Q(password__startswith="!") & Q(linked=False)
    if state == "ended":
        return found.filter(ended)
    if state == "invited":
        return found.exclude(ended).filter(open_until__isnull=False)
    if state == "waiting":
        return found.exclude(ended).filter(no_way, open_until=None)
    if state == UNGUARDED:
        guarded = [role.value for role in Role if access.needs_second_factor(role)]
        return found.exclude(ended).exclude(no_way).filter(role__in=guarded, factor=False)
    return found.exclude(ended).exclude(no_way) if state == "holding" else found


def state_of(account: Any, on: date) -> str:
    """One of `STATES`, for an account that came from `listed`."""
    if not holds_post(account, on):
        return "ended"
    if account.open_until is not None:
        return "invited"
    return "holding" if account.has_usable_password() or account.linked else "waiting"


def one(pk: int, roles: Collection[Role], at: Any) -> Account | None:
    """An account as the list tells it; None where it is not there or not for one who opens those roles."""
    within = Account.objects.filter(pk=pk, role__in=[role.value for role in roles])
    return _told(within.select_related("unit", "body", "person", "superior"), at).first()


def confirmed_owner(mail: str) -> Account | None:
    """The one account to which the office gave that mail address; an address that its owner wrote does not count."""
    owners = EmailAddress.objects.filter(email__iexact=mail, verified=True, user__email__iexact=mail)
    found = list(owners.select_related("user")[:2])
    return found[0].user if len(found) == 1 else None


def mail_is_taken(mail: str, *, but: Account | None) -> bool:
    """Whether another account has the mail address."""
    others = Account.objects.filter(email__iexact=mail)
    return (others.exclude(pk=but.pk) if but else others).exists()


def sessions_of(account: Account) -> QuerySet[Any]:
    """Where an account is logged in, the newest first."""
    found: QuerySet[Any] = UserSession.objects.filter(user=account)
    return found.order_by("-last_seen_at")


def live_sessions(account: Account, at: Any) -> QuerySet[Any]:
    """Of `sessions_of` those that still open pages; the others ran out by themselves. One query."""
    return sessions_of(account).filter(session_key__in=Session.objects.filter(expire_date__gt=at).values("session_key"))


@dataclass(frozen=True, slots=True)
class EntriesBefore:
    """How often an account was entered wrongly since the last time that it was entered, and from where it was."""

    failures: int
    places: frozenset[str]


def entries_before(account: Account) -> EntriesBefore:
    """Of the newest acts at the door. One query."""
    verbs = ("accounts.enter", "accounts.fail", "accounts.wrong_code")
    told = EventThing.objects.filter(kind="account", key=account.pk, event__verb__in=verbs)
    acts = [one.event for one in told.select_related("event").order_by("-event_id")[:_RECENT]]
    came = [act.verb == "accounts.enter" for act in acts]
    failures = came.index(True) if True in came else len(acts)
    return EntriesBefore(
        failures, frozenset(str(a.detail.get("address")) for a, c in zip(acts, came, strict=True) if c)
    )


def was_told(account: Account, key: str) -> bool:
    """Whether something of the account was told to its owner already. One query."""
    told = Notice.objects.filter(to=account, key=f"account:{key}", kind=NoticeKind.ACCOUNT.value)
    return bool(told.exists())


def ending(on: date, *, within: int = 30) -> QuerySet[Account]:
    """Accounts whose post ends in so many days or ended in as many: the superior and the office are told."""
    near = timedelta(days=within)
    found = Account.objects.filter(is_active=True, ends_on__range=(on - near, on + near))
    return found.select_related("unit", "body", "superior").order_by("ends_on", "full_name")


def invited_late(at: Any) -> QuerySet[AccountInvitation]:
    """Links that ran out unused and were not followed by another: the office sends new ones."""
    newer = AccountInvitation.objects.filter(account=OuterRef("account"), pk__gt=OuterRef("pk"))
    late = AccountInvitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__lte=at)
    return late.exclude(Exists(newer)).select_related("account").order_by(F("expires_at").desc())
