"""Templates: a list filled with what a unit has told, each row with its key, known again when it comes back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from doanra.documents.nomination_template import NominationTemplate, TemplateRow, render_template
from doanra.records.models import (
    AbsenceAnswer,
    AbsentNomination,
    Call,
    Did,
    FileState,
    IssuedRow,
    IssuedTemplate,
    Nomination,
    NominationState,
    SourceFile,
    Unit,
)
from doanra.stages import calls, telling
from doanra.stages.acting import Actor, acting
from doanra.stages.papers import EXCEL, Paper
from doanra.terms.names import fold
from doanra.terms.refusal import Refused
from doanra.terms.words import Gender, Language, Programme, Sensitivity

_KEY_BYTES = 10


def issue(call: Call, *, unit: Unit, programme: Programme, by: Actor, on: date, with_earlier: bool = False) -> Paper:
    """The unit's list for one programme in Excel: who is nominated this year, each row with its own key.

    ``with_earlier`` adds whom the unit nominated for the programme in earlier years, as they were last written.
    """
    with acting("nominations.issue", by=by) as act:
        calls.require_open(call)
        nominated = _nominations(unit, programme).filter(call=call, state=NominationState.STANDING.value)
        named = list(nominated.order_by("priority", "person__sort_key"))
        earlier = _earlier(call, unit, programme, but=named) if with_earlier else []
        issued = IssuedTemplate.objects.create(
            call=call, unit=unit, programme=programme.value, issued_at=timezone.now(), issued_by=by
        )
        rows = [_issued(issued, one, nominated=True) for one in named]
        rows += [_issued(issued, one, nominated=False) for one in earlier]
        IssuedRow.objects.bulk_create(rows)
        filled = NominationTemplate(
            year=call.year,
            unit=unit.letterhead,
            programme=programme,
            rows=tuple(_row(row.key, one) for row, one in zip(rows, [*named, *earlier], strict=True)),
        )
        act.added(issued)
        act.touched("nomination", ((one.pk, Did.ABOUT, []) for one in [*named, *earlier]))
        act.subject, act.year = issued, call.year
        act.detail = {"unit": unit.slug, "programme": programme.value, "rows": len(rows)}
    return Paper(f"bieu-mau-{unit.slug}-{programme.value}-{call.year}.xlsx", EXCEL, render_template(filled, on=on))


def _nominations(unit: Unit, programme: Programme) -> QuerySet[Nomination]:
    kin = [unit.pk, *unit.origins.values_list("predecessor_id", flat=True)]
    return Nomination.objects.filter(unit__in=kin, programme=programme.value).select_related("person")


def _earlier(call: Call, unit: Unit, programme: Programme, *, but: Iterable[Nomination]) -> list[Nomination]:
    """The latest nomination of each person who is in no list of this year, by given name."""
    there = {one.person_id for one in but}
    last: dict[int, Nomination] = {}
    for one in _nominations(unit, programme).filter(call__year__lt=call.year).order_by("call__year"):
        if one.person_id not in there:
            last[one.person_id] = one
    return sorted(last.values(), key=lambda one: one.person.sort_key)


def _issued(template: IssuedTemplate, one: Nomination, *, nominated: bool) -> IssuedRow:
    return IssuedRow(template=template, key=secrets.token_hex(_KEY_BYTES), person=one.person, nominated=nominated)


def _row(key: str, one: Nomination) -> TemplateRow:
    person = one.person
    return TemplateRow(
        key=key,
        full_name=person.full_name,
        birth=person.birth,
        gender=Gender(person.gender) if person.gender else None,
        position=one.position,
        workplace=one.workplace,
        language=Language(one.language) if one.language else None,
        priority=one.priority,
        party_joined=person.party_joined,
    )


def absent(file: SourceFile) -> list[Nomination]:
    """Who stood in the templates that the file was made of, is nominated still and in the file no more; not yet asked.

    Only for a saved file. A person whom another row of the file names is not absent.
    """
    if file.state != FileState.SAVED.value or file.unit is None or not _own(file).exists():
        return []
    told = [row.fields for row in file.rows.defer("raw", "problems")]
    keys = {key for fields in told if (key := fields["extra"].get("row_key"))}
    templates = set(_own(file).filter(rows__key__in=keys).values_list("pk", flat=True)) if keys else set()
    if not templates:
        return []
    left = IssuedRow.objects.filter(template__in=templates, nominated=True).exclude(key__in=keys)
    names = {fold(fields["full_name"]) for fields in told}
    pairs = set(left.values_list("person_id", "template__programme"))
    standing = Nomination.objects.filter(
        call=file.call, state=NominationState.STANDING.value, person__in=[person for person, _ in pairs]
    ).exclude(pk__in=file.absent.values("nomination"))
    return [
        one
        for one in standing.select_related("person", "unit", "call").order_by("person__sort_key")
        if (one.person_id, one.programme) in pairs and one.person.search_key not in names
    ]


def _own(file: SourceFile) -> QuerySet[IssuedTemplate]:
    assert file.unit is not None  # absent has asked
    kin = [file.unit.pk, *file.unit.origins.values_list("predecessor_id", flat=True)]
    return IssuedTemplate.objects.filter(call=file.call, unit__in=kin)


def answer_absence(
    file: SourceFile, *, nominations: Iterable[int], answer: AbsenceAnswer, by: Actor
) -> list[Nomination]:
    """Says what it means that these nominations (ids) are in the file no more: the unit withdraws them, or they stand.

    Refused for a nomination that was not asked about, and without any.
    """
    wanted = set(nominations)
    with acting("nominations.change", by=by, verb="nominations.answer_absence") as act:
        calls.require_open(file.call)
        asked = [one for one in absent(file) if one.pk in wanted]
        if not asked or len(asked) < len(wanted):
            raise Refused(
                "absence_unknown",
                "Chưa chọn ai, hoặc người được chọn không thuộc số vắng trong tệp này.",
                remedy="Tải lại trang của tệp rồi chọn trong danh sách đang hỏi.",
            )
        act.watch(*asked)
        act.ground = telling.document(file.letter_number, file.letter_date)
        for one in asked:
            if answer is AbsenceAnswer.WITHDRAWN:
                one.state = NominationState.WITHDRAWN.value
                one.save(update_fields=["state"])
        AbsentNomination.objects.bulk_create(
            AbsentNomination(file=file, nomination=one, answer=answer.value, answered_at=timezone.now(), answered_by=by)
            for one in asked
        )
        said = [["absentnomination", "answer", None, answer.value, Sensitivity.ORDINARY.value]]
        act.touched("nomination", ((one.pk, Did.CHANGED, said) for one in asked))
        act.subject, act.year = file, file.call.year
        act.detail = {"answer": answer.value, "nominations": [one.pk for one in asked]}
    return asked
