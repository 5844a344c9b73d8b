"""The table of the live plan and scenarios side by side: a row for what matters, the most important first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from doanra.planner.objectives import TIERS
from doanra.stages.plans.side_by_side import Standing
from doanra.web.drawings.figures import figure
from doanra.web.plans import scenario_words as words
from doanra.web.plans.scenario_words import Proof
from doanra.web.plans.sentences import tier
from doanra.web.templatetags.doanra import programme_label

Read = Callable[[Standing], int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, how it differs from the live plan, what is proven of it, and what else belongs to it."""

    head: str
    value: str
    delta: str = ""
    tone: str = ""
    proof: Proof | None = None
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is compared."""

    name: str
    cells: tuple[Cell, ...]
    part: bool = False


def rows(columns: Sequence[tuple[str, Standing]], *, live: bool) -> list[Row]:
    """``columns`` are heads and standings, the live plan first if ``live``."""
    table = _Table(columns, live=live)
    found = [table.seats()]
    found += [table.programme(name) for name in columns[0][1].problem.targets] if columns else []
    found.append(table.tier("T2", "T2.0", meta=_below))
    found += [table.tier(name, name) for name in ("T3", "T4", "T5", "T6")]
    return [*found, table.courses()]


def _below(one: Standing) -> str:
    return _("dưới nửa số chỗ nên có: %(half)s đơn vị; dưới đủ: %(all)s") % {
        "half": figure(one.tiers.t2[2]), "all": figure(one.tiers.t2[4]),
    }  # fmt: skip


class _Table:
    def __init__(self, columns: Sequence[tuple[str, Standing]], *, live: bool) -> None:
        self.columns, self.base = columns, columns[0][1] if columns and live else None

    def _row(
        self, name: str, key: str, read: Read, *, show: Callable[[Standing], str] | None = None,
        proof: Callable[[Standing], Proof] | None = None, meta: Callable[[Standing], str] | None = None,
        part: bool = False,
    ) -> Row:  # fmt: skip
        cells = []
        for head, one in self.columns:
            said, tone = (
                words.delta(key, read(self.base), read(one)) if self.base and one is not self.base else ("", "")
            )
            value = show(one) if show else figure(abs(read(one)))
            cells.append(Cell(head, value, said, tone, proof(one) if proof else None, meta(one) if meta else ""))
        return Row(name, tuple(cells), part)

    def seats(self) -> Row:
        """Seats filled of all targets, and T1: those missing."""
        return self._row(
            _("Chỗ đã xếp"), "seats", lambda one: one.tiers.seated, proof=words.seats_proof,
            meta=lambda one: _("thiếu %(n)s so với chỉ tiêu") % {"n": figure(one.tiers.t1)},
            show=lambda one: f"{figure(one.tiers.seated)}/{figure(sum(one.problem.targets.values()))}",
        )  # fmt: skip

    def programme(self, name: str) -> Row:
        """Seats filled of one programme."""
        return self._row(
            programme_label(name), "seats", lambda one: one.seats.get(name, 0), part=True,
            show=lambda one: f"{figure(one.seats.get(name, 0))}/{figure(one.problem.targets.get(name, 0))}",
        )  # fmt: skip

    def tier(self, name: str, step: str, *, meta: Callable[[Standing], str] | None = None) -> Row:
        """A tier with its proof; the fit of choices is said as the score that it is."""
        read: dict[str, Read] = {
            "T2": lambda one: one.tiers.t2[0], "T3": lambda one: one.tiers.t3,
            "T4": lambda one: -one.tiers.t4, "T5": lambda one: one.tiers.t5, "T6": lambda one: one.tiers.t6,
        }  # fmt: skip

        def proof(one: Standing) -> Proof:
            return words.proof(step, value=one.tiers.order[TIERS.index(step)], bounds=one.bounds)

        return self._row(tier(name), name, read[name], proof=proof, meta=meta)

    def courses(self) -> Row:
        """Courses that run."""
        cells = self._row(_("Khoá chạy"), "courses", lambda one: one.tiers.courses).cells
        plain = (Cell(one.head, one.value, one.delta) for one in cells)  # more courses are neither better nor worse
        return Row(_("Khoá chạy"), tuple(plain))
