"""The list of differences between two plans as pages show it: by kind, then by delegation, each with its count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from doanra.stages.plans.differences import KINDS, Difference

_TITLES = {
    "out": _("Mất chỗ"),
    "moved": _("Sang khoá khác"),
    "redated": _("Cùng khoá, đổi ngày"),
    "in": _("Có chỗ mới"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person with the reason in words, if there is one."""

    difference: Difference
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """All people of one kind, by delegation: pairs of a course's code and its lines."""

    kind: str
    title: str
    count: int
    groups: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def reasoned(self) -> bool:
        """Whether anybody's reason is told: else that column is left out."""
        return any(line.why for _code, lines in self.groups for line in lines)


def sections(
    differences: Iterable[Difference],
    *,
    why: Callable[[Difference], str] = lambda one: "",
    kind: Callable[[Difference], str] = lambda one: one.kind,
    titles: dict[str, str] | None = None,
) -> list[Section]:
    """The differences (in the order of ``differences.between``) for ``plans/parts/differences.html``.

    A page that tells more kinds than ``KINDS`` gives its own ``kind`` and ``titles``, in the order to show.
    """
    named = titles or {name: str(title) for name, title in _TITLES.items()}
    found: dict[str, list[Difference]] = {name: [] for name in named or KINDS}
    for one in differences:
        found[kind(one)].append(one)
    return [_section(name, named[name], rows, why) for name, rows in found.items() if rows]


def _section(name: str, title: str, rows: list[Difference], why: Callable[[Difference], str]) -> Section:
    ordered = sorted(rows, key=lambda one: one.delegation)
    groups = groupby(ordered, key=lambda one: one.delegation)
    return Section(
        name, title, len(rows), tuple((code, tuple(Line(one, why(one)) for one in lines)) for code, lines in groups)
    )
