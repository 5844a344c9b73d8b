"""Time left as a leader: Decision 02-QĐ/BCĐ of 5/10/2022, special conditions (18 months short, 24 months medium).

Meaning: counted from the first day of the course, the person still leads or manages for at least that many months. The
end is the earliest of: retirement (a decision, else the table of Decree 135/2020), end of term, a date given by hand
with its reason; each being the first day no longer in the post, so that exactly 18 months are enough.
Guarantees: retirement by the table is only the latest possible end, so it can prove "not met". Where nothing earlier is
known it is also taken for "met", since every unknown would otherwise stay open for good; the sentence then says "chỉ
theo tuổi nghỉ hưu (mốc muộn nhất)". A birth year without month never passes: unknown, or not met when even its last
month fails. A post that does not lead is not met. A later first day never improves the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from doanra.policy import parameters
from doanra.policy.facts import Context, Facts, LeadershipEnd
from doanra.policy.finding import Finding, Need, Value
from doanra.policy.parameters import Citation, Dated
from doanra.policy.proof import owed_by
from doanra.policy.retirement import Bound, bound
from doanra.policy.wording import age, paper_date
from doanra.terms.dates import add_months, whole_months_between
from doanra.terms.words import Programme, Verdict

TITLE = "Còn đủ thời gian làm lãnh đạo, quản lý, tính từ ngày khai giảng"
BASIS = "{programme}.months_left"
BY_AGE = "tuổi nghỉ hưu (mốc muộn nhất)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """When leading ends: not before ``earliest``, not after ``latest`` (None: not known), and why."""

    earliest: date | None = None
    latest: date | None = None
    reason: str = ""
    certain: bool = False


def judge(facts: Facts, context: Context, basis: Dated) -> Finding:
    """Compares the end of leading with the first day plus the months asked."""
    ending = _ending(facts, on=context.on)
    verdict = _verdict(facts, ending, add_months(context.on, basis.value))
    table = bound(facts.person, on=context.on)
    citations: tuple[Citation, ...] = (basis.citation,)
    if table and facts.retirement is None:
        citations += table.citations
    return Finding(
        rule="months_left",
        title=TITLE,
        verdict=verdict,
        sentence=_sentence(facts, context, basis, ending, verdict),
        citations=citations,
        values=_values(facts, context, basis, ending),
        needs=_needs(facts) if verdict is Verdict.UNKNOWN else (),
    )


def latest_start(facts: Facts, *, programme: Programme, on: date) -> date | None:
    """The last first day of a course on which the rule is still met, by the months asked on the day ``on``.

    None where no months are asked, the person is not known to lead, or the end is not known exactly.
    """
    basis = parameters.find(BASIS.format(programme=programme.value), on=on)
    ending = _ending(facts, on=on)
    if basis is None or facts.post.leads is not True or not ending.certain or ending.latest is None:
        return None
    day = add_months(ending.latest, -basis.value)
    while add_months(day + timedelta(days=1), basis.value) <= ending.latest:
        day += timedelta(days=1)
    return day


def _ending(facts: Facts, *, on: date) -> _Ending:
    """The earliest of all known ends; the table stands in while there is no decision on retirement."""
    known = [end for end in (facts.retirement, facts.term_end, facts.leads_until) if end is not None]
    first = min(known, key=lambda end: end.on, default=None)
    table = bound(facts.person, on=on) if facts.retirement is None else None
    if table is None:
        sure = facts.retirement is not None
        return _Ending(
            earliest=first.on if first and sure else None,
            latest=first.on if first else None,
            reason=_why(first) if first else "",
            certain=sure,
        )
    earliest, latest = table.earliest, table.latest
    if first is not None and first.on <= latest:
        exact = table.exact or (first.on <= earliest and _month_known(facts))
        return _Ending(earliest=min(first.on, earliest), latest=first.on, reason=_why(first), certain=exact)
    return _Ending(earliest=earliest, latest=latest, reason=BY_AGE, certain=table.exact)


def _month_known(facts: Facts) -> bool:
    return facts.person.birth is not None and facts.person.birth.month is not None


def _verdict(facts: Facts, ending: _Ending, needed: date) -> Verdict:
    if facts.post.leads is False or (ending.latest is not None and ending.latest < needed):
        return Verdict.NOT_MET
    if facts.post.leads is None or ending.earliest is None or ending.earliest < needed:
        return Verdict.UNKNOWN
    # A year alone never passes a test of months, unless a decision on retirement makes the birth irrelevant.
    return Verdict.MET if facts.retirement is not None or _month_known(facts) else Verdict.UNKNOWN


def _sentence(facts: Facts, context: Context, basis: Dated, ending: _Ending, verdict: Verdict) -> str:
    months, rule = basis.value, basis.citation.named()
    opening = f"Tính từ ngày khai giảng {paper_date(context.on)}, đồng chí {facts.person.full_name}"
    if facts.post.leads is False:
        return f"{opening} không giữ chức vụ lãnh đạo, quản lý, chưa bảo đảm điều kiện theo {rule}."
    if verdict is Verdict.UNKNOWN or ending.latest is None:
        doubt = f"chưa xác định được có còn đủ {months} tháng làm lãnh đạo, quản lý hay không"
        return f"{opening} {doubt}, do {_missing(facts)}."
    left = _left(context.on, ending.latest)
    by_age = ending.reason == BY_AGE
    if verdict is Verdict.NOT_MET and ending.latest <= context.on:
        over = "đã đến tuổi nghỉ hưu" if by_age else f"đã thôi giữ chức vụ {ending.reason}"
        return f"{opening} {over}, không còn thời gian lãnh đạo, quản lý theo yêu cầu của {rule}."
    if verdict is Verdict.NOT_MET:
        most = f"còn nhiều nhất {left} tháng công tác trước tuổi nghỉ hưu"
        known = f"còn {left} tháng làm lãnh đạo, quản lý (thôi giữ chức vụ {ending.reason})"
        shortfall = f"chưa bảo đảm {months} tháng còn thời gian lãnh đạo, quản lý theo {rule}"
        return f"{opening} {most if by_age else known}, {shortfall}."
    most = f"còn nhiều nhất {left} tháng làm lãnh đạo, quản lý, chỉ theo {BY_AGE}"
    known = f"còn {left} tháng làm lãnh đạo, quản lý (thôi giữ chức vụ {ending.reason})"
    return f"{opening} {most if by_age else known}, bảo đảm ít nhất {months} tháng theo {rule}."


def _left(first: date, last: date) -> int:
    return max(0, whole_months_between(first, last))


def _missing(facts: Facts) -> str:
    if facts.person.birth is None:
        return "chưa có ngày sinh"
    if facts.person.birth.month is None:
        return f"mới biết năm sinh {facts.person.birth.year}, chưa biết tháng sinh"
    if facts.post.leads is None:
        return "chưa rõ chức vụ lãnh đạo, quản lý đang giữ"
    return "chưa biết giới tính để tính tuổi nghỉ hưu"


def _needs(facts: Facts) -> tuple[Need, ...]:
    paper = {True: "ngày, tháng, năm sinh và giới tính", False: "chức vụ lãnh đạo, quản lý ghi đầy đủ"}
    unclear = facts.person.birth is None or facts.person.birth.month is None or facts.person.gender is None
    return (Need(paper[unclear], owed_by(facts)),)


def _values(facts: Facts, context: Context, basis: Dated, ending: _Ending) -> tuple[Value, ...]:
    person = facts.person
    born = paper_date(person.birth) if person.birth else "chưa có thông tin"
    values = [Value("Ngày sinh", born, person.source)]
    table = bound(person, on=context.on)
    if facts.retirement is None and table is not None:
        values.append(Value("Tuổi nghỉ hưu", _age_text(table), _age_source(facts, table)))
    for label, end in _ends(facts):
        values.append(Value(label, _why(end), end.source))
    values.append(Value("Ngày khai giảng", paper_date(context.on), context.course))
    left = "chưa xác định"
    if ending.latest is not None:
        left = f"nhiều nhất {_left(context.on, ending.latest)} tháng, cần {basis.value} tháng"
    values.append(Value("Thời gian còn lại", left, ending.reason))
    return tuple(values)


def _ends(facts: Facts) -> list[tuple[str, LeadershipEnd]]:
    pairs = (
        ("Quyết định về nghỉ hưu", facts.retirement),
        ("Hết nhiệm kỳ", facts.term_end),
        ("Thôi lãnh đạo, quản lý", facts.leads_until),
    )
    return [(label, end) for label, end in pairs if end is not None]


def _why(end: LeadershipEnd) -> str:
    return ", ".join(part for part in (f"từ ngày {paper_date(end.on)}", end.reason, end.document) if part)


def _age_text(table: Bound) -> str:
    if table.age is None or not table.exact:
        return f"nghỉ từ {paper_date(table.earliest)} đến {paper_date(table.latest)}, tuỳ tháng sinh và giới tính"
    return f"{age(table.age)}, nghỉ từ {paper_date(table.latest)}"


def _age_source(facts: Facts, table: Bound) -> str:
    gender = f"{facts.person.gender.label.lower()}, " if facts.person.gender else ""
    return f"{gender}{table.citations[0].document.short}, chỉ dùng làm mốc muộn nhất"
