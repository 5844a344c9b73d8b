"""Drafting: what a unit has typed of one nominee is kept at once, and is counted nowhere until it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from doanra.policy.flow import require
from doanra.policy.flows.nominations import DRAFT
from doanra.records.models import Call, NominationDraft
from doanra.records.queries import reach
from doanra.stages import calls, units
from doanra.stages.acting import OPERATOR, Actor, acting
from doanra.stages.nominating import senders
from doanra.stages.nominating.answers import FIELDS, of_nomination
from doanra.stages.nominating.answers import missing as answers_missing
from doanra.terms.refusal import NotFound, Refused, Stale

_LONGEST = 500


def start(call: Call, *, answers: Mapping[str, str], by: Actor, on: date) -> NominationDraft:
    """A new draft of the account's unit. Refused for a unit that was closed, and in a closed year."""
    with acting("forms.write", by=by, verb="forms.start") as act:
        calls.require_open(call)
        unit = senders.unit_of(by)
        units.require_living(unit, on=on)
        now = timezone.now()
        draft = NominationDraft.objects.create(
            call=call, unit=unit, answers=_clean(answers), started_at=now, changed_at=now, changed_by=by
        )
        act.added(draft)
        act.subject, act.year = draft, call.year
    return draft


def fill(draft: NominationDraft, *, answers: Mapping[str, str], seen: int, by: Actor) -> NominationDraft:
    """Puts answers on a draft over what it had. Stale, naming who changed it, unless ``seen`` is its version still.

    Of a returned nomination only the fields that the office named may be otherwise.
    """
    with acting("forms.write", by=by, verb="forms.fill") as act:
        held = _hold(draft, seen=seen, verb="forms.fill", by=by)
        act.watch(held)
        told = _clean(answers)
        _only_named(held, told)
        held.answers = {**held.answers, **told}
        _touch(held, by)
        held.save()
        act.subject, act.year, act.detail = held, held.call.year, {"fields": sorted(told)}
    return held


def drop(draft: NominationDraft, *, seen: int, by: Actor) -> None:
    """Puts a draft aside; it can be sent no more. What answers a return is not dropped: the nomination is withdrawn."""
    with acting("forms.write", by=by, verb="forms.drop") as act:
        held = _hold(draft, seen=seen, verb="forms.drop", by=by)
        if held.answers_to and held.answers_to.nomination.state == "returned":
            raise Refused(
                "answers_return",
                "Bản này để trả lời văn phòng, không bỏ được.",
                remedy="Không đề cử người này nữa thì bấm “Rút đề cử”.",
            )
        act.watch(held)
        held.state = require(DRAFT, held.state, "forms.drop")
        _touch(held, by)
        held.save()
        act.subject, act.year = held, held.call.year


def _hold(draft: NominationDraft, *, seen: int, verb: str, by: Actor) -> NominationDraft:
    """The draft as it is now, locked until the act ends; NotFound for another unit's, Stale for another version."""
    rows = NominationDraft.objects.select_for_update(of=("self",)).select_related(
        "call", "unit", "changed_by", "answers_to__nomination"
    )
    own = reach.units(by)
    held = (rows if own is None else rows.filter(unit__in=own)).filter(pk=draft.pk).first()
    if held is None:
        raise NotFound("not_found", "Không có bản soạn này.", remedy="Mở lại danh sách bản soạn của đơn vị.")
    calls.require_open(held.call)
    if held.version != seen:
        raise stale(held)
    require(DRAFT, held.state, verb)
    return held


def stale(draft: NominationDraft) -> Stale:
    """Says who changed a draft meanwhile, when, and what became of it."""
    who = draft.changed_by or OPERATOR
    at = timezone.localtime(draft.changed_at)
    name = draft.answers.get("full_name") or "chưa có tên"
    done = {"draft": "sửa", "sent": "nộp", "dropped": "bỏ"}[draft.state]
    return Stale(
        "draft_changed",
        f"{who} đã {done} bản soạn ({name}) lúc {at:%H:%M} ngày {at:%d/%m/%Y}.",
        remedy="Điều bạn vừa gõ còn nguyên ở đây, chưa ghi đè gì: so với bản đang có rồi lưu lại nếu cần.",
    )


def named(draft: NominationDraft) -> dict[str, str]:
    """The fields that may be changed and why, of a draft that answers a return; {} where all may."""
    return dict(draft.answers_to.reasons) if draft.answers_to else {}


def missing(draft: NominationDraft) -> list[str]:
    """The fields that must still be answered: of a return only among those that are open."""
    return [name for name in answers_missing(draft.answers) if not draft.answers_to or name in named(draft)]


def untouched(draft: NominationDraft) -> list[str]:
    """Of a draft that answers a return the named fields that say what they said when it was sent back."""
    if draft.answers_to is None:
        return []
    before = of_nomination(draft.answers_to.nomination, row_key="")
    return [name for name in named(draft) if draft.answers.get(name, "") == before.get(name, "")]


def _only_named(draft: NominationDraft, told: Mapping[str, str]) -> None:
    open_fields = named(draft)
    if not open_fields:
        return
    shut = [name for name, value in told.items() if name not in open_fields and value != draft.answers.get(name, "")]
    if shut:
        labels = ", ".join(FIELDS[name] for name in shut)
        raise Refused(
            "field_shut",
            f"Văn phòng chỉ mở lại một số mục; không sửa được: {labels}.",
            remedy="Sửa các mục được nêu; thay người thì rút đề cử này và soạn đề cử mới.",
        )


def _clean(answers: Mapping[str, str]) -> dict[str, str]:
    strange = sorted(answers.keys() - FIELDS.keys())
    if strange:
        raise Refused("unknown_field", f"Không có mục tên {', '.join(strange)}.")
    return {name: " ".join(str(value).split())[:_LONGEST] for name, value in answers.items()}


def _touch(draft: NominationDraft, by: Actor) -> None:
    draft.version += 1
    draft.changed_at, draft.changed_by = timezone.now(), by
