"""Two at one thing: a form carries how it stood when it was drawn, and nothing is written over what came since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable

from django.db import models
from django.utils import timezone

from doanra.records.models import EventThing
from doanra.stages import telling
from doanra.terms.refusal import Stale


def mark(thing: models.Model, *, only: Collection[str] = (), also: Iterable[object] = ()) -> str:
    """How a thing stands, as a short text: all that the trail tells of it, or ``only`` some fields, and what else."""
    fields = {name: one.raw for name, one in telling.seen(thing).items() if not only or name in only}
    said = json.dumps([fields, [str(one) for one in also]], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def require_same(thing: models.Model, *, seen: str | None, now: str, called: str, verbs: Collection[str] = ()) -> None:
    """Stale, saying who changed it and when, unless it stands as it was ``seen``; None is a caller that saw nothing.

    ``verbs`` are those that change it, where its story holds other acts too.
    """
    if seen is None or seen == now:
        return
    kind, key = telling.key_of(thing)
    acts = EventThing.objects.filter(kind=kind, key=key, **({"event__verb__in": verbs} if verbs else {}))
    last = acts.select_related("event").order_by("-event_id").first()
    who = last.event.by_name if last else "Người khác"
    when = f" lúc {timezone.localtime(last.event.at):%H:%M, %d/%m/%Y}" if last else ""
    raise Stale(
        "changed_meanwhile",
        f"{who} đã sửa {called}{when}, sau khi bạn mở trang này.",
        remedy="Phần vừa gõ còn nguyên; ô nào khác với bản đang lưu thì ghi ngay dưới ô. Xem lại rồi lưu lần nữa.",
    )
