"""Who may nominate, and until when: a unit that exists, within the call, by whom the year allows."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from doanra.policy import access
from doanra.records.models import Account, Call, DeadlineOf, FormRules, Unit
from doanra.records.queries import calling
from doanra.stages import calls, deadlines, units
from doanra.stages.acting import Actor, acting, role_of
from doanra.terms.refusal import NotAllowed, Refused
from doanra.terms.words import Role


def unit_of(account: Actor) -> Unit:
    """The unit for which an account nominates. Refused for an account that belongs to none."""
    if account is None or account.unit is None:
        raise Refused(
            "no_unit",
            "Tài khoản này không thuộc đơn vị nào, nên không đề cử được.",
            remedy="Đăng nhập bằng tài khoản của đơn vị; văn phòng nhận đề cử bằng tệp.",
        )
    return account.unit


def require_sender(account: Actor, *, on: date) -> Unit:
    """The unit for which an account nominates, if it still exists; Refused with its successor otherwise."""
    unit = unit_of(account)
    units.require_living(unit, on=on)
    return unit


def deadline(call: Call, unit: Unit) -> date:
    """The last day on which the unit may send its list: the call's, or later where it got more time. One query."""
    longer = call.extensions.filter(unit=unit, kind=DeadlineOf.UNIT.value).aggregate(last=Max("due_on"))["last"]
    return max(call.closes_on, longer or call.closes_on)


def papers_due(call: Call, unit: Unit | int) -> date | None:
    """The last day for the papers of a unit's people: the year's, or later where it got more time; None: no day was
    set. One query.
    """
    key = unit if isinstance(unit, int) else unit.pk
    return deadlines.due(call, key, DeadlineOf.PERSON, longer=calling.longer(call, units=[key]))


def rules_of(call: Call) -> FormRules:
    """What the year lays down; the defaults where it lays down nothing. One query."""
    return FormRules.objects.filter(call=call).first() or FormRules(call=call)


def clerk_submits(call: Call) -> bool:
    """Whether the clerk of a unit may send without the approver: yes, unless the year says otherwise. One query."""
    return rules_of(call).clerk_submits


def may_submit(account: Account, call: Call) -> bool:
    """Whether the account sends what was drafted, or only drafts."""
    may = access.may(account.duty, "forms.submit")
    return may and (account.duty is not Role.UNIT or clerk_submits(call))


def require_submitter(call: Call, account: Actor) -> None:
    """Refused for a clerk in a year in which only the approver sends."""
    if role_of(account) is Role.UNIT and not clerk_submits(call):
        raise NotAllowed(
            "approver_submits",
            f"Năm {call.year} chỉ người duyệt của đơn vị mới nộp được.",
            remedy="Bản soạn đã được giữ; báo người duyệt mở trang này và nộp.",
        )


def put_rules(call: Call, *, clerk_submits: bool, papers_limited: bool, by: Actor) -> None:
    """Says who of a unit may send, and whether the day for papers stops whoever comes after it."""
    with acting("forms.rules", by=by) as act:
        calls.require_open(call)
        rules, _ = FormRules.objects.get_or_create(call=call)
        act.watch(rules)
        rules.clerk_submits, rules.papers_limited = clerk_submits, papers_limited
        rules.save()
        act.subject, act.year = call, call.year
