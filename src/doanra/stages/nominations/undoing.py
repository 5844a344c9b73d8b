"""Taking a load back as a whole: what it added goes, what it changed is as before, while nothing depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, Q

from doanra.policy import access
from doanra.records.models import (
    Call,
    ChangedThing,
    DraftState,
    Evidence,
    FileState,
    Invitation,
    LoadChange,
    Nomination,
    NominationDraft,
    PastCourse,
    Person,
    Reply,
    SourceFile,
)
from doanra.records.queries.undoing import MODELS, Touched, dependents, touched_by
from doanra.stages import calls, replies
from doanra.stages.acting import Act, Actor, acting, role_of
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold, given_name_key
from doanra.terms.refusal import Refused

_BATCH = 500
_SAID_AT_MOST = 3


def undo_load(file: SourceFile, *, by: Actor, reason: str, on: date) -> list[Nomination]:
    """Takes back everything that saving the file did; returns the nominations that have their old values again.

    Who had answered on a day before ``on`` stays told as it was.
    Judging those anew comes after. The file stays in the history as undone, with its rows. Doing it twice does nothing.
    Refused while anything depends on the load, after the year was closed, for a file that was never saved, and without
    a reason.
    """
    access.require(role_of(by), "nominations.undo")
    if SourceFile.objects.get(pk=file.pk).state == FileState.UNDONE.value:
        return []
    with acting("nominations.undo", by=by) as act:
        Call.objects.select_for_update().get(pk=file.call_id)  # no file of the year is saved meanwhile
        held: SourceFile = (
            SourceFile.objects.select_for_update(of=("self",)).select_related("call", "unit").get(pk=file.pk)
        )
        _may_be_undone(held, reason)
        touched = touched_by(held)
        _require_free(held, touched)
        _tell(act, touched)
        act.watch(held)
        restored = _take_back(held, touched)
        _open_again(held, act)
        held.state = FileState.UNDONE.value
        held.save(update_fields=["state"])
        _answer_again(held, touched, on=on)
        act.subject, act.year = held, held.call.year
        act.detail = {
            "file": held.name, "reason": reason.strip()[:300],
            "removed": {thing.value: len(ids) for thing, ids in touched.added.items() if ids},
            "restored": {thing.value: len(ids) for thing, ids in touched.changed.items() if ids},
        }  # fmt: skip
    return restored


def _tell(act: Act, touched: Touched) -> None:
    """What goes with its last values, and which values come back."""
    for thing in (ChangedThing.PERSON, ChangedThing.NOMINATION):
        act.removed(*MODELS[thing]._default_manager.filter(pk__in=touched.added[thing]))
    for thing, changes in touched.changed.items():
        model = MODELS.get(thing, Invitation)
        for one in model._default_manager.filter(pk__in=changes):
            act.changed(one, before=changes[one.pk].after, after=changes[one.pk].before or {})


def _may_be_undone(file: SourceFile, reason: str) -> None:
    if file.state != FileState.SAVED.value:
        raise Refused(
            "not_saved",
            f"Tệp “{file.name}” chưa được nhận ({FileState(file.state).label.lower()}), không có gì để hoàn tác.",
            remedy="Tệp đang xem trước thì bỏ tệp.",
        )
    calls.require_open(file.call)
    if not reason.strip():
        raise Refused(
            "undo_needs_reason",
            "Chưa ghi lý do hoàn tác.",
            remedy="Ghi ngắn, ví dụ: nhận nhầm tệp cũ; đơn vị gửi lại danh sách khác.",
        )
    if not file.changes.exists() and file.rows_accepted:
        raise Refused(
            "changes_unknown",
            f"Tệp “{file.name}” được nhận khi hệ thống chưa ghi thay đổi của từng lần nhận.",
            remedy="Ghi đơn vị rút từng đề cử, hoặc nhận tệp mới thay thế.",
        )


def _require_free(file: SourceFile, touched: Touched) -> None:
    against = dependents(file, touched)
    if against:
        told = " ".join(one.text for one in against[:_SAID_AT_MOST])
        more = f" Và {len(against) - _SAID_AT_MOST} việc khác." if len(against) > _SAID_AT_MOST else ""
        raise Refused(
            "load_in_use",
            f"Chưa hoàn tác được “{file.name}”: {told}{more}",
            remedy="Gỡ các việc nêu trên rồi hoàn tác.",
        )


def _take_back(file: SourceFile, touched: Touched) -> list[Nomination]:
    Evidence.objects.filter(pk__in=touched.added[ChangedThing.EVIDENCE]).delete()
    Nomination.objects.filter(pk__in=touched.added[ChangedThing.NOMINATION]).delete()
    people = touched.added[ChangedThing.PERSON]
    PastCourse.objects.filter(person__in=people).update(person=None, settled=False)
    Person.objects.filter(pk__in=people).delete()
    for thing in MODELS:
        _restore(thing, touched.changed[thing])
    return list(Nomination.objects.filter(pk__in=touched.changed[ChangedThing.NOMINATION]).select_related("call"))


def _open_again(file: SourceFile, act: Act) -> None:
    """What answered a return waits to be sent once more: its nomination is returned again."""
    answers = NominationDraft.objects.filter(submission__file=file, answers_to__isnull=False)
    for draft in answers.select_related("answers_to"):
        back = draft.answers_to
        assert back is not None  # asked for
        act.watch(draft, back)
        draft.version, draft.submission, draft.nomination = draft.version + 1, None, None
        draft.state = DraftState.DRAFT.value
        draft.save()
        back.answered_at = None
        back.save(update_fields=["answered_at"])


def _restore(thing: ChangedThing, changes: dict[int, LoadChange]) -> None:
    model = MODELS[thing]
    by_fields: dict[tuple[str, ...], list[Model]] = {}
    for one in model._default_manager.filter(pk__in=changes):
        fields = _put_back(one, changes[one.pk].before)
        by_fields.setdefault(tuple(sorted(fields)), []).append(one)
    for names, many in by_fields.items():
        model._default_manager.bulk_update(many, names, batch_size=_BATCH)


def _put_back(one: Any, before: dict[str, Any]) -> set[str]:
    """Sets the old values; returns the names of the fields that must be stored."""
    fields = set()
    for attribute, value in before.items():
        field = type(one)._meta.get_field(attribute.removesuffix("_id") if attribute.endswith("_id") else attribute)
        setattr(one, attribute, _value(field.get_internal_type(), value, one, attribute))
        fields.add(field.name)
    if isinstance(one, Person):
        if "id_index" in before:
            one.id_number = ""  # a load only ever adds a number where there was none
            fields.add("id_number")
        if "full_name" in before:
            one.search_key, one.sort_key = fold(one.full_name), given_name_key(one.full_name)
            fields |= {"search_key", "sort_key"}
    return fields


def _value(kind: str, value: Any, one: Model, attribute: str) -> Any:
    if value is None:
        return None
    if attribute in ("birth", "party_joined"):
        return PartialDate.parse(value)
    return date.fromisoformat(value) if kind == "DateField" else value


def _answer_again(file: SourceFile, touched: Touched, *, on: date) -> None:
    """The unit has answered by its other saved files, or as it had before this one and still has."""
    others = SourceFile.objects.filter(call=file.call, unit=file.unit, state=FileState.SAVED.value)
    first, answered = _first(others), []
    told = Reply.objects.filter(file=file).values("invitation")
    for invitation in Invitation.objects.filter(Q(pk__in=touched.all(ChangedThing.INVITATION)) | Q(pk__in=told)):
        before = invitation.answered_on
        if first is not None:
            invitation.answered_on, invitation.letter = _day(first), first.letter_number
        elif invitation.pk in touched.added[ChangedThing.INVITATION]:
            invitation.answered_on, invitation.letter = None, ""  # it was never asked: past days alone tell of it
        elif (change := touched.changed[ChangedThing.INVITATION].get(invitation.pk)) is not None:
            _put_back(invitation, change.before)
        replies.go_without(file, invitation)
        invitation.save(update_fields=["answered_on", "letter"])
        answered.append((invitation, before))
    replies.take_back(file, answered=answered, on=on)


def _first(files: Iterable[SourceFile]) -> SourceFile | None:
    return min(files, key=_day, default=None)


def _day(file: SourceFile) -> date:
    return file.letter_date or file.received_at.date()
