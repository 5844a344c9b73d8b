"""From what is remembered to what the rules may look at: the one adapter between records and policy."""

from __future__ import annotations

from collections.abc import Iterable

from doanra.policy import facts as seen
from doanra.records.models import Evidence, Nomination, Participation, PastCourse, Waiver
from doanra.terms.dates import PartialDate
from doanra.terms.words import Audience, Field, Gender, Programme

ENDS = frozenset({"leads_until", "term_end", "retirement"})
"""Kinds of evidence whose date is the first day on which the person no longer leads."""

PAPERS: dict[str, str] = {
    "task_done": "Hoàn thành tốt nhiệm vụ",
    "discipline_clear": "Không bị xem xét, thi hành kỷ luật",
    "exit_clear": "Không bị cấm xuất cảnh, nhập cảnh",
    "content_fit": "Nội dung khoá học hợp với công việc hoặc chức danh quy hoạch",
    "health": "Đủ sức khoẻ",
    "commitment": "Đã ký bản cam kết",
    "language_ability": "Học trực tiếp được bằng ngoại ngữ",
    "uses_language": "Thường xuyên sử dụng ngoại ngữ trong công việc",
    "interview": "Qua phỏng vấn của cơ sở đào tạo",
    "vetting": "Tiêu chuẩn chính trị nội bộ (chỉ kết quả, ngày, số văn bản)",
    "overlap_review": "Đã xem xét, không trùng chương trình nước ngoài khác",
    "leads_until": "Thôi giữ chức vụ lãnh đạo, quản lý từ ngày",
    "term_end": "Hết nhiệm kỳ từ ngày",
    "retirement": "Quyết định nghỉ hưu từ ngày",
}
"""Every kind of evidence with what it says when its outcome is yes."""


def nominations_with_facts() -> Iterable[str]:
    """Names to prefetch so that ``facts_of`` asks the database nothing more."""
    return ("evidence", "waivers", "person__participations", "person__past_courses")


def facts_of(nomination: Nomination) -> seen.Facts:
    """All that is known of a nominee, each value with its source. Prefetch ``nominations_with_facts`` for many."""
    papers = {paper.kind: paper for paper in nomination.evidence.all()}

    def paper(kind: str) -> seen.Evidence | None:
        return _paper(papers.get(kind))

    return seen.Facts(
        person=_person(nomination),
        post=_post(nomination),
        unit=nomination.unit.name,
        unit_kind=nomination.unit.kind,
        ratings=_ratings(papers.get("task_done")),
        discipline_clear=paper("discipline_clear"),
        exit_clear=paper("exit_clear"),
        content_fit=paper("content_fit"),
        health=paper("health"),
        commitment=paper("commitment"),
        language_ability=paper("language_ability"),
        uses_language=paper("uses_language"),
        interview=paper("interview"),
        vetting=paper("vetting"),
        overlap_review=paper("overlap_review"),
        retirement=_end(papers.get("retirement")),
        term_end=_end(papers.get("term_end")),
        leads_until=_end(papers.get("leads_until")),
        history=_history(nomination),
        waivers=tuple(_waiver(one) for one in nomination.waivers.all()),
    )


def _person(nomination: Nomination) -> seen.Person:
    person = nomination.person
    return seen.Person(
        full_name=person.full_name,
        gender=Gender(person.gender) if person.gender else None,
        birth=person.birth,
        source=nomination.source,
    )


def _post(nomination: Nomination) -> seen.Post:
    return seen.Post(
        title=nomination.position,
        audience=Audience(nomination.audience) if nomination.audience else None,
        band=nomination.band,
        field=Field(nomination.field) if nomination.field else None,
        leads=nomination.leads,
        source=nomination.source,
    )


def _paper(paper: Evidence | None) -> seen.Evidence | None:
    if paper is None:
        return None
    return seen.Evidence(
        outcome=paper.outcome, on=paper.on, document=paper.document, note=paper.note, source=paper.source
    )


def _end(paper: Evidence | None) -> seen.LeadershipEnd | None:
    if paper is None or paper.on is None:
        return None
    return seen.LeadershipEnd(on=paper.on, reason=paper.note, document=paper.document, source=paper.source)


def _ratings(paper: Evidence | None) -> tuple[seen.Rating, ...]:
    if paper is None or paper.on is None:
        return ()
    rating = seen.Rating(
        year=paper.on.year, outcome=paper.outcome, wording=paper.note, document=paper.document, source=paper.source
    )
    return (rating,)


def _history(nomination: Nomination) -> seen.History:
    known = [_participation(one) for one in nomination.person.participations.all()]
    told = list(nomination.person.past_courses.all())
    old = [course for one in told if (course := _past_course(one)) and not any(_is_one(course, two) for two in known)]
    return seen.History(
        participations=tuple(one for one in (*known, *old) if not _is_own(one, nomination)),
        kl39_complete=nomination.call.register_complete,
        others_declared=any(one.is_none for one in told),
        source="sổ theo dõi của Cơ quan Thường trực",
    )


def _is_own(one: seen.Participation, nomination: Nomination) -> bool:
    """Whether it is the course that this very nomination led to: what is judged does not count against itself."""
    same_year = one.starts_on.year == nomination.call.year
    return same_year and one.programme == nomination.programme and one.funded_by is seen.Funding.KL39


def _is_one(old: seen.Participation, known: seen.Participation) -> bool:
    """Whether an old record tells of a course that the register has already: it must not count twice."""
    same_time = old.starts_on.earliest <= known.starts_on.earliest <= old.starts_on.latest
    return same_time and old.funded_by in (known.funded_by, None) and old.programme in (known.programme, None)


def _participation(one: Participation) -> seen.Participation:
    return seen.Participation(
        starts_on=PartialDate.of(one.starts_on),
        ends_on=PartialDate.of(one.ends_on),
        programme=Programme(one.programme) if one.programme else None,
        title=one.title,
        country=one.country,
        funded_by=seen.Funding(one.funded_by),
        source=one.source,
    )


def _past_course(one: PastCourse) -> seen.Participation | None:
    """A course of an old record; None for a record that declares that there was none."""
    if one.is_none or one.starts is None:
        return None
    return seen.Participation(
        starts_on=one.starts,
        ends_on=one.ends,
        programme=Programme(one.programme) if one.programme else None,
        title=one.title,
        country=one.country,
        funded_by=seen.Funding(one.funded_by) if one.funded_by else None,
        source=one.source,
    )


def _waiver(one: Waiver) -> seen.Waiver:
    return seen.Waiver(rule=one.rule, document=one.document, on=one.on, signer=one.signer)
