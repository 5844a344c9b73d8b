"""A list is frozen with copies of who was asked about; dropped, and opened again, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from doanra.policy import flow
from doanra.policy.flows.consultations import CONSULTATION
from doanra.records.models import Call, Consultation, Did, ListedPerson, ListState, Nomination, NominationState
from doanra.records.queries.lineage import names_on
from doanra.records.queries.nominations import NOT_APPRAISED
from doanra.stages import calls
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.consultations.words import locked, reason_of, require_sound
from doanra.terms.refusal import Refused

COPIES = (
    "full_name", "sort_key", "birth", "gender", "id_number", "party_joined", "position", "workplace", "unit_name",
    "programme", "language", "audience", "priority",
)  # fmt: skip
"""What a line of a list keeps of a person and a nomination."""
_OF_PERSON = ("full_name", "sort_key", "birth", "gender", "id_number", "party_joined")
_OF_NOMINATION = ("position", "workplace", "programme", "language", "audience", "priority")


def choice(call: Call, *, programme: str = "", standings: Collection[str] = ()) -> Any:
    """Standing nominations of a year, of one programme or all, with one of these verdicts (none given: any)."""
    rows = Nomination.objects.filter(call=call, state=NominationState.STANDING.value)
    if programme:
        rows = rows.filter(programme=programme)
    if standings:
        wanted = Q(appraisal__standing__in=standings)
        rows = rows.filter(wanted | Q(appraisal=None) if NOT_APPRAISED in standings else wanted)
    return rows


def freeze(
    call: Call, *, title: str, programme: str = "", standings: Collection[str] = (), by: Actor, on: date
) -> Consultation:
    """Freezes those of a year as they are named on that day. Refused where nobody is among them, or where that
    day's list of this name has the very same people."""
    with acting("consultations.make", by=by, verb="consultations.freeze") as act:
        calls.require_open(call)
        said = " ".join(title.split()) or f"Danh sách lấy ý kiến năm {call.year}"
        made = Consultation(call=call, title=said, programme=programme, frozen_on=on, frozen_by=by)
        require_sound(made)
        chosen = list(choice(call, programme=programme, standings=standings).select_related("person", "unit"))
        if not chosen:
            raise Refused(
                "nobody_to_freeze",
                "Không có đề cử nào khớp với lựa chọn này.",
                remedy="Chọn thêm chương trình hoặc kết luận, ví dụ cả “Chưa rõ”.",
            )
        require_new(made, chosen)
        made.save()
        ListedPerson.objects.bulk_create(lines(made, chosen, on=on), batch_size=500)
        act.added(made)
        act.touched("nomination", ((one.pk, Did.ABOUT, []) for one in chosen))
        _told(act, made, {"people": len(chosen)})
    return made


def require_new(made: Consultation, chosen: Iterable[Nomination]) -> None:
    """Refused where a list of that day, of this name and with the same people is before bodies: a form sent twice."""
    Call.objects.select_for_update().get(pk=made.call_id)
    asking = Consultation.objects.filter(
        call=made.call_id, title=made.title, programme=made.programme, frozen_on=made.frozen_on,
        state=ListState.ASKING.value,
    )  # fmt: skip
    wanted = {one.pk for one in chosen}
    for one in asking.select_related("frozen_by"):
        if set(one.people.values_list("nomination", flat=True)) == wanted:
            who = f"{one.frozen_by} đã chốt" if one.frozen_by else "Đã chốt"
            raise Refused(
                "frozen_already",
                f"{who} “{one.title}” với đúng {len(wanted)} người này ngày {one.frozen_on:%d/%m/%Y}.",
                remedy="Mở danh sách đó. Cần thêm một danh sách cùng những người này thì đặt tên khác.",
            )


def lines(consultation: Consultation, nominations: Iterable[Nomination], *, on: date) -> list[ListedPerson]:
    """Copies of nominations as lines of a list, unsaved. One query for the units' names of that day."""
    names = names_on(on)
    return [
        ListedPerson(
            consultation=consultation,
            person=one.person,
            nomination=one,
            **copied(one, unit_name=names.get(one.unit_id)),
        )
        for one in nominations
    ]


def copied(nomination: Nomination, *, unit_name: str | None) -> dict[str, Any]:
    """What a line keeps, by the names of `COPIES`, as the records say it now."""
    kept = {name: getattr(nomination.person, name) for name in _OF_PERSON}
    kept |= {name: getattr(nomination, name) for name in _OF_NOMINATION}
    return {**kept, "unit_name": unit_name or nomination.unit.short}


def drop(consultation: Consultation, *, reason: str, by: Actor) -> None:
    """The list is used no more; all that was said on it stays."""
    _move(consultation, verb="consultations.drop", reason=reason, by=by)


def reopen(consultation: Consultation, *, reason: str, by: Actor) -> None:
    """A list that was approved or dropped is asked about again; approved versions stay as they are."""
    _move(consultation, verb="consultations.reopen", reason=reason, by=by)


def _move(consultation: Consultation, *, verb: str, reason: str, by: Actor) -> None:
    with acting("consultations.make", by=by, verb=verb) as act:
        fresh = locked(consultation)
        calls.require_open(fresh.call)
        said = reason_of(reason)
        act.watch(fresh)
        fresh.state = consultation.state = flow.require(CONSULTATION, fresh.state, verb)
        fresh.save(update_fields=["state"])
        _told(act, fresh, {"reason": said})


def _told(act: Act, consultation: Consultation, detail: dict[str, Any]) -> None:
    act.subject, act.year = consultation, consultation.call.year
    act.detail = {"list": consultation.title, **detail}
