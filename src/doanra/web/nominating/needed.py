"""Which stated needs of its unit a nomination answers: chosen on the page of its dossier."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doanra.records.models import Need, NeedState, Nomination
from doanra.stages import needs
from doanra.web.asking import Request, asks, call_of
from doanra.web.closed import while_open
from doanra.web.keys import keys
from doanra.web.nominating.scope import nomination_of


def offered(nomination: Nomination) -> list[tuple[Need, bool]]:
    """The standing needs of its unit and programme, each with whether the nomination refers to it. Two queries."""
    rows = Need.objects.filter(
        call=nomination.call_id, unit=nomination.unit_id, programme=nomination.programme,
        state=NeedState.STANDING.value,
    )  # fmt: skip
    chosen = set(nomination.needs.values_list("need_id", flat=True))
    return [(one, one.pk in chosen) for one in rows]


@require_POST
@asks("needs.change")
@while_open
def refer(request: Request, year: int, nomination: int) -> HttpResponse:
    """These needs and no others; a need of another unit fails the whole act."""
    one = nomination_of(request, call_of(year), nomination)
    wanted = keys(request.POST.getlist("need"))
    many = needs.refer(one, needs=wanted, by=request.user)
    said = _("Đã gắn đề cử với %(n)s nhu cầu.") % {"n": many} if many else _("Đề cử không gắn với nhu cầu nào nữa.")
    messages.success(request, said)
    return redirect("web:papers_dossier", year, one.pk)
