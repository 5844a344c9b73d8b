"""The words of lower rooms that pages say through gettext: `script/messages` cannot read them in the pages' source."""

from __future__ import annotations

from doanra.intake import MEANINGS
from doanra.policy import rules
from doanra.records.facts import PAPERS
from doanra.records.queries.delegations import Phase
from doanra.terms.words import Word


def shown() -> tuple[str, ...]:
    """Every label of a closed set, meaning of a column, kind of evidence and title of a rule, once."""
    kinds: tuple[type[Word], ...] = (*Word.__subclasses__(), Phase)
    labels = (word.label for kind in kinds for word in kind)
    titles = (rule.title for rule in rules.registry().values())
    return tuple(dict.fromkeys((*labels, *MEANINGS.values(), *PAPERS.values(), *titles)))


def as_source() -> str:
    """The same as lines that gettext's scanner of Python understands."""
    return "\n".join(f"gettext_noop({label!r})" for label in shown())
