"""What the year plan says. The caller fills it from a published plan; sums are computed here, never passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from doanra.documents.delegation import Delegation
from doanra.documents.figures import figure, money_in_words
from doanra.documents.letterhead import Letterhead, Signature
from doanra.terms.words import Programme

_ORDER = (Programme.SHORT, Programme.MEDIUM, Programme.LANGUAGE)
_BASES = (
    "Kết luận số 39-KL/TW, ngày 18/7/2022 của Bộ Chính trị về chủ trương bồi dưỡng cán bộ lãnh đạo, quản lý ở nước "
    "ngoài bằng ngân sách nhà nước",
    "Quyết định số 02-QĐ/BCĐ, ngày 05/10/2022 của Ban Chỉ đạo thực hiện Kết luận số 39-KL/TW ban hành Quy chế bồi "
    "dưỡng cán bộ lãnh đạo, quản lý ở nước ngoài",
)


@dataclass(frozen=True, slots=True)
class Targets:
    """Seats of the year by Conclusion 39-KL/TW, section 2.2. The total is said by the Conclusion and is not the sum of
    the parts (40 + 250 + 120 is 410, the Conclusion says 400)."""

    total: int
    short: int
    medium: int
    language: int

    @property
    def parts(self) -> int:
        """The sum of the three parts."""
        return self.short + self.medium + self.language


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A group of units that were called: ``label`` (``tỉnh, thành phố``), how many ``answered`` of how ``many``."""

    label: str
    answered: int
    many: int


@dataclass(frozen=True, slots=True)
class Registration:
    """Nominations of one programme by verdict; ``unknown`` ones lack evidence and are not counted as eligible."""

    programme: Programme
    nominated: int
    eligible: int
    unknown: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """An expected cost in đồng; ``illustrative`` prints ``giả định`` beside it."""

    label: str
    amount: Decimal
    illustrative: bool = False

    @property
    def figure(self) -> str:
        """The amount as the table prints it."""
        return figure(self.amount)

    @property
    def note(self) -> str:
        """``giả định`` or nothing."""
        return "giả định" if self.illustrative else ""


@dataclass(frozen=True, slots=True)
class Share:
    """One programme in the plan: its delegations, people and target."""

    programme: Programme
    target: int
    delegations: tuple[Delegation, ...]

    @property
    def label(self) -> str:
        """``Bồi dưỡng ngắn hạn``."""
        return f"Bồi dưỡng {self.programme.label.lower()}"

    @property
    def people(self) -> int:
        """People of all its delegations."""
        return sum(delegation.size for delegation in self.delegations)

    @property
    def against_target(self) -> str:
        """``đủ``, ``thiếu 12`` or ``vượt 3``."""
        short = self.target - self.people
        return "đủ" if short == 0 else f"thiếu {figure(short)}" if short > 0 else f"vượt {figure(-short)}"


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The plan of one year. ``delegations`` in the order of the annexes; within a programme it is kept.

    ``registered_on`` is the day of the counts in ``units`` and ``registrations``; ``bases`` are the căn cứ without the
    word; ``recipients`` the lines of nơi nhận without punctuation.
    """

    year: int
    letterhead: Letterhead
    targets: Targets
    registered_on: date
    units: tuple[UnitGroup, ...]
    registrations: tuple[Registration, ...]
    delegations: tuple[Delegation, ...]
    budget: tuple[BudgetLine, ...]
    signature: Signature
    recipients: tuple[str, ...]
    bases: tuple[str, ...] = _BASES

    @property
    def title(self) -> str:
        """For the file's properties."""
        return f"Kế hoạch bồi dưỡng cán bộ lãnh đạo, quản lý ở nước ngoài năm {self.year}"

    @property
    def shares(self) -> tuple[Share, ...]:
        """The three programmes, each with its delegations."""
        targets = (self.targets.short, self.targets.medium, self.targets.language)
        return tuple(
            Share(programme, target, tuple(one for one in self.delegations if one.programme is programme))
            for programme, target in zip(_ORDER, targets, strict=True)
        )

    @property
    def annexed(self) -> tuple[Delegation, ...]:
        """Delegations in the order of annex 1, which numbers the annexes of lists from 2."""
        return tuple(delegation for share in self.shares for delegation in share.delegations)

    @property
    def people(self) -> int:
        """All people of the plan."""
        return sum(delegation.size for delegation in self.delegations)

    @property
    def answered(self) -> int:
        """Units that answered."""
        return sum(group.answered for group in self.units)

    @property
    def called(self) -> int:
        """Units that were called."""
        return sum(group.many for group in self.units)

    @property
    def budget_total(self) -> Decimal:
        """The sum of the budget, in đồng."""
        return sum((line.amount for line in self.budget), Decimal(0))

    @property
    def budget_words(self) -> str:
        """The sum in words, rounded to whole đồng."""
        return money_in_words(self.budget_total.quantize(Decimal(1)))

    @property
    def budget_is_illustrative(self) -> bool:
        """Whether any amount is an assumption."""
        return any(line.illustrative for line in self.budget)

    def registered(self, column: str) -> int:
        """The sum of one column of ``registrations``: nominated, eligible, unknown or refused."""
        return sum(int(getattr(row, column)) for row in self.registrations)
