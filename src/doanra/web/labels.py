"""The words of lower rooms that pages say through gettext: `script/messages` cannot read them in the pages' source."""

from __future__ import annotations

from collections.abc import Iterator

from doanra.intake import MEANINGS
from doanra.policy import programmes, rules
from doanra.policy.flows import FLOWS
from doanra.records.facts import PAPERS
from doanra.records.queries.asked_fields import FIELDS
from doanra.records.queries.delegations import Phase
from doanra.stages.duties import Matter
from doanra.stages.nominating.answers import DISCIPLINE, RATINGS
from doanra.stages.quotas.sharing import Way
from doanra.terms.words import Programme, Word
from doanra.web.help.topics import topics
from doanra.web.help.words import terms


def shown() -> tuple[str, ...]:
    """Every label of a closed set, meaning of a column, kind of evidence, title of a rule or programme,
    state with its help, once."""
    kinds: tuple[type[Word], ...] = (*Word.__subclasses__(), Phase, Matter, Way)
    labels = (word.label for kind in kinds for word in kind)
    titles = (rule.title for rule in rules.registry().values())
    names = (programmes.of(one).label for one in Programme)
    told = (*FIELDS.values(), *RATINGS, *DISCIPLINE, *_of_flows(), *_of_help())
    return tuple(dict.fromkeys((*labels, *names, *MEANINGS.values(), *PAPERS.values(), *titles, *told)))


def _of_flows() -> Iterator[str]:
    for flow in FLOWS.values():
        yield flow.noun
        for state in flow.states:
            yield from (state.label, state.says)
        yield from (move.label for move in flow.moves)


def _of_help() -> Iterator[str]:
    for topic in topics().values():
        yield from (topic.title, topic.says)
    yield from (one.says for one in terms())


def as_source() -> str:
    """The same as lines that gettext's scanner of Python understands."""
    return "\n".join(f"gettext_noop({label!r})" for label in shown())
