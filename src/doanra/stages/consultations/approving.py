"""The approved list: frozen by a decision with number, date and signer; what changes later is the next version."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from doanra.policy import flow
from doanra.policy.flows.consultations import CONSULTATION
from doanra.records.models import (
    ApprovedPerson,
    ApprovedVersion,
    Consultation,
    Did,
    Eligibility,
    ListedPerson,
    Nomination,
    NominationState,
)
from doanra.records.queries.lineage import names_on
from doanra.stages import calls
from doanra.stages.acting import Act, Actor, acting
from doanra.stages.consultations.freezing import COPIES, copied, lines
from doanra.stages.consultations.words import ground, locked, reason_of, require_signed, require_sound
from doanra.terms.refusal import NotFound, Refused, Stale

_SHOWN = 3  # names in a refusal


def approve(
    consultation: Consultation,
    *,
    document: str,
    on: date,
    signer: str,
    leave_out: Collection[int] = (),
    seen: int,
    by: Actor,
    today: date,
) -> ApprovedVersion:
    """Approves those of the list who are not left out (by key of their line). ``seen`` is the version that was seen.

    Refused for somebody whom a rule stops without a waiver, or whom the unit no longer names. Silence stops nobody
    and is not made into agreement: the version says how many bodies had said nothing.
    """
    with acting("consultations.approve", by=by) as act:
        fresh = _at(consultation, seen=seen)
        state = flow.require(CONSULTATION, fresh.state, "consultations.approve")
        require_signed(document=document, on=on, signer=signer, today=today)
        listed = list(fresh.people.select_related("nomination__appraisal"))
        _no_strangers(leave_out, {one.pk for one in listed})
        chosen = [one for one in listed if one.pk not in set(leave_out)]
        _check(chosen)
        before = _newest(fresh)
        copies = [_copy(before.get(one.pk, one), listed=one) for one in chosen]
        made = _store(fresh, copies, document=document, on=on, signer=signer, reason="", by=by)
        _told(act, fresh, made, state=state, people=len(copies))
        act.touched("nomination", ((one.nomination_id, Did.ABOUT, []) for one in chosen if one.nomination_id))
        consultation.state, consultation.version = fresh.state, fresh.version
    return made


def amend(
    consultation: Consultation,
    *,
    add: Collection[int] = (),
    remove: Collection[int] = (),
    renew: Collection[int] = (),
    document: str,
    on: date,
    signer: str,
    reason: str,
    seen: int,
    by: Actor,
    today: date,
) -> ApprovedVersion:
    """The next version of an approved list: nominations added, lines removed, lines copied anew from the records.

    Refused where nothing changes, for keys that do not belong, and as `approve` for who is added.
    """
    with acting("consultations.approve", by=by, verb="consultations.amend") as act:
        fresh = _at(consultation, seen=seen)
        state = flow.require(CONSULTATION, fresh.state, "consultations.amend")
        require_signed(document=document, on=on, signer=signer, today=today)
        said, before = reason_of(reason), _newest(fresh)
        _no_strangers({*remove, *renew}, before)
        if not (add or remove or renew):
            raise Refused("nothing_amended", "Bản mới không khác bản trước.", remedy="Chọn người thêm, bỏ hoặc sửa.")
        copies = [*_kept(before, remove, renew, on=today)]
        copies += [_copy(one, listed=one) for one in _added(fresh, add, before, on=today)]
        if not copies:
            raise Refused("nobody_approved", "Bản mới không còn ai.", remedy="Để lại ít nhất một người.")
        made = _store(fresh, copies, document=document, on=on, signer=signer, reason=said, by=by)
        counts = {"people": len(copies), "added": len(add), "removed": len(remove), "renewed": len(renew)}
        _told(act, fresh, made, state=state, **counts)
        about = {before[key].listed.nomination_id for key in {*remove, *renew}} | set(add)
        act.touched("nomination", ((key, Did.ABOUT, []) for key in sorted(key for key in about if key)))
        consultation.version = fresh.version
    return made


def _kept(
    before: dict[int, ApprovedPerson], remove: Collection[int], renew: Collection[int], *, on: date
) -> Iterator[ApprovedPerson]:
    """Copies of the lines that stay, anew from the records where that is asked."""
    names = names_on(on)
    for key, one in before.items():
        if key not in set(remove):
            yield _renewed(one, names) if key in set(renew) else _copy(one, listed=one.listed)


def _at(consultation: Consultation, *, seen: int) -> Consultation:
    """The list held for the act; Stale where somebody approved a version meanwhile."""
    fresh = locked(consultation)
    calls.require_open(fresh.call)
    if fresh.version != seen:
        raise _stale(fresh)
    return fresh


def _stale(consultation: Consultation) -> Stale:
    last = consultation.versions.select_related("made_by").first()
    if last is None:
        return Stale("version_unknown", "Trang đang mở không đúng với danh sách này.", remedy="Tải lại trang.")
    return Stale(
        "version_made",
        f"{last.made_by or 'Người vận hành máy chủ'} vừa ghi bản số {last.number} theo {last.document}, "
        f"{last.signer} ký.",
        remedy="Xem bản đó trước; nếu còn khác thì lập bản tiếp theo từ bản đó.",
    )


def _no_strangers(keys: Collection[int], known: Collection[int]) -> None:
    if strange := sorted(set(keys) - set(known)):
        raise NotFound(
            "foreign_row", f"Dòng mã {strange[0]} không thuộc danh sách này. Chưa ghi gì.", remedy="Tải lại trang."
        )


def _newest(consultation: Consultation) -> dict[int, ApprovedPerson]:
    """The lines of the newest version by the key of their line in the list; none before the first."""
    rows = ApprovedPerson.objects.filter(version__consultation=consultation, version__number=consultation.version)
    return {one.listed_id: one for one in rows.select_related("listed__nomination__person", "listed__nomination__unit")}


def _check(chosen: Sequence[ListedPerson]) -> None:
    if not chosen:
        raise Refused("nobody_approved", "Không còn ai để duyệt.", remedy="Để lại ít nhất một người trong danh sách.")
    gone = [one for one in chosen if one.nomination is None or one.nomination.state != NominationState.STANDING.value]
    if gone:
        raise Refused(
            "no_longer_named", f"Đơn vị không còn đề cử: {_names(gone)}.", remedy="Để những người này ngoài danh sách."
        )
    stopped = [one for one in chosen if _standing(one) == Eligibility.NOT_ELIGIBLE.value]
    if stopped:
        raise Refused(
            "not_eligible",
            f"Không đủ điều kiện: {_names(stopped)}.",
            remedy="Để họ ngoài danh sách, hoặc ghi quyết định miễn của Lãnh đạo Ban Chỉ đạo trước khi duyệt.",
        )


def _standing(one: ListedPerson) -> str:
    verdict = getattr(one.nomination, "appraisal", None)
    return verdict.standing if verdict else ""


def _names(many: Sequence[ListedPerson]) -> str:
    shown = ", ".join(one.full_name for one in many[:_SHOWN])
    return f"{shown} và {len(many) - _SHOWN} người nữa" if len(many) > _SHOWN else shown


def _copy(one: ListedPerson | ApprovedPerson, *, listed: ListedPerson) -> ApprovedPerson:
    return ApprovedPerson(listed=listed, **{name: getattr(one, name) for name in COPIES})


def _renewed(one: ApprovedPerson, names: dict[int, str]) -> ApprovedPerson:
    nomination = one.listed.nomination
    if nomination is None:
        raise Refused("record_gone", f"Hồ sơ của {one.full_name} không còn để đọc lại.", remedy="Bỏ chọn dòng này.")
    return ApprovedPerson(listed=one.listed, **copied(nomination, unit_name=names.get(nomination.unit_id)))


def _added(
    consultation: Consultation, keys: Collection[int], before: Collection[int], *, on: date
) -> list[ListedPerson]:
    """Lines for nominations that join: those on the list already, else new ones that nobody was asked about."""
    rows = Nomination.objects.filter(pk__in=keys, call=consultation.call).select_related("person", "unit", "appraisal")
    nominations = {one.pk: one for one in rows}
    _no_strangers(keys, nominations)
    listed = {one.nomination_id: one for one in consultation.people.filter(nomination__in=nominations)}
    if twice := [one for one in listed.values() if one.pk in before]:
        raise Refused("approved_already", f"Đã có trong danh sách: {_names(twice)}.", remedy="Bỏ chọn những người này.")
    fresh = lines(consultation, [one for key, one in nominations.items() if key not in listed], on=on)
    ListedPerson.objects.bulk_create(fresh)
    joined = [*fresh, *listed.values()]
    for one in joined:
        one.nomination = nominations[one.nomination_id or 0]
    if joined:
        _check(joined)
    return joined


def _store(
    consultation: Consultation,
    copies: list[ApprovedPerson],
    *,
    document: str,
    on: date,
    signer: str,
    reason: str,
    by: Actor,
) -> ApprovedVersion:
    made = ApprovedVersion(
        consultation=consultation, number=consultation.version + 1, document=document.strip(), on=on,
        signer=" ".join(signer.split()), reason=reason, made_at=timezone.now(), made_by=by,
    )  # fmt: skip
    require_sound(made)
    made.save()
    for one in copies:
        one.version = made
    ApprovedPerson.objects.bulk_create(copies, batch_size=500)
    return made


def _told(act: Act, consultation: Consultation, made: ApprovedVersion, *, state: str, **detail: Any) -> None:
    act.watch(consultation)
    consultation.version, consultation.state = made.number, state
    consultation.save(update_fields=["version", "state"])
    act.added(made)
    act.subject, act.year, act.ground = consultation, consultation.call.year, ground(made.document, made.on)
    act.detail = {"list": consultation.title, "version": made.number, "signer": made.signer, **detail}
    if made.reason:
        act.detail["reason"] = made.reason
