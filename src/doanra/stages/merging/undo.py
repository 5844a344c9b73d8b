"""A merge is taken back: records, pointers and values as they were; what came later stays, or stands in the way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from doanra.records.models import LikelyPair, Merge, Person, Seat
from doanra.stages import doubles
from doanra.stages.acting import Actor, acting
from doanra.stages.merging import planned
from doanra.stages.merging.journal import Step, columns, missing_targets, take_back
from doanra.terms.refusal import Refused, Stale


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """The two records again. ``left``: fields of the kept one that somebody changed later, and stay as they are now;
    ``elsewhere``: rows that were moved and by now are otherwise or gone."""

    kept: Person
    restored: Person
    left: tuple[str, ...]
    elsewhere: int


def obstacles(merge: Merge) -> list[str]:
    """What must be undone or mended before the merge can be: sentences for the page. Empty: nothing."""
    found = []
    if merge.kept_id != merge.kept_key:
        later = Merge.objects.filter(absorbed_key=merge.kept_key, undone_at=None).order_by("-pk").first()
        when = f" (lần gộp ngày {timezone.localtime(later.merged_at):%d/%m/%Y})" if later else ""
        found.append(f"Hồ sơ giữ lại đã được gộp tiếp vào {merge.kept.full_name}{when}: hoàn tác lần gộp đó trước.")
    steps = _steps(merge)
    for row, target in missing_targets(steps):
        found.append(f"Không đưa lại được một dòng “{row}”: “{target}” của nó không còn.")
    for seat in _later_seats(steps):
        found.append(
            f"{seat.plan.name} năm {seat.plan.call.year}, lập sau khi gộp, xếp người này theo đề cử sẽ trả về "
            "hồ sơ kia: bỏ chỗ đó trước."
        )
    return found


def _steps(merge: Merge) -> list[Step]:
    """The steps of a merge, without pairs with a record that is gone since: a pair is found again if there is one."""
    steps: list[Step] = json.loads(merge.journal)
    pairs = [step["row"] for step in steps if step.get("fold") == "likelypair"]
    sides = {pair[side] for pair in pairs for side in ("first_id", "second_id")}
    there = {merge.absorbed_key, *Person.objects.filter(pk__in=sides).values_list("pk", flat=True)}
    gone = [pair for pair in pairs if not {pair["first_id"], pair["second_id"]} <= there]
    return [step for step in steps if step.get("row") not in gone or step.get("fold") != "likelypair"]


def _later_seats(steps: list[Step]) -> list[Seat]:
    """Seats that were made after the merge on a nomination that would go back to the other record."""
    going = [key for step in steps if step.get("move") == "nomination" for key in step["keys"]]
    moved = [key for step in steps if step.get("move") == "seat" for key in step["keys"]]
    later = Seat.objects.filter(nomination__in=going).exclude(pk__in=moved)
    return list(later.select_related("plan__call"))


def undo(merge: Merge, *, by: Actor) -> Undone:
    """Takes a merge back. Refused with what stands in the way; what was changed later is kept and told.

    Judging nominations anew comes after.
    """
    with acting("people.change", by=by, verb="people.unmerge") as act:
        held = Merge.objects.select_for_update(of=("self",)).select_related("kept").get(pk=merge.pk)
        if held.undone_at:
            raise Stale("merge_undone", "Lần gộp này đã được hoàn tác.", remedy="Về lịch sử gộp.")
        against = obstacles(held)
        if against:
            raise Refused("merge_in_use", f"Chưa hoàn tác được: {' '.join(against)}")
        kept = Person.objects.select_for_update().get(pk=held.kept_id)
        calls = planned.calls_of(kept.pk)
        planned.require_no_run(calls)
        steps = _steps(held)
        act.watch(kept)
        left = _values_back(kept, _the(steps, "kept"), _the(steps, "chosen"))
        elsewhere = _steps_back(steps)
        restored = Person.objects.get(pk=held.absorbed_key)
        act.added(restored)
        planned.told(calls)
        held.undone_at, held.undone_by = timezone.now(), by
        held.save(update_fields=["undone_at", "undone_by"])
        doubles.flag([kept.pk, restored.pk])
        act.subject = kept
        act.detail = {"restored": restored.pk, "left": list(left), "elsewhere": elsewhere}
    return Undone(kept=kept, restored=restored, left=left, elsewhere=elsewhere)


def _the(steps: list[Step], name: str) -> dict[str, Any]:
    values: dict[str, Any] = next(step[name] for step in steps if name in step)
    return values


def _values_back(kept: Person, before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """Old values where nobody has changed them since; returns the names of the others."""
    now, left = columns(kept), []
    for field in kept._meta.concrete_fields:
        name = field.attname
        if name not in before or before[name] == after.get(name):
            continue
        if now[name] == after.get(name):
            setattr(kept, name, field.to_python(before[name]))
        else:
            left.append(field.name)
    kept.save()
    return tuple(left)


def _steps_back(steps: list[Step]) -> int:
    """The steps in reverse order; returns how many rows were left alone."""
    LikelyPair.objects.filter(pk__in=[step["key"] for step in steps if step.get("added") == "likelypair"]).delete()
    elsewhere = 0
    try:
        with transaction.atomic():
            for step in reversed(steps):
                if {"kept", "chosen"}.isdisjoint(step):
                    elsewhere += take_back(step)
    except IntegrityError as clash:
        raise Refused(
            "merge_in_use",
            "Chưa hoàn tác được: một thay đổi sau khi gộp chiếm chỗ của dữ liệu cũ.",
            remedy="Xem nhật ký của người này, gỡ thay đổi đó rồi hoàn tác.",
        ) from clash
    return elsewhere
