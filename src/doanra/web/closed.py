"""A year that was closed: which acts ended with it. Its pages offer none of them and say so in one sentence."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec

from django.http import HttpResponse

from doanra.policy import access
from doanra.records.models import Call, CallState
from doanra.stages import calls
from doanra.terms.words import Role
from doanra.web.asking import Request, View

P = ParamSpec("P")

ENDED = frozenset(
    {
        "calls.change", "calls.remind", "calls.answer_none", "deadlines.change", "quotas.change", "quotas.top_up",
        "needs.change", "courses.change", "unavailable.change", "weighing.change",
        "nominations.change", "nominations.issue", "nominations.undo", "nominations.return", "nominations.withdraw",
        "forms.write", "forms.submit", "forms.rules", "late.ask", "late.decide", "dossiers.put",
        "appraisals.make", "appraisals.evidence", "appraisals.waive", "consultations.make", "consultations.approve",
        "plans.compute", "plans.change", "plans.publish",
    }
)  # fmt: skip
"""Acts that nobody does any more in a closed year. Receiving is not among them: the files that came can be fetched."""


def is_closed(call: Call) -> bool:
    """Whether nothing of the year changes any more."""
    return call.state == CallState.CLOSED.value


def may(duty: Role, act: str, *, call: Call) -> bool:
    """Whether the duty includes the act and the year still allows it."""
    return access.may(duty, act) and not (act in ENDED and is_closed(call))


def while_open(view: View[P]) -> View[P]:
    """For a page that is nothing but an act: refused in a closed year before any form is shown."""

    @wraps(view)
    def asked(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        calls.require_open(calls.of_year(int(str(kwargs["year"]))))
        return view(request, *args, **kwargs)

    return asked
