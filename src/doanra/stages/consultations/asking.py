"""Bodies are asked in parallel, each by a letter and with its day; a request is withdrawn and made again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from doanra.policy import flow
from doanra.policy.flows.consultations import CONSULTATION, REQUEST
from doanra.records.models import AppraisingBody, Consultation, Opinion, OpinionRequest, RequestState
from doanra.stages import calls
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.consultations.words import ground, locked, reason_of, require_sound
from doanra.terms.refusal import Refused

_FARTHEST = 366  # days


def ask(
    consultation: Consultation,
    *,
    bodies: Sequence[AppraisingBody],
    due_on: date,
    document: str = "",
    programmes: Collection[str] = (),
    by: Actor,
    on: date,
) -> list[OpinionRequest]:
    """Puts a list, or those of some programmes on it, before bodies. Silence of each begins here.

    Refused for a body that is retired or was asked already, and where nobody is left to ask about.
    """
    with acting("consultations.make", by=by, verb="consultations.ask") as act:
        fresh = locked(consultation)
        calls.require_open(fresh.call)
        flow.require(CONSULTATION, fresh.state, "consultations.ask")
        _check(fresh, bodies, due_on=due_on, on=on)
        people = fresh.people.filter(programme__in=programmes) if programmes else fresh.people.all()
        keys = list(people.values_list("pk", flat=True))
        if not keys:
            raise Refused("nobody_asked_about", "Danh sách không có ai thuộc chương trình này.", remedy="Chọn lại.")
        made = [_made(fresh, body, due_on=due_on, document=document.strip(), by=by, on=on) for body in bodies]
        Opinion.objects.bulk_create(
            (Opinion(request=request, person_id=key) for request in made for key in keys), batch_size=1000
        )
        act.added(*made)
        act.subject, act.year, act.ground = fresh, fresh.call.year, document
        act.detail = {"list": fresh.title, "bodies": [body.short for body in bodies], "people": len(keys),
                      "due_on": due_on.isoformat()}  # fmt: skip
    return made


def _check(consultation: Consultation, bodies: Sequence[AppraisingBody], *, due_on: date, on: date) -> None:
    if not bodies:
        raise Refused("no_body", "Chưa chọn cơ quan nào.", remedy="Đánh dấu ít nhất một cơ quan để hỏi.")
    require_due(due_on, on=on)
    if gone := [body.short for body in bodies if body.retired_on]:
        raise Refused("body_retired", f"Không còn hỏi: {', '.join(gone)}.", remedy="Chọn cơ quan khác.")
    asked = consultation.requests.filter(body__in=bodies).select_related("body")
    if known := [one.body.short for one in asked]:
        raise Refused(
            "asked_already",
            f"Đã hỏi về danh sách này: {', '.join(known)}.",
            remedy="Nhắc cơ quan đó, hoặc nếu đã rút yêu cầu thì bấm “Hỏi lại”.",
        )


def require_due(due_on: date, *, on: date) -> None:
    """Refused for a day that has passed, or is so far off that it must be a slip of the hand."""
    if due_on < on:
        raise Refused("due_passed", f"Hạn {due_on:%d/%m/%Y} đã qua.", remedy="Chọn một ngày từ hôm nay trở đi.")
    if (due_on - on).days > _FARTHEST:
        raise Refused("due_far", f"Hạn {due_on:%d/%m/%Y} quá xa.", remedy="Chọn một ngày trong vòng một năm.")


def _made(
    consultation: Consultation, body: AppraisingBody, *, due_on: date, document: str, by: Actor, on: date
) -> OpinionRequest:
    made = OpinionRequest(
        consultation=consultation, body=body, due_on=due_on, document=document, asked_on=on, asked_by=by
    )
    require_sound(made)
    made.save()
    return made


def withdraw(request: OpinionRequest, *, reason: str, by: Actor) -> None:
    """The body is asked no more about this list; what it said stays."""
    with acting("consultations.make", by=by, verb="consultations.withdraw") as act:
        fresh = locked_request(request)
        calls.require_open(fresh.consultation.call)
        said = reason_of(reason)
        act.watch(fresh)
        fresh.state = request.state = flow.require(REQUEST, fresh.state, "consultations.withdraw")
        fresh.save(update_fields=["state"])
        told(act, fresh, reason=said)


def ask_again(request: OpinionRequest, *, reason: str, due_on: date, document: str = "", by: Actor, on: date) -> None:
    """A withdrawn request stands again with a new day; who was added to the list meanwhile is asked about too."""
    with acting("consultations.make", by=by, verb="consultations.ask_again") as act:
        fresh = locked_request(request)
        calls.require_open(fresh.consultation.call)
        flow.require(CONSULTATION, fresh.consultation.state, "consultations.ask")
        flow.require(REQUEST, fresh.state, "consultations.ask_again")
        require_due(due_on, on=on)
        said = reason_of(reason)
        act.watch(fresh)
        known = fresh.opinions.values("person")
        added = fresh.consultation.people.exclude(pk__in=known)
        Opinion.objects.bulk_create(Opinion(request=fresh, person=one) for one in added)
        fresh.asked_on, fresh.due_on, fresh.document = on, due_on, document.strip() or fresh.document
        require_sound(fresh)
        fresh.state = request.state = standing_of(fresh)
        fresh.save(update_fields=["state", "asked_on", "due_on", "document"])
        act.ground = ground(document, None)
        told(act, fresh, reason=said)


def locked_request(request: OpinionRequest) -> OpinionRequest:
    """The request as it stands now, held until the act is done."""
    rows = OpinionRequest.objects.select_for_update(of=("self",))
    return rows.select_related("body", "consultation__call").get(pk=request.pk)


def standing_of(request: OpinionRequest) -> str:
    """Whether the body still owes somebody's opinion."""
    silent = request.opinions.filter(outcome="").exists()
    return RequestState.WAITING.value if silent else RequestState.ANSWERED.value


def told(act: Act, request: OpinionRequest, **detail: object) -> None:
    """What the trail says of an act on a request."""
    act.subject, act.year = request.consultation, request.consultation.call.year
    act.body = request.body
    act.detail = {"list": request.consultation.title, "body": request.body.short, **detail}
