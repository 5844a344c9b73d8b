"""Verdicts as a reader may know them: who reads no political vetting is told what the other rules say, in each list,
count, order and file alike, so that no two of them set side by side give its outcome away.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When

from doanra.policy import access
from doanra.records.models import Account, Appraisal, Eligibility
from doanra.terms.words import Sensitivity

VETTING_RULE = "vetting"

_NO_OTHER = ("", VETTING_RULE)


def reads_vetting(account: Account | None) -> bool:
    """Whether the account reads political vetting of everybody in its reach."""
    return account is None or access.reads(account.duty, Sensitivity.VETTING)


def standing_seen(verdict: Appraisal | None, *, vetting: bool) -> str:
    """A verdict for a reader, "" without one: without ``vetting`` as if that rule had not been asked."""
    if verdict is None:
        return ""
    if vetting:
        return verdict.standing
    for column, standing in (("not_met", Eligibility.NOT_ELIGIBLE), ("unknown", Eligibility.UNKNOWN)):
        if {part for part in getattr(verdict, column).split(",") if part} - {VETTING_RULE}:
            return standing.value
    return Eligibility.ELIGIBLE.value


def stands(standing: str, *, vetting: bool, at: str = "appraisal") -> Q:
    """Filter of rows whose verdict is that for the reader; ``at`` is the way from the row to its appraisal."""
    if vetting:
        return Q(**{f"{at}__standing": standing})
    judged, met = Q(**{f"{at}__isnull": False}), Q(**{f"{at}__not_met__in": _NO_OTHER})
    if standing == Eligibility.NOT_ELIGIBLE.value:
        return judged & ~met
    known = Q(**{f"{at}__unknown__in": _NO_OTHER})
    return judged & met & (known if standing == Eligibility.ELIGIBLE.value else ~known)


def in_question(column: str, *, vetting: bool, at: str = "appraisal") -> Q:
    """Filter of rows of which any rule that the reader is told of stands in ``column``: not_met or unknown."""
    nothing = ("",) if vetting else _NO_OTHER
    return Q(**{f"{at}__isnull": False}) & ~Q(**{f"{at}__{column}__in": nothing})


def standing(*, vetting: bool, at: str = "appraisal") -> Any:
    """The verdict for the reader as an expression, to order and to group by; NULL without one."""
    if vetting:
        return F(f"{at}__standing")
    whens = (When(stands(one.value, vetting=False, at=at), then=Value(one.value)) for one in Eligibility)
    return Case(*whens, default=None, output_field=CharField())


def rules_told(ids: str, *, vetting: bool) -> tuple[str, ...]:
    """Ids of rules, kept with commas, but for that of vetting where the reader is not told of it."""
    return tuple(part for part in ids.split(",") if part and (vetting or part != VETTING_RULE))


def findings_told(verdict: Appraisal, *, vetting: bool) -> list[dict[str, Any]]:
    """What the rules found, but for vetting where the reader is not told of it."""
    return [one for one in verdict.findings if vetting or one["rule"] != VETTING_RULE]
