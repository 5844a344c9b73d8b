"""Papers that a dossier must have, by programme, each from a day until a day. No source lists them: the office does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from doanra.policy import papers
from doanra.policy.papers import PaperAsked
from doanra.records.models import Call, RequiredPaper
from doanra.stages import seeing, soundness
from doanra.stages.acting import Actor, acting
from doanra.terms.refusal import Refused
from doanra.terms.words import Programme

FIELDS = ("programme", "name", "note", "document", "order", "valid_from", "valid_to")
_LABELS = {
    "programme": "chương trình",
    "name": "tên giấy tờ",
    "note": "ghi chú",
    "document": "văn bản",
    "order": "thứ tự",
    "valid_from": "từ ngày",
    "valid_to": "đến ngày",
}


def add(*, values: Mapping[str, Any], by: Actor) -> RequiredPaper:
    """A paper that is asked for from a day on. Refused for the same name twice at the same time."""
    with acting("requirements.change", by=by, verb="requirements.add") as act:
        made = RequiredPaper(**{name: values[name] for name in FIELDS if name in values})
        _check(made)
        made.save()
        act.added(made)
        act.subject = made
        act.ground = made.document
    return made


def offered(call: Call) -> list[tuple[Programme, PaperAsked]]:
    """What the office may take over for the year and its programmes do not ask for yet. One query."""
    rows = RequiredPaper.objects.filter(valid_from__lte=call.closes_on).exclude(valid_to__lt=call.opened_on)
    known = {(programme, name.casefold()) for programme, name in rows.values_list("programme", "name")}
    found = [(programme, paper) for programme in call.offered for paper in papers.offered(programme)]
    return [(programme, paper) for programme, paper in found if (programme.value, paper.label.casefold()) not in known]


def take_over(call: Call, *, chosen: Collection[str], by: Actor) -> list[RequiredPaper]:
    """Makes papers of the offered list (as ``programme:code``) papers that the year asks for, from its first day on.

    Refused for what is not offered, or asked for already, with its name.
    """
    with acting("requirements.change", by=by, verb="requirements.take_over") as act:
        there = {f"{programme.value}:{paper.code}": (programme, paper) for programme, paper in offered(call)}
        if strange := sorted(set(chosen) - there.keys()):
            raise Refused(
                "not_offered",
                f"“{strange[0]}” không còn trong danh mục gợi ý. Chưa thêm gì.",
                remedy="Tải lại trang rồi chọn lại; giấy tờ khác thì thêm ở biểu mẫu bên cạnh.",
            )
        if not chosen:
            raise Refused("none_chosen", "Chưa chọn giấy tờ nào.", remedy="Đánh dấu ít nhất một giấy tờ.")
        made = [
            RequiredPaper(
                programme=programme.value, name=paper.label, note=paper.help, order=order, valid_from=call.opened_on
            )
            for order, (key, (programme, paper)) in enumerate(there.items())
            if key in chosen
        ]
        for one in made:
            _check(one)
            one.save()
        act.added(*made)
        act.subject, act.year = call, call.year
        act.detail = {"added": len(made)}
    return made


def change(paper: RequiredPaper, *, values: Mapping[str, Any], by: Actor, seen: str | None = None) -> RequiredPaper:
    """Other words or days. What was asked for on a past day stays told by the days: end it and add another.

    Stale if somebody changed it since it stood as ``seen`` (`seeing.mark`).
    """
    with acting("requirements.change", by=by) as act:
        fresh = RequiredPaper.objects.select_for_update().get(pk=paper.pk)
        seeing.require_same(fresh, seen=seen, now=seeing.mark(fresh), called=f"giấy tờ “{fresh.name}”")
        act.watch(fresh)
        for name in FIELDS:
            if name in values:
                setattr(fresh, name, values[name])
        _check(fresh)
        fresh.save()
        act.subject = fresh
        act.ground = fresh.document
    return fresh


def end(paper: RequiredPaper, *, on: date, by: Actor) -> RequiredPaper:
    """The paper is asked for until that day and no longer."""
    with acting("requirements.change", by=by, verb="requirements.end") as act:
        fresh = RequiredPaper.objects.select_for_update().get(pk=paper.pk)
        act.watch(fresh)
        fresh.valid_to = max(on, fresh.valid_from)
        fresh.save(update_fields=["valid_to"])
        act.subject = fresh
    return fresh


def _check(paper: RequiredPaper) -> None:
    found = soundness.faults(paper, labels=_LABELS)
    if not found and paper.valid_to is not None and paper.valid_to < paper.valid_from:
        found = [f"đến ngày {paper.valid_to:%d/%m/%Y} ở trước từ ngày {paper.valid_from:%d/%m/%Y}"]
    if not found and _twins(paper):
        found = [f"“{paper.name}” đã có trong danh sách vào thời gian này"]
    if found:
        raise Refused("paper_wrong", f"{'; '.join(found)}.", remedy="Sửa các chỗ nêu trên rồi lưu lại.")


def _twins(paper: RequiredPaper) -> bool:
    others = RequiredPaper.objects.filter(programme=paper.programme, name__iexact=paper.name).exclude(pk=paper.pk)
    end_of = paper.valid_to or date.max
    return any(one.valid_from <= end_of and paper.valid_from <= (one.valid_to or date.max) for one in others)
