"""The list and the request of an address, if they are there for the account; 404 otherwise."""

from __future__ import annotations

from doanra.policy import access
from doanra.records.models import Call, Consultation, OpinionRequest
from doanra.records.queries import consultations as queries
from doanra.web import closed
from doanra.web.asking import Request, found


def may(request: Request, act: str, *, call: Call) -> bool:
    """Whether the account's duty includes the act and the year still allows any."""
    return access.may(request.user.duty, act) and not closed.is_closed(call)


def list_of(year: int, consultation: int) -> Consultation:
    """The list of that year."""
    rows = Consultation.objects.select_related("call", "frozen_by").filter(call__year=year)
    one: Consultation = found(rows, what="danh sách lấy ý kiến", pk=consultation)
    return one


def request_of(request: Request, year: int, consultation: int, body: int) -> OpinionRequest:
    """The request to a body; to whoever acts for another body it is not there, nor is one that was withdrawn."""
    rows = OpinionRequest.objects.select_related("body", "consultation__call")
    rows = rows.filter(queries.within(request.user), consultation__call__year=year, consultation=consultation)
    if request.user.body_id is not None:
        rows = rows.exclude(state="withdrawn")
    one: OpinionRequest = found(rows, what="đề nghị cho ý kiến", body=body)
    return one
