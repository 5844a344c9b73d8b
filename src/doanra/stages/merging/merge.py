"""One record goes into another: values chosen by field, everything that points to it moved, each step written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from doanra.records.models import Merge, Nomination, Person, Plan, PlanState, Seat
from doanra.stages import doubles
from doanra.stages.acting import Actor, acting
from doanra.stages.merging import planned
from doanra.stages.merging.journal import Journal, columns
from doanra.stages.merging.pointers import POINTERS
from doanra.terms.names import fold, given_name_key
from doanra.terms.refusal import Refused, Stale

FIELDS: dict[str, tuple[str, ...]] = {
    "full_name": ("full_name",),
    "birth": ("birth",),
    "gender": ("gender",),
    "id_number": ("id_number", "id_index"),
    "party_joined": ("party_joined",),
    "unit": ("unit_id",),
    "phone": ("phone_index",),
    "email": ("email_index",),
}
"""What is chosen between two records, and the columns that go with each choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What will happen to things of which only one can stay: ``what`` is the table, ``text`` says it in words."""

    what: str
    text: str


def merge(kept: Person, absorbed: Person, *, chosen: Mapping[str, str], by: Actor, note: str = "") -> Merge:
    """Puts ``absorbed`` into ``kept``; ``chosen`` names for each of ``FIELDS`` whose value holds, "kept" or "absorbed".

    A field that is not named keeps its value, or takes the other's where it has none. Everything that points to the
    absorbed record points to the kept one afterwards (``pointers``); judging nominations anew comes after. Refused
    while a run of the planner is under way, and where both sit in the published plan in force.
    """
    with acting("people.change", by=by, verb="people.merge") as act:
        mine, other = _both(kept, absorbed)
        calls = planned.calls_of(mine.pk, other.pk)
        planned.require_no_run(calls)
        _require_one_seat(mine, other)
        act.watch(mine)
        act.removed(other)
        before, taken = columns(mine), _choose(mine, other, chosen)
        journal = Journal([{"kept": before}])
        planned.rename(journal, calls, kept=mine.pk, absorbed=other.pk)
        for pointer in POINTERS["person"].values():
            pointer(journal, mine.pk, other.pk)
        planned.unseat_heads(journal, person=mine.pk)
        journal.fold(other)
        mine.save()
        journal.steps.append({"chosen": columns(mine)})
        planned.told(calls)
        done = Merge.objects.create(
            kept=mine, kept_key=mine.pk, absorbed_key=other.pk, absorbed_name=other.full_name, chosen=taken,
            moved=journal.counts(), journal=journal.as_text(), note=note.strip()[:300], merged_at=timezone.now(),
            merged_by=by,
        )  # fmt: skip
        doubles.flag([mine.pk])
        act.subject = mine
        act.detail = {"absorbed": other.pk, "moved": sum(done.moved["moved"].values()), "note": done.note}
    return done


def _both(kept: Person, absorbed: Person) -> tuple[Person, Person]:
    if kept.pk == absorbed.pk:
        raise Refused("same_record", "Hai bên là cùng một hồ sơ.", remedy="Chọn hai hồ sơ khác nhau.")
    held = {one.pk: one for one in Person.objects.select_for_update().filter(pk__in=[kept.pk, absorbed.pk])}
    if len(held) < 2:
        raise Stale("person_gone", "Một trong hai hồ sơ vừa được gộp hoặc bỏ.", remedy="Về danh sách cặp nghi trùng.")
    return held[kept.pk], held[absorbed.pk]


def _require_one_seat(kept: Person, absorbed: Person) -> None:
    """In a version that holds, one person can't have two seats: nothing of it may change behind the office's back."""
    for plan, mine, other in _double_seats(kept, absorbed):
        newest = plan.call.plans.filter(state=PlanState.PUBLISHED.value).order_by("-version").first()
        if plan == newest:
            raise Refused(
                "two_seats_published",
                f"{plan.name} năm {plan.call.year} đang có hiệu lực xếp cả hai hồ sơ: {mine} và {other}.",
                remedy="Lập bản kế tiếp bỏ một chỗ, công bố, rồi gộp.",
            )


def _double_seats(kept: Person, absorbed: Person) -> list[tuple[Plan, str, str]]:
    mine = {seat.plan_id: seat.planned.course.code for seat in _seats(kept)}
    return [
        (seat.plan, mine[seat.plan_id], seat.planned.course.code) for seat in _seats(absorbed) if seat.plan_id in mine
    ]


def _seats(person: Person) -> Any:
    return Seat.objects.filter(person=person).select_related("plan__call", "planned__course")


def _choose(mine: Person, other: Person, chosen: Mapping[str, str]) -> dict[str, str]:
    taken = {}
    for name, parts in FIELDS.items():
        empty = not getattr(mine, parts[-1])
        whose = chosen.get(name) or ("absorbed" if empty and getattr(other, parts[-1]) else "kept")
        if whose not in ("kept", "absorbed"):
            raise Refused("whose_value", f"Không có lựa chọn “{whose}”.", remedy="Chọn giá trị bên trái hoặc bên phải.")
        if whose == "absorbed":
            for part in parts:
                setattr(mine, part, getattr(other, part))
        taken[name] = whose
    mine.search_key, mine.sort_key = fold(mine.full_name), given_name_key(mine.full_name)
    mine.synthetic = mine.synthetic and other.synthetic
    return taken


def consequences(kept: Person, absorbed: Person) -> list[Consequence]:
    """What both records have and only one can keep, with what becomes of it: to be read before merging."""
    found = []
    mine = {(one.call_id, one.programme): one for one in _nominations(kept)}
    for other in _nominations(absorbed):
        own = mine.get((other.call_id, other.programme))
        if own:
            stays, goes = (other, own) if _other_stays(own, other) else (own, other)
            found.append(
                Consequence(
                    what="nomination",
                    text=f"Năm {own.call.year}, {own.get_programme_display()}: cả hai được đề cử. Giữ đề cử của "
                    f"{_whose(stays)}, cất đề cử của {_whose(goes)} vào lịch sử gộp; bằng chứng ở lại.",
                )
            )
    for plan, first, second in _double_seats(kept, absorbed):
        found.append(
            Consequence(
                what="seat",
                text=f"{plan.name} năm {plan.call.year} xếp cả hai, ở {first} và {second}: chỉ giữ một chỗ, chỗ đã "
                f"ghim trước, nếu không thì chỗ ở {first}.",
            )
        )
    return found


def _whose(nomination: Nomination) -> str:
    return f"{nomination.unit.short} ({nomination.position})" if nomination.position else nomination.unit.short


def _nominations(person: Person) -> Any:
    return Nomination.objects.filter(person=person).select_related("call", "unit")


def _other_stays(mine: Nomination, other: Nomination) -> bool:
    return other.state == "standing" and mine.state != "standing"
