"""Needs before names: tasks and gaps that a unit states, and the nominations that refer to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from doanra.policy import flow
from doanra.policy.flows.needs import NEED
from doanra.records.models import Call, Need, NeedState, Nomination, NominationNeed, Unit
from doanra.records.queries.calls import addressed
from doanra.stages import calls
from doanra.stages.acting import Actor, acting
from doanra.stages.reaching import require_unit
from doanra.terms.refusal import NotFound, Refused, Stale
from doanra.terms.words import Programme

MOST = 99
"""People in one need: more is a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A need as somebody writes it."""

    programme: Programme
    task: str
    gap: str
    people: int = 1


def state(call: Call, *, unit: Unit, stated: Stated, by: Actor) -> Need:
    """A new need of a unit. Refused in a closed year, for a unit that was not asked, words that are missing, or
    the very same that stands already: a form that is sent twice."""
    with acting("needs.change", by=by, verb="needs.state") as act:
        calls.require_open(call)
        require_unit(unit, actor=by)
        if unit.pk not in addressed(call):
            raise Refused(
                "unit_not_asked", f"{unit.short} không được mời năm {call.year}.", remedy="Xem danh sách mời."
            )
        _check(call, stated)
        _require_new(call, unit, stated)
        need = Need.objects.create(call=call, unit=unit, made_at=timezone.now(), made_by=by, **_columns(stated))
        act.added(need)
        act.concerns(unit)
        act.subject, act.year, act.unit = need, call.year, unit
    return need


def change(need: Need, *, stated: Stated, seen: int, by: Actor) -> Need:
    """Other words for a need; ``seen`` is the version that was read. Stale if somebody changed it meanwhile."""
    with acting("needs.change", by=by) as act:
        fresh = _fresh(need, by=by, verb="needs.change")
        if fresh.version != seen:
            raise Stale(
                "need_changed",
                f"Nhu cầu này vừa được người khác sửa: “{fresh.task}”; thiếu: “{fresh.gap}”; {fresh.people} người.",
                remedy="Đối chiếu với điều bạn ghi rồi lưu lại.",
            )
        _check(fresh.call, stated)
        act.watch(fresh)
        for name, value in _columns(stated).items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.save()
        act.subject, act.year, act.unit = fresh, fresh.call.year, fresh.unit
    return fresh


def drop(need: Need, *, by: Actor) -> Need:
    """The unit no longer states it. Refused while a nomination refers to it."""
    with acting("needs.change", by=by, verb="needs.drop") as act:
        fresh = _fresh(need, by=by, verb="needs.drop")
        if many := fresh.nominations.count():
            raise Refused(
                "need_in_use",
                f"{many} đề cử đang gắn với nhu cầu này.",
                remedy="Bỏ gắn ở các đề cử đó rồi bỏ nhu cầu.",
            )
        act.watch(fresh)
        fresh.state = flow.require(NEED, fresh.state, "needs.drop")
        fresh.save(update_fields=["state"])
        act.subject, act.year, act.unit = fresh, fresh.call.year, fresh.unit
    return fresh


def refer(nomination: Nomination, *, needs: Iterable[int], by: Actor) -> int:
    """Says which needs of its unit a nomination answers: these and no others; returns how many.

    NotFound, and nothing is changed, for a need of another unit, year or programme, or one that was dropped.
    """
    wanted = set(needs)
    with acting("needs.change", by=by, verb="needs.refer") as act:
        calls.require_open(nomination.call)
        require_unit(nomination.unit, actor=by)
        found = Need.objects.filter(
            pk__in=wanted, call=nomination.call, unit=nomination.unit, programme=nomination.programme,
            state=NeedState.STANDING.value,
        )  # fmt: skip
        rows = {need.pk: need for need in found}
        if stranger := wanted - rows.keys():
            raise NotFound(
                "foreign_need",
                f"Nhu cầu số {min(stranger)} không phải của đơn vị và chương trình này. Không gắn nhu cầu nào.",
                remedy="Chọn trong các nhu cầu mà đơn vị đã nêu.",
            )
        before = list(NominationNeed.objects.filter(nomination=nomination).select_related("need"))
        gone = [link for link in before if link.need_id not in wanted]
        known = {link.need_id for link in before}
        act.removed(*gone)
        NominationNeed.objects.filter(pk__in=[link.pk for link in gone]).delete()
        fresh = [NominationNeed(nomination=nomination, need=rows[pk]) for pk in sorted(wanted - known)]
        act.added(*NominationNeed.objects.bulk_create(fresh))
        act.subject, act.year, act.unit = nomination, nomination.call.year, nomination.unit
    return len(wanted)


def _fresh(need: Need, *, by: Actor, verb: str) -> Need:
    """The need as it stands now, locked. Refused in a closed year, NotFound for one of another unit."""
    fresh = Need.objects.select_for_update(of=("self",)).select_related("call", "unit").get(pk=need.pk)
    require_unit(fresh.unit, actor=by)
    calls.require_open(fresh.call)
    flow.require(NEED, fresh.state, verb)
    return fresh


def _require_new(call: Call, unit: Unit, stated: Stated) -> None:
    Call.objects.select_for_update().get(pk=call.pk)
    same = Need.objects.filter(call=call, unit=unit, state=NeedState.STANDING.value, **_columns(stated))
    one = same.select_related("made_by").first()
    if one is not None:
        who = f"{one.made_by} đã nêu" if one.made_by else "Đã nêu"
        raise Refused(
            "need_stated_already",
            f"{who} đúng nhu cầu này của {unit.short} lúc {timezone.localtime(one.made_at):%H:%M, %d/%m/%Y}.",
            remedy="Xem danh sách nhu cầu. Cần cử thêm người thì sửa số người ở nhu cầu đó.",
        )


def _columns(stated: Stated) -> dict[str, object]:
    return {
        "programme": stated.programme.value,
        "task": stated.task.strip(),
        "gap": stated.gap.strip(),
        "people": stated.people,
    }


def _check(call: Call, stated: Stated) -> None:
    for name, value in (("nhiệm vụ", stated.task), ("điều còn thiếu", stated.gap)):
        if not value.strip() or len(value.strip()) > 300:
            raise Refused(
                "need_words",
                f"Chưa ghi {name}, hoặc dài quá 300 ký tự.",
                remedy="Ghi ngắn, ví dụ: “Đàm phán hợp đồng cảng biển”; “chưa ai làm việc được bằng tiếng Anh”.",
            )
    if not 0 < stated.people <= MOST:
        raise Refused("need_people", "Số người phải từ 1 đến 99.", remedy="Ghi số người cần cử, ví dụ 2.")
    if stated.programme not in call.offered:
        raise Refused(
            "not_offered",
            f"Năm {call.year} không mở chương trình {stated.programme.label.lower()}.",
            remedy="Chọn chương trình khác.",
        )
