"""What a rule answers, and the answer for the whole: verdict, clause, values with source, a sentence for a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from doanra.policy.parameters import Citation, Edition
from doanra.terms.words import Programme, Verdict, Word


class Eligibility(Word):
    """The answer over all blocking rules. Unknown is not no."""

    ELIGIBLE = "eligible", "Đủ điều kiện"
    NOT_ELIGIBLE = "not_eligible", "Không đủ điều kiện"
    UNKNOWN = "unknown", "Chưa rõ"


@dataclass(frozen=True, slots=True)
class Value:
    """One value that was used: what it is, the value as text, where it came from."""

    label: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A missing paper and who owes it."""

    paper: str
    owed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one person.

    ``sentence`` is Vietnamese and can stand in an official letter. ``needs`` is filled for unknown. ``blocks`` is False
    where the programme lists the rule for information only (an overlap, a limit that no seen text sets).
    """

    rule: str
    title: str
    verdict: Verdict
    sentence: str
    citations: tuple[Citation, ...] = ()
    values: tuple[Value, ...] = ()
    needs: tuple[Need, ...] = ()
    blocks: bool = True
    waivable: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values for storing and for the command."""
        return {
            "rule": self.rule,
            "title": self.title,
            "verdict": self.verdict.value,
            "blocks": self.blocks,
            "waivable": self.waivable,
            "sentence": self.sentence,
            "citations": [citation.as_json() for citation in self.citations],
            "values": [{"label": value.label, "text": value.text, "source": value.source} for value in self.values],
            "needs": [{"paper": need.paper, "owed_by": need.owed_by} for need in self.needs],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All findings for one person and one course, in the programme's order, with the edition they were judged by."""

    full_name: str
    programme: Programme
    on: date
    course: str
    verdict: Eligibility
    summary: str
    edition: Edition
    findings: tuple[Finding, ...]

    @property
    def needs(self) -> tuple[Need, ...]:
        """Every missing paper once, in order."""
        return tuple(dict.fromkeys(need for finding in self.findings for need in finding.needs))

    def of(self, rule: str) -> Finding:
        """The finding of one rule; KeyError when the programme does not name it."""
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise KeyError(rule)

    def as_json(self) -> dict[str, Any]:
        """Plain values for storing and for the command."""
        return {
            "full_name": self.full_name,
            "programme": self.programme.value,
            "on": self.on.isoformat(),
            "course": self.course,
            "verdict": self.verdict.value,
            "summary": self.summary,
            "edition": self.edition.as_json(),
            "findings": [finding.as_json() for finding in self.findings],
        }
