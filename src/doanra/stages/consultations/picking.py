"""A list of people who were chosen one by one is frozen for asking bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from doanra.records.models import Call, Consultation, ListedPerson, Nomination, NominationState
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.stages.consultations.freezing import lines, require_new
from doanra.stages.consultations.words import require_sound
from doanra.terms.refusal import Refused


def freeze_chosen(call: Call, *, title: str, nominations: Sequence[int], by: Actor, on: date) -> Consultation:
    """Freezes these nominations of the year, those that stand, as they are named on that day.

    Refused where none of them stands, or the same were frozen that day by this name; how many were left out is the
    difference to the people of the list.
    """
    with acting("consultations.make", by=by, verb="consultations.freeze") as act:
        calls.require_open(call)
        said = " ".join(title.split()) or f"Danh sách lấy ý kiến năm {call.year}"
        made = Consultation(call=call, title=said, programme="", frozen_on=on, frozen_by=by)
        require_sound(made)
        standing = Nomination.objects.filter(call=call, state=NominationState.STANDING.value)
        chosen = list(standing.filter(pk__in=nominations).select_related("person", "unit"))
        if not chosen:
            raise Refused(
                "nobody_to_freeze",
                "Không có đề cử nào đang đứng trong các dòng đã chọn.",
                remedy="Chọn ít nhất một đề cử mà đơn vị chưa rút và chưa bị trả lại.",
            )
        require_new(made, chosen)
        made.save()
        ListedPerson.objects.bulk_create(lines(made, chosen, on=on), batch_size=500)
        act.added(made)
        act.subject, act.year, act.detail = made, call.year, {"list": made.title, "people": len(chosen)}
    return made
