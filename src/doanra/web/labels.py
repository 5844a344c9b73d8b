"""The words of lower rooms that pages say through gettext: `script/messages` cannot read them in the pages' source."""

from __future__ import annotations

from doanra.intake import MEANINGS
from doanra.policy import programmes, rules
from doanra.records.facts import PAPERS
from doanra.records.queries.delegations import Phase
from doanra.terms.words import Programme, Word


def shown() -> tuple[str, ...]:
    """Every label of a closed set, meaning of a column, kind of evidence, title of a rule or programme, once."""
    kinds: tuple[type[Word], ...] = (*Word.__subclasses__(), Phase)
    labels = (word.label for kind in kinds for word in kind)
    titles = (rule.title for rule in rules.registry().values())
    names = (programmes.of(one).label for one in Programme)
    return tuple(dict.fromkeys((*labels, *names, *MEANINGS.values(), *PAPERS.values(), *titles)))


def as_source() -> str:
    """The same as lines that gettext's scanner of Python understands."""
    return "\n".join(f"gettext_noop({label!r})" for label in shown())
