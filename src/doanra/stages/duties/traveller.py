"""What waits for who goes or leads: papers of the own dossier that did not come, the delegation that leaves soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import Account, Delegation
from doanra.records.queries import own_dossier, reach
from doanra.stages.duties.duty import Duty, Matter, count
from doanra.stages.nominating import senders

_SOON = timedelta(days=60)
_NAMED = 3  # papers


def of_traveller(account: Account, *, on: date) -> Iterator[Duty]:
    """Whichever year it is. Four queries, and one for each dossier that is not whole."""
    for one in own_dossier.of_person(account.person_id):
        if n := len(one.lacking):
            nomination = one.nomination
            say = ngettext(
                "Gửi đơn vị %(n)s giấy tờ còn thiếu của hồ sơ", "Gửi đơn vị %(n)s giấy tờ còn thiếu của hồ sơ", n
            )
            yield Duty(
                key=f"nominations:{nomination.pk}:papers",
                matter=Matter.PEOPLE,
                say=say % {"n": count(n)},
                route="year",
                args=(nomination.call.year,),
                query="#dossier",
                note=", ".join(one.lacking[:_NAMED]) + (", …" if n > _NAMED else ""),
                until=senders.papers_due(nomination.call, nomination.unit_id),
            )
    rows = Delegation.objects.filter(reach.delegations(account), first_day__range=(on, on + _SOON), returned_on=None)
    for group in rows.select_related("course__call"):
        leads = group.leader_id == account.person_id
        say = _("Chuẩn bị dẫn đoàn %(code)s") if leads else _("Chuẩn bị đi đoàn %(code)s")
        yield Duty(
            key=f"delegations:{group.pk}:leave",
            matter=Matter.DELEGATIONS,
            say=say % {"code": group.course.code},
            route="delegations_detail",
            args=(group.course.call.year, group.course.code),
            note=group.course.topic,
            until=group.first_day,
        )
