"""The rules in prose, from their own docstrings, titles and citations: what docs/policy/rules.md holds.

Written anew by `python -m doanra.policy.prose > docs/policy/rules.md`; a test compares the two.
"""

from __future__ import annotations

import sys

from doanra.policy import parameters, programmes, rules
from doanra.policy.rules import Rule
from doanra.terms.words import Programme

HEAD = """# The rules

Written from the code by `python -m doanra.policy.prose > docs/policy/rules.md`; do not edit by hand.
Each rule answers met, not met or unknown; a rule marked so may be waived by the leaders of the Ban Chỉ đạo.
"""


def rules_in_prose() -> str:
    """Markdown of all rules: title, clause for each programme, meaning and guarantee."""
    sections = [HEAD]
    for programme in Programme:
        terms = programmes.of(programme)
        names = ", ".join(f"`{use.rule}`" + ("" if use.blocks else " (for information)") for use in terms.rules)
        sections.append(f"**{terms.label}** (`{programme.value}`; {terms.source}): {names}.\n")
    sections += [_section(rule) for rule in rules.registry().values()]
    return "\n".join(sections)


def _section(rule: Rule) -> str:
    lines = [f"## `{rule.id}`: {rule.title}\n", *(f"- {line}" for line in _clauses(rule))]
    if any(rule.id in item.value for item in parameters.every() if item.key == "general.waivable"):
        lines.append("- May be waived: exceptions are decided by the leaders of the Ban Chỉ đạo.")
    return "\n".join([*lines, "", rule.meaning, ""])


def _clauses(rule: Rule) -> list[str]:
    named = [one for one, terms in programmes.registry().items() if rule.id in {use.rule for use in terms.rules}]
    keys = list(dict.fromkeys(rule.basis_for(programme) for programme in Programme if programme in named))
    return [line for key in keys for line in _dated(key)]


def _dated(key: str) -> list[str]:
    found = [item for item in parameters.every() if item.key == key]
    if not found:
        return [f"`{key}`: not set by any text that was seen; shown as unknown, does not block"]
    return [
        f"`{key}` = {_text(item.value)}: {item.citation.vietnamese()}; in force from {item.valid_from.isoformat()}"
        + (f" to {item.valid_to.isoformat()}" if item.valid_to else "")
        + f"; confidence {item.confidence}"
        for item in found
    ]


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value).lower()


if __name__ == "__main__":
    sys.stdout.write(rules_in_prose())
