"""The bodies that may be asked: the office adds them, says what each is shown, and retires those asked no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from doanra.records.models import AppraisingBody
from doanra.records.queries.asked_fields import FIELDS, USUAL
from doanra.stages import seeing, soundness
from doanra.stages.acting import Act, Actor, acting
from doanra.terms.names import fold
from doanra.terms.refusal import Refused

EDITABLE = ("name", "short", "asked_about", "vets", "sees", "order")
_LABELS = {
    "name": "tên cơ quan",
    "short": "tên gọn",
    "asked_about": "hỏi về điều gì",
    "slug": "mã",
    "order": "thứ tự",
}


def add(*, values: Mapping[str, Any], by: Actor) -> AppraisingBody:
    """A new body. Without ``sees`` it is shown the usual fields; without ``order`` it comes last."""
    with acting("bodies.change", by=by, verb="bodies.add") as act:
        last = AppraisingBody.objects.aggregate(last=Max("order"))["last"] or 0
        body = AppraisingBody(sees=list(USUAL), order=last + 1, slug=_slug(str(values.get("short", ""))))
        _fill(body, values)
        body.save()
        act.added(body)
        _told(act, body)
    return body


def change(body: AppraisingBody, *, values: Mapping[str, Any], by: Actor, seen: str | None = None) -> AppraisingBody:
    """Changes what a body is called, asked about and shown. Refused to turn vetting on or off once it was asked.

    Stale if somebody changed it since it stood as ``seen`` (`seeing.mark`).
    """
    with acting("bodies.change", by=by) as act:
        fresh = AppraisingBody.objects.select_for_update().get(pk=body.pk)
        seeing.require_same(fresh, seen=seen, now=seeing.mark(fresh), called=fresh.short)
        act.watch(fresh)
        if bool(values.get("vets", fresh.vets)) != fresh.vets and fresh.requests.exists():
            raise Refused(
                "vets_settled",
                f"{fresh.short} đã được hỏi ý kiến, không đổi được việc thẩm tra chính trị nội bộ.",
                remedy="Lập một cơ quan mới cho việc này và thôi hỏi cơ quan cũ.",
            )
        _fill(fresh, values)
        fresh.save()
        _told(act, fresh)
    return fresh


def retire(body: AppraisingBody, *, by: Actor, on: date) -> None:
    """The body is asked no more; what it said stays. Refused while it owes opinions."""
    with acting("bodies.change", by=by, verb="bodies.retire") as act:
        if body.requests.filter(state="waiting", consultation__state="asking").exists():
            raise Refused(
                "body_owes",
                f"{body.short} còn đang được hỏi ý kiến.",
                remedy="Chờ đủ ý kiến, hoặc rút yêu cầu ở trang của danh sách rồi thôi hỏi.",
            )
        act.watch(body)
        body.retired_on = on
        body.save(update_fields=["retired_on"])
        _told(act, body)


def restore(body: AppraisingBody, *, by: Actor) -> None:
    """The body can be asked again."""
    with acting("bodies.change", by=by, verb="bodies.restore") as act:
        act.watch(body)
        body.retired_on = None
        body.save(update_fields=["retired_on"])
        _told(act, body)


def _told(act: Act, body: AppraisingBody) -> None:
    act.subject, act.body, act.detail = body, body, {"body": body.short}


def _fill(body: AppraisingBody, values: Mapping[str, Any]) -> None:
    for name in EDITABLE:
        if name in values:
            setattr(body, name, values[name])
    body.name, body.short = " ".join(body.name.split()), " ".join(body.short.split())
    body.sees = [name for name in FIELDS if name in set(body.sees)]
    if found := soundness.faults(body, labels=_LABELS):
        raise Refused("body_wrong", f"{'; '.join(found)}.", remedy="Ví dụ: Uỷ ban Kiểm tra Trung ương.")
    twin = AppraisingBody.objects.exclude(pk=body.pk).filter(short=body.short).first()
    if twin is not None:
        raise Refused(
            "body_known", f"Đã có cơ quan tên gọn “{body.short}”.", remedy="Sửa cơ quan đó, hoặc đặt tên khác."
        )


def _slug(short: str) -> str:
    base = "-".join(fold(short).split())[:50].strip("-") or "co-quan"
    base = "".join(char for char in base if char.isalnum() or char == "-")
    taken = set(AppraisingBody.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)
