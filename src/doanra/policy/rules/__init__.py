"""The rules: one file each, found by looking into this folder; the file's name is the rule's id.

A rule module has TITLE (plain Vietnamese), BASIS (key in parameters; ``{programme}`` stands for the programme), and
``judge(facts, context, basis) -> Finding``, called only while a basis is in force. Rules do not know each other.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from doanra.policy.facts import Context, Facts
from doanra.policy.finding import Finding
from doanra.policy.parameters import Dated
from doanra.policy.wording import paper_date
from doanra.terms.words import Programme, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the folder. ``meaning`` is the docstring of its file: article, date, meaning, guarantee."""

    id: str
    title: str
    basis: str
    judge: Callable[[Facts, Context, Dated], Finding]
    meaning: str

    def basis_for(self, programme: Programme) -> str:
        """The key of the value that the rule stands on for a programme."""
        return self.basis.format(programme=programme.value)

    def not_set(self, facts: Facts, context: Context) -> Finding:
        """Unknown: no text in force on that day sets this for the programme."""
        sentence = (
            f"Đối với đồng chí {facts.person.full_name}: chưa xác định, vì đến ngày {paper_date(context.on)} chưa thấy "
            f"văn bản nào quy định điều này cho chương trình {context.programme.label.lower()}."
        )
        return Finding(rule=self.id, title=self.title, verdict=Verdict.UNKNOWN, sentence=sentence)


@cache
def registry() -> dict[str, Rule]:
    """Every rule of the folder by id."""
    found = {}
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        found[entry.name] = Rule(
            id=entry.name,
            title=module.TITLE,
            basis=module.BASIS,
            judge=module.judge,
            meaning=(module.__doc__ or "").strip(),
        )
    return found
