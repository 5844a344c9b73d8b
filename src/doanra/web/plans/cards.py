"""People and courses of a board as the page shows them: cards with their reasons, columns with what is in view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext, gettext_lazy, ngettext

from doanra.planner import Finding
from doanra.records.models import Course
from doanra.records.queries.composition import Composition, compose, origin_of
from doanra.stages.plans.board import GRAVITY, Board, Card, Column, Unplaced
from doanra.stages.plans.problem import last_day
from doanra.terms.words import Programme, Severity
from doanra.web.plans.sentences import Names, blocked, sentence, unknown
from doanra.web.templatetags.doanra import mark_level

SHOWN: Final = 7
"""Cards of a column that are there at once; the rest comes when asked for."""

_FIELDS: Final = {
    "party-organisation": gettext_lazy("Tổ chức"),
    "inspection": gettext_lazy("Kiểm tra"),
    "propaganda": gettext_lazy("Tuyên giáo"),
    "mass-mobilisation": gettext_lazy("Dân vận"),
    "internal-affairs": gettext_lazy("Nội chính"),
    "economy": gettext_lazy("Kinh tế"),
    "foreign-affairs": gettext_lazy("Đối ngoại"),
    "government": gettext_lazy("Chính quyền"),
    "health-social": gettext_lazy("Y tế, xã hội"),
}
"""Fields of work in the word or two that a card holds."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line below a person: how grave, and what."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Face:
    """A person's card."""

    id: int
    nomination: int
    name: str
    post: str
    unit: str
    unit_id: int
    band: str
    level: str
    pinned: bool
    leads: bool
    reasons: tuple[Reason, ...]
    waits: bool = False


@dataclass(slots=True)
class Lane:
    """A column in view: its cards, how many more there are, whether it is the open one on a phone."""

    column: Column
    faces: list[Face]
    more: int = 0
    current: bool = False
    marks: list[Reason] = field(default_factory=list)
    says: list[Reason] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        """The last day of the course."""
        return last_day(self.column.planned.first_day, days=self.column.course.days)

    @property
    def mix(self) -> Composition:
        """Units, levels, ranks and fields of its people."""
        return mix_of(self.column)

    @property
    def blocks(self) -> bool:
        """Whether anything of it stands in the way of publishing."""
        return any(mark.level == "block" for mark in self.marks)


def mix_of(column: Column) -> Composition:
    """What a column is made of."""
    origins = (origin_of(card.nomination, band=card.band) for card in column.cards)
    return compose(origins, field=column.course.field)


def names_of(board: Board) -> Names:
    """How people and units of a board are called."""
    cards = [card for column in board.columns for card in column.cards] + [one.card for one in board.unplaced]
    return Names(
        people={f"P{card.person}": card.nomination.person.full_name for card in cards}, units=dict(board.units)
    )


def field_word(code: str) -> str:
    """A field of work in a word or two."""
    return str(_FIELDS.get(code, code))


def face(
    card: Card, *, names: Names, about: Iterable[Finding] = (), why: Iterable[Reason] = (), held: str = ""
) -> Face:
    """The card of a person; ``about`` are findings of the course that concern their unit, ``why`` further lines."""
    nomination = card.nomination
    found = sorted((*card.findings, *about), key=lambda finding: GRAVITY.index(finding.level))
    reasons = [*_lines(found, names=names), *why]
    if held:
        reasons.insert(0, Reason("block", held_word(held)))
    if card.unknown:
        reasons.append(Reason("unknown", _unknown(card.unknown)))
    band = gettext("bậc %(band)s") % {"band": card.band} if card.band else gettext("chưa rõ bậc")
    return Face(
        id=card.person,
        nomination=nomination.pk,
        name=nomination.person.full_name,
        post=", ".join(part for part in (nomination.position, nomination.workplace) if part),
        unit=nomination.unit.short,
        unit_id=nomination.unit_id,
        band=" · ".join(part for part in (band, field_word(nomination.field)) if part),
        level="block" if held else mark_level(found[0].level) if found else "",
        pinned=card.pinned,
        leads=card.leads,
        reasons=tuple(reasons),
    )


def _lines(found: list[Finding], *, names: Names) -> list[Reason]:
    """A line for each finding; several of those whom the unit put first are told as one."""
    passed = [finding for finding in found if finding.code == "inversion"]
    lines = []
    for finding in found:
        text = sentence(finding, names=names)
        if len(passed) > 1 and finding.code == "inversion":
            if finding is not passed[0]:
                continue
            said = {"unit": names.units.get(finding.unit or "", ""), "count": len(passed)}
            text = gettext("%(unit)s xếp %(count)s người trước, mà chưa có chỗ") % said
        lines.append(Reason(mark_level(finding.level), text))
    return lines


def held_word(why: str) -> str:
    """Why somebody must leave their seat before the plan is published."""
    if why == "not_approved":
        return gettext("Không có trong danh sách đã duyệt")
    withdrawn = gettext("Đơn vị đã rút đề cử")
    return withdrawn if why == "withdrawn" else gettext("Nay không đủ điều kiện")


def _unknown(ids: tuple[str, ...]) -> str:
    if len(ids) == 1:
        return gettext("Chưa rõ: %(what)s") % {"what": unknown(ids)[0]}
    return gettext("Chưa rõ %(count)s điều") % {"count": len(ids)}


def faces_of(column: Column, *, names: Names, held: Mapping[int, str]) -> list[Face]:
    """All cards of a column; who shares a unit with somebody in it, or is ``held`` back by now, is told so."""
    pairs = {finding.unit: finding for finding in column.findings if finding.code == "unit_pair"}
    found = []
    for card in column.cards:
        unit = f"U{card.nomination.unit_id}"
        about = [pairs[unit]] if unit in pairs else []
        found.append(face(card, names=names, about=about, held=held.get(card.person, "")))
    return found


def face_of_unplaced(one: Unplaced, *, names: Names) -> Face:
    """The card of somebody without a seat, with what stands before the choice that is nearest."""
    ways = sorted(one.blocked, key=lambda way: ("not_run" in way[1], len(way[1])))
    why: list[Reason] = []
    if ways:
        text = blocked(*ways[0])
        if len(ways) > 1:
            text += "; " + gettext("%(count)s khoá khác cũng vướng") % {"count": len(ways) - 1}
        why.append(Reason("note", text))
    return replace(face(one.card, names=names, why=why), waits=True)


def marks(findings: Iterable[Finding], *, held: int = 0) -> list[Reason]:
    """The levels with their counts, in falling gravity; one mark that all is well if there is nothing.

    ``held`` are people who must leave: each is a block.
    """
    levels = [*(finding.level for finding in findings), *[Severity.ERROR] * held]
    found = []
    for level in GRAVITY:
        count = levels.count(level)
        if count:
            found.append(Reason(mark_level(level), _counted(level, count)))
    return found or [Reason("pass", gettext("Không vướng"))]


def _counted(level: Severity, count: int) -> str:
    said = {
        Severity.ERROR: ngettext("%(count)s chặn", "%(count)s chặn", count),
        Severity.WARNING: ngettext("%(count)s cảnh báo", "%(count)s cảnh báo", count),
        Severity.NOTE: ngettext("%(count)s ghi chú", "%(count)s ghi chú", count),
    }
    return said[level] % {"count": count}


def says(column: Column, *, names: Names) -> list[Reason]:
    """What blocks a course itself, to stand above its people; that nobody heads it stands in its head already."""
    found = [one for one in column.findings if one.level is Severity.ERROR and one.code != "no_leader"]
    return [Reason("block", sentence(one, names=names)) for one in found if one.nominee is None]


def is_class(course: Course) -> bool:
    """A language course is a class with a monitor; the others are delegations with a head."""
    return course.programme == Programme.LANGUAGE.value
