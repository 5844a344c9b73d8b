"""What the page "Vì sao?" says of findings: the conclusion, what could change it, each rule as a person reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.policy import programmes
from doanra.policy.finding import Eligibility
from doanra.records.facts import ENDS
from doanra.terms.words import Programme, Verdict

KINDS: dict[str, tuple[str, ...]] = {
    "audience": ("uses_language",),
    "task_done": ("task_done",),
    "discipline": ("discipline_clear",),
    "exit_ban": ("exit_clear",),
    "content_fit": ("content_fit",),
    "health": ("health",),
    "months_left": tuple(sorted(ENDS)),
    "commitment": ("commitment",),
    "language_ability": ("language_ability",),
    "interview": ("interview",),
    "vetting": ("vetting",),
    "overlap": ("overlap_review",),
}
"""Which kinds of evidence answer a rule. Rules on past courses have none: the register answers them, or a waiver."""

_LEVELS = {Eligibility.ELIGIBLE: "pass", Eligibility.UNKNOWN: "unknown", Eligibility.NOT_ELIGIBLE: "block"}


@cache
def due_by_departure() -> frozenset[str]:
    """Rules whose paper may come after selection, in any programme."""
    uses = (use for terms in programmes.registry().values() for use in terms.rules)
    return frozenset(use.rule for use in uses if use.by_departure)


def kinds_of(rule: str, *, programme: str) -> tuple[str, ...]:
    """The kinds that answer a rule in a programme: the group of a post is read from its title, not proven by paper."""
    if rule == "audience" and programme != Programme.LANGUAGE.value:
        return ()
    return KINDS.get(rule, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One finding for the page; ``forms`` are filled by the view for those who may act."""

    rule: str
    title: str
    verdict: Verdict
    blocks: bool
    waivable: bool
    clauses: tuple[str, ...]
    values: tuple[dict[str, str], ...]
    sentence: str
    needs: tuple[dict[str, str], ...]
    forms: dict[str, Any] = field(default_factory=dict)

    @property
    def due_later(self) -> bool:
        """Whether the paper is due before departure only, so that the verdict does not wait for it."""
        return not self.blocks and self.rule in due_by_departure()

    @property
    def short(self) -> str:
        """The values in one line, for a rule that is met."""
        return "; ".join(f"{value['label']}: {value['text']}" for value in self.values)

    @property
    def need(self) -> str:
        """What is missing and who owes it, as one sentence."""
        papers = "; ".join(need["paper"] for need in self.needs)
        owed_by = ", ".join(dict.fromkeys(need["owed_by"] for need in self.needs))
        return _("Cần: %(papers)s. Chờ %(owed_by)s.") % {"papers": papers, "owed_by": owed_by} if self.needs else ""


def reason(finding: dict[str, Any]) -> Reason:
    """A finding as it is stored. ``waivable`` only while there is something to waive."""
    verdict = Verdict(finding["verdict"])
    return Reason(
        rule=finding["rule"],
        title=_(finding["title"]),
        verdict=verdict,
        blocks=finding["blocks"],
        waivable=finding["waivable"] and verdict in (Verdict.NOT_MET, Verdict.UNKNOWN),
        clauses=tuple(citation["brief"] for citation in finding["citations"]),
        values=tuple(finding["values"]),
        sentence=finding["sentence"],
        needs=tuple(finding["needs"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The head of the page: who, the answer, what could change it, the findings by gravity."""

    standing: Eligibility
    level: str
    question: str
    answer: str
    changes: tuple[str, ...]
    counts: tuple[tuple[str, str], ...]
    open: tuple[Reason, ...]
    met: tuple[Reason, ...]
    reply: tuple[str, ...]


_ORDER = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.WAIVED)


def conclude(findings: Sequence[dict[str, Any]], *, name: str, summary: str, taken_in: bool) -> Conclusion:
    """From findings to words. ``taken_in``: whether a planning run of the year takes unknown verdicts in."""
    reasons = [reason(finding) for finding in findings]
    blocking = [one for one in reasons if one.blocks]
    by_verdict = Counter(one.verdict for one in blocking)
    standing = _standing(by_verdict)
    shown = [one for verdict in _ORDER for one in blocking if one.verdict is verdict]
    aside = [one for one in reasons if not one.blocks and one.verdict is not Verdict.MET]
    return Conclusion(
        standing=standing,
        level=_LEVELS[standing],
        question=_question(standing, name=name),
        answer=_answer(standing, by_verdict, whole=len(blocking)),
        changes=tuple(_changes(standing, blocking, taken_in=taken_in)),
        counts=tuple(_counts(by_verdict)),
        open=(*shown, *aside),
        met=tuple(one for one in reasons if one.verdict is Verdict.MET),
        reply=tuple(_reply(standing, blocking, summary=summary)),
    )


def _standing(by_verdict: Counter[Verdict]) -> Eligibility:
    if by_verdict[Verdict.NOT_MET]:
        return Eligibility.NOT_ELIGIBLE
    return Eligibility.UNKNOWN if by_verdict[Verdict.UNKNOWN] else Eligibility.ELIGIBLE


def _question(standing: Eligibility, *, name: str) -> str:
    forms = {
        Eligibility.NOT_ELIGIBLE: _("Vì sao %(name)s chưa đi được?"),
        Eligibility.UNKNOWN: _("Vì sao chưa kết luận được về %(name)s?"),
        Eligibility.ELIGIBLE: _("Vì sao %(name)s đi được?"),
    }
    return forms[standing] % {"name": name}


def _answer(standing: Eligibility, by_verdict: Counter[Verdict], *, whole: int) -> str:
    forms = {
        Eligibility.NOT_ELIGIBLE: _("Không đủ điều kiện: %(n)s trong %(whole)s điều không đạt"),
        Eligibility.UNKNOWN: _("Chưa đủ căn cứ: %(n)s trong %(whole)s điều chưa rõ"),
        Eligibility.ELIGIBLE: _("Đủ điều kiện: %(n)s trong %(whole)s điều đạt"),
    }
    deciding = {
        Eligibility.NOT_ELIGIBLE: Verdict.NOT_MET,
        Eligibility.UNKNOWN: Verdict.UNKNOWN,
        Eligibility.ELIGIBLE: Verdict.MET,
    }
    return forms[standing] % {"n": by_verdict[deciding[standing]], "whole": whole}


def _counts(by_verdict: Counter[Verdict]) -> list[tuple[str, str]]:
    words = {
        Verdict.NOT_MET: _("%(n)s không đạt"),
        Verdict.UNKNOWN: _("%(n)s chưa rõ"),
        Verdict.WAIVED: _("%(n)s miễn"),
        Verdict.MET: _("%(n)s đạt"),
    }
    return [
        (verdict.value, word % {"n": by_verdict[verdict]}) for verdict, word in words.items() if by_verdict[verdict]
    ]


def _changes(standing: Eligibility, blocking: list[Reason], *, taken_in: bool) -> list[str]:
    if standing is Eligibility.ELIGIBLE:
        return [_("Không còn giấy tờ nào phải chờ.")]
    open_ = [one for one in blocking if one.verdict is Verdict.UNKNOWN]
    if standing is Eligibility.UNKNOWN:
        return [_papers(open_), _meanwhile(taken_in=taken_in)]
    failed = [one for one in blocking if one.verdict is Verdict.NOT_MET]
    said = [_("Bổ sung giấy tờ còn thiếu không làm thay đổi kết luận.")] if open_ else []
    if all(one.waivable for one in failed):
        return [*said, _("Chỉ Lãnh đạo Ban Chỉ đạo mới cho miễn được.")]
    ways = [_WAYS[one.rule]() for one in failed if not one.waivable and one.rule in _WAYS]
    return [*said, _("Quy định không cho miễn."), *ways]


_WAYS = {
    "audience": lambda: _("Kết luận chỉ đổi nếu chức vụ được đọc hoặc xác nhận lại."),
    "task_done": lambda: _("Kết luận chỉ đổi khi có kết quả xếp loại của năm sau."),
    "discipline": lambda: _("Kết luận chỉ đổi khi hết thời hạn kỷ luật và cấp uỷ xác nhận."),
    "exit_ban": lambda: _("Kết luận chỉ đổi khi cơ quan quản lý xuất nhập cảnh xác nhận không còn vướng."),
    "months_left": lambda: _(
        "Kết luận chỉ đổi với một khoá khai giảng sớm hơn, hoặc quyết định về thời gian công tác."
    ),
    "health": lambda: _("Kết luận chỉ đổi khi có giấy khám sức khoẻ mới."),
    "vetting": lambda: _("Kết luận chỉ đổi khi cơ quan thẩm định có kết quả khác."),
    "content_fit": lambda: _("Kết luận chỉ đổi với một khoá hợp với công việc hoặc chức danh quy hoạch."),
    "interview": lambda: _("Kết luận chỉ đổi khi cơ sở đào tạo phỏng vấn lại."),
    "language_ability": lambda: _("Kết luận chỉ đổi khi có chứng chỉ hoặc xác nhận năng lực ngoại ngữ mới."),
}


def _papers(open_: list[Reason]) -> str:
    needs = [need for one in open_ for need in one.needs]
    if not needs:
        return _("Không giấy tờ nào của đơn vị giải quyết được; văn phòng phải xác định.")
    owed = Counter(need["owed_by"] for need in needs)
    whom = "; ".join(_("%(who)s %(n)s") % {"who": who, "n": count} for who, count in owed.most_common())
    say = ngettext("Còn chờ %(n)s giấy tờ: %(whom)s.", "Còn chờ %(n)s giấy tờ: %(whom)s.", len(needs))
    return say % {"n": len(needs), "whom": whom}


def _meanwhile(*, taken_in: bool) -> str:
    if taken_in:
        return _("Chưa rõ không phải là không: trong khi chờ, người này vẫn được xếp vào kế hoạch, có dấu.")
    return _("Năm nay người chưa rõ để lại, không xếp vào kế hoạch cho đến khi đủ giấy tờ.")


def _reply(standing: Eligibility, blocking: list[Reason], *, summary: str) -> list[str]:
    """The sentences for a letter of answer: the whole, then what is not met or waived, then what is asked for."""
    said = [summary]
    said += [one.sentence for one in blocking if one.verdict in (Verdict.NOT_MET, Verdict.WAIVED)]
    if standing is Eligibility.UNKNOWN:
        papers = list(dict.fromkeys(need["paper"] for one in blocking for need in one.needs))
        if papers:
            said.append(_("Đề nghị bổ sung: %(papers)s.") % {"papers": "; ".join(papers)})
    return said
