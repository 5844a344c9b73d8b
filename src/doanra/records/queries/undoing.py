"""What depends on a load of a unit's file: whatever was done since with the people and nominations that it brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model, Q

from doanra.records.models import (
    AbsentNomination,
    Appraisal,
    ChangedThing,
    DossierFile,
    Event,
    Evidence,
    FileState,
    IssuedRow,
    LikelyPair,
    LoadChange,
    Merge,
    Nomination,
    NominationDraft,
    NominationState,
    PastCourse,
    Person,
    Plan,
    PlanningRun,
    RunState,
    Seat,
    SourceFile,
)
from doanra.terms.dates import PartialDate

MODELS: dict[ChangedThing, type[Model]] = {
    ChangedThing.PERSON: Person,
    ChangedThing.NOMINATION: Nomination,
    ChangedThing.EVIDENCE: Evidence,
}
_READ_FROM_THE_POST = frozenset({"audience", "band", "field", "leads", "post_unread", "row_id"})
"""Fields that a newer table of titles may have read anew; nobody decided them."""
_GOES_ALONG: frozenset[type[Model]] = frozenset({Appraisal, IssuedRow, LikelyPair, PastCourse})
"""What the program made by itself, or what waits for a person again: nobody's decision is lost with it."""
_NAMES = 5
"""People who are named for one kind of dependence; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """One thing that would be lost or left hanging: in words, and the record to look at, None for none."""

    text: str
    record: Model | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """What a load added and changed: for each kind the ids, and for what was changed its change."""

    added: dict[ChangedThing, set[int]]
    changed: dict[ChangedThing, dict[int, LoadChange]]

    def all(self, thing: ChangedThing) -> set[int]:
        """Ids of both."""
        return self.added[thing] | self.changed[thing].keys()


def touched_by(file: SourceFile) -> Touched:
    """Everything that the load wrote down. One query."""
    added: dict[ChangedThing, set[int]] = {thing: set() for thing in ChangedThing}
    changed: dict[ChangedThing, dict[int, LoadChange]] = {thing: {} for thing in ChangedThing}
    for one in file.changes.all():
        thing = ChangedThing(one.thing)
        if one.before is None:
            added[thing].add(one.thing_id)
        else:
            changed[thing][one.thing_id] = one
    return Touched(added, changed)


def dependents(file: SourceFile, touched: Touched | None = None) -> list[Dependent]:
    """What stands against taking the load back, the later loads first; empty when nothing does.

    A fixed number of queries, whatever the number of rows.
    """
    touched = touched or touched_by(file)
    found: list[Dependent] = []
    for look in (_later_loads, _gone, _changed_since, _withdrawn, _pointing, _plans, _running):
        found += look(file, touched)
    return found if file.receipt_number is None else [replace(one, text=_of_a_form(one.text)) for one in found]


def _of_a_form(text: str) -> str:
    """What is said of a file, said of what came by form."""
    for of_file, of_form in _OF_FORMS:
        text = text.replace(of_file, of_form)
    return text


_OF_FORMS = (("khi nhận tệp", "lần nộp này"), ("tệp này", "lần nộp này"))


def _later_loads(file: SourceFile, touched: Touched) -> Iterator[Dependent]:
    last = file.changes.order_by("-pk").values_list("pk", flat=True).first() or 0
    for thing in MODELS:
        later = LoadChange.objects.filter(
            thing=thing.value, thing_id__in=touched.all(thing), pk__gt=last, file__state=FileState.SAVED.value
        )
        files: dict[int, tuple[SourceFile, int]] = {}
        for one in later.select_related("file__call", "file__submission"):
            files[one.file_id] = one.file, files.get(one.file_id, (one.file, 0))[1] + 1
        for other, count in files.values():
            name = f"Tệp “{other.name}”" if other.receipt_number is None else other.name
            say = f"{name} nhận sau đã cập nhật {count} {thing.label.lower()} của tệp này."
            yield Dependent(
                text=f"{say} Hoàn tác {'tệp' if other.receipt_number is None else 'lần nộp'} đó trước.", record=other
            )


def _gone(file: SourceFile, touched: Touched) -> Iterator[Dependent]:
    for thing, model in MODELS.items():
        wanted = touched.all(thing)
        missing = wanted - set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
        if not missing or thing is ChangedThing.EVIDENCE:
            continue
        merged = Merge.objects.filter(absorbed_key__in=missing, undone_at=None).select_related("kept")
        by_key = {one.absorbed_key: one for one in merged} if thing is ChangedThing.PERSON else {}
        for key in sorted(missing & by_key.keys()):
            one = by_key[key]
            say = f"{one.absorbed_name} đã được gộp với {one.kept.full_name}. Tách hai hồ sơ trước."
            yield Dependent(text=say, record=one.kept)
        if left := len(missing - by_key.keys()):
            yield Dependent(text=f"{left} {thing.label.lower()} của tệp này không còn, do một việc làm sau.")


def _changed_since(file: SourceFile, touched: Touched) -> Iterator[Dependent]:
    """Fields that are otherwise now than the load left them, where no later load tells why."""
    for thing, model in MODELS.items():
        changes = touched.changed[thing]
        for one in _with_names(model, changes):
            after = {name: value for name, value in changes[one.pk].after.items() if name not in _READ_FROM_THE_POST}
            if any(_plain(getattr(one, name)) != value for name, value in after.items()):
                say = f"{thing.label} của {_name(one)} đã được sửa sau khi nhận tệp."
                yield Dependent(text=say, record=_shown(one))


def _withdrawn(file: SourceFile, touched: Touched) -> Iterator[Dependent]:
    gone = Nomination.objects.filter(pk__in=touched.added[ChangedThing.NOMINATION])
    for one in gone.exclude(state=NominationState.STANDING.value).select_related("person", "call"):
        done = "Văn phòng đã trả lại" if one.state == NominationState.RETURNED.value else "Đơn vị đã rút"
        yield Dependent(text=f"{done} đề cử {one.person.full_name} sau khi nhận tệp.", record=one)


def _pointing(file: SourceFile, touched: Touched) -> Iterator[Dependent]:
    """Whatever points to an added person or nomination and was not brought by the load itself."""
    for thing in (ChangedThing.PERSON, ChangedThing.NOMINATION):
        for model, field in pointing_to(MODELS[thing]):
            if model in _GOES_ALONG:
                continue
            others = model._default_manager.filter(**{f"{field}__in": touched.added[thing]})
            others = _not_of_the_load(others, model, file, touched)
            if found := list(others[:200]):
                yield Dependent(text=_pointed(found, model), record=_shown(found[0]))


def pointing_to(thing: type[Model]) -> list[tuple[type[Model], str]]:
    """Every table and column that can point to a kind of record, also where the record knows nothing of it."""
    fields: list[Any] = list(thing._meta.get_fields(include_hidden=True))
    return [(one.related_model, one.field.name) for one in fields if one.auto_created and not one.concrete]


def _not_of_the_load(others: Any, model: type[Model], file: SourceFile, touched: Touched) -> Any:
    if model is Nomination:
        return others.exclude(pk__in=touched.added[ChangedThing.NOMINATION]).select_related("person", "call")
    if model is Evidence:
        others = others.exclude(pk__in=touched.added[ChangedThing.EVIDENCE])
        return others.select_related("nomination__person", "nomination__call")
    if model is AbsentNomination:
        return others.exclude(file=file)
    if model is NominationDraft:
        return others.exclude(submission__file=file)
    if model is DossierFile:
        return others.exclude(draft__submission__file=file)
    if model is Merge:
        return others.filter(undone_at=None)
    if model is Seat:
        return others.select_related("plan", "person")
    return others


def _pointed(found: list[Any], model: type[Model]) -> str:
    names = sorted({name for one in found if (name := _name(one))})
    who = f": {', '.join(names[:_NAMES])}{' …' if len(names) > _NAMES else ''}" if names else ""
    return f"{_CALLED.get(model.__name__, 'Việc làm sau khi nhận tệp')} ({len(found)}){who}."


_CALLED = {
    "Seat": "Chỗ trong phương án",
    "PlannedCourse": "Trưởng đoàn trong phương án",
    "Member": "Người trong đoàn đã công bố",
    "Delegation": "Trưởng đoàn đã công bố",
    "Waiver": "Quyết định miễn đã ghi",
    "Evidence": "Bằng chứng đã ghi cho đề cử",
    "Nomination": "Đề cử khác của người do tệp này thêm",
    "Participation": "Quá trình đi bồi dưỡng đã ghi",
    "ListedPerson": "Người trong danh sách lấy ý kiến",
    "Merge": "Hồ sơ đã gộp vào người do tệp này thêm",
    "AbsentNomination": "Đề cử đã được hỏi ở một tệp sau",
}


def _plans(file: SourceFile, touched: Touched) -> Iterator[Dependent]:
    """Plans that were made from these nominations since: also whoever got no seat was weighed there."""
    people = touched.all(ChangedThing.PERSON) | set(
        Nomination.objects.filter(pk__in=touched.all(ChangedThing.NOMINATION)).values_list("person_id", flat=True)
    )
    verbs = ("nominations.save", "forms.submit")
    saved = Event.objects.filter(subject="sourcefile", subject_id=file.pk, verb__in=verbs).first()
    since = Q(problem__made_at__gte=saved.at) if saved else Q()
    named = {f"P{key}" for key in people}  # as the planner's problem names a person (stages.plans.problem)
    for plan in Plan.objects.filter(since, call=file.call).select_related("problem", "call"):
        count = sum(one["id"] in named for one in plan.problem.body.get("nominees", ()))
        if count:
            yield Dependent(text=f"{plan.name} được lập từ danh sách có {count} người của tệp này.", record=plan)


def _running(file: SourceFile, touched: Touched) -> Iterator[Dependent]:
    active = PlanningRun.objects.filter(
        call=file.call, state__in=[RunState.QUEUED.value, RunState.RUNNING.value]
    ).first()
    if active and touched.all(ChangedThing.NOMINATION):
        yield Dependent(
            text="Bộ lập kế hoạch đang tính từ danh sách này. Dừng hoặc đợi xong rồi thử lại.", record=active
        )


def _with_names(model: type[Model], wanted: Iterable[int]) -> Iterable[Any]:
    joins = {Nomination: ("person", "call"), Evidence: ("nomination__person", "nomination__call")}
    found = model._default_manager.filter(pk__in=list(wanted))
    return found.select_related(*joins[model]) if model in joins else found


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.iso()
    return value.isoformat() if isinstance(value, date) else value


def _name(one: Any) -> str:
    if isinstance(one, Person):
        return one.full_name
    if isinstance(one, Evidence):
        return one.nomination.person.full_name
    person = getattr(one, "person", None)
    return str(person.full_name) if person else ""


def _shown(one: Any) -> Model | None:
    """The record that a page can show for it."""
    if isinstance(one, Evidence):
        return one.nomination
    if isinstance(one, Seat):
        return one.plan
    return one if isinstance(one, Nomination | Person) else None
