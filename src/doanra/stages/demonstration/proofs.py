"""The evidence that an office has got together by a day: invented, whole for those who go, in part for others."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from random import Random

from doanra.records.models import Call, Evidence, Nomination
from doanra.stages import appraisals

_ASKED = ("exit_clear", "content_fit", "vetting", "overlap_review")
_BY_PROGRAMME = {"medium": ("language_ability", "interview"), "language": ("uses_language",)}
_OF_ALL = ("health", "task_done", "discipline_clear")


def settle(call: Call, *, went: Collection[int], share: float, on: date, rng: Random) -> None:
    """Gives those who went every paper and of the others each paper with that share; judges the year again."""
    passing = call.nominations.exclude(appraisal__standing="not_eligible").prefetch_related("evidence")
    found: list[Evidence] = []
    for nomination in passing:
        known = {paper.kind for paper in nomination.evidence.all()}
        sent = nomination.pk in went
        asked = (*_ASKED, *_BY_PROGRAMME.get(nomination.programme, ()), *_OF_ALL)
        kinds = [kind for kind in asked if kind not in known and (sent or rng.random() < share)]
        found += [_proof(nomination, kind, on=on) for kind in (*kinds, *(["commitment"] if sent else []))]
    Evidence.objects.bulk_create(found, batch_size=500)
    appraisals.appraise(call, by=None)


def _proof(nomination: Nomination, kind: str, *, on: date) -> Evidence:
    return Evidence(
        nomination=nomination, kind=kind, outcome=True, on=on, document="giả định",
        note="Hoàn thành tốt nhiệm vụ" if kind == "task_done" else "", source="số liệu giả định để dùng thử",
    )  # fmt: skip
