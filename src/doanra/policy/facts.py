"""What rules may look at: plain frozen values, each with where it came from. What is unseen is None, never guessed.

The JSON form that `doanra assess` reads is in `reading.py`, its description in docs/policy/facts.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from doanra.terms.dates import PartialDate
from doanra.terms.words import Audience, Field, Gender, Programme, Word


class Funding(Word):
    """Who paid a participation. Only Conclusion 39 money counts for frequency (Decision 02, general condition 5)."""

    KL39 = "kl39", "Kết luận 39-KL/TW"
    SCHEME165 = "scheme165", "Đề án 165"
    OTHER = "other", "chương trình nước ngoài khác"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is judged. ``source`` says where the values were read ("tệp của tỉnh Lào Cai, dòng 7")."""

    full_name: str
    gender: Gender | None = None
    birth: PartialDate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The post held: the group that its highest title belongs to, our own rank band 1..5, field, leading or not."""

    title: str = ""
    audience: Audience | None = None
    band: int | None = None
    field: Field | None = None
    planned_field: Field | None = None  # of the post the person is planned for (quy hoạch)
    leads: bool | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one paper says of one condition. ``outcome``: True fulfils the condition, False does not, None says nothing.

    Past ``valid_until`` the paper proves nothing any more (a health check, a discipline that has been served).
    """

    outcome: bool | None = None
    on: date | None = None
    document: str = ""
    note: str = ""
    valid_until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The yearly rating: ``outcome`` True from "hoàn thành tốt nhiệm vụ" up; ``wording`` as the paper has it."""

    year: int
    outcome: bool | None = None
    wording: str = ""
    document: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipEnd:
    """``on`` is the first day on which the person no longer leads, with the reason and the paper that says so."""

    on: date
    reason: str = ""
    document: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """A course abroad, past or already decided; never the one being judged. Dates may be known to the year only."""

    starts_on: PartialDate
    ends_on: PartialDate | None = None
    programme: Programme | None = None
    title: str = ""
    country: str = ""
    funded_by: Funding | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that is known of courses abroad, and how far the silence of the list can be trusted.

    ``kl39_complete``: the office's register holds every course on Conclusion 39 money. ``others_declared``: person or
    unit has declared the courses of all other programmes. Without them an empty list proves nothing.
    """

    participations: tuple[Participation, ...] = ()
    kl39_complete: bool = False
    others_declared: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An exception decided by the leaders of the Ban Chỉ đạo: rule id, number of the paper, date, signer.

    ``year`` limits it to courses that begin in that year; None leaves it unlimited.
    """

    rule: str
    document: str
    on: date
    signer: str
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the rules may look at for one person. ``unit``: who owes missing papers ("tỉnh Lào Cai")."""

    person: Person
    post: Post = field(default_factory=Post)
    unit: str = ""
    unit_kind: str = ""
    ratings: tuple[Rating, ...] = ()
    discipline_clear: Evidence | None = None  # True: not under review and not serving discipline
    exit_clear: Evidence | None = None  # True: not barred from leaving or entering the country
    content_fit: Evidence | None = None
    health: Evidence | None = None
    commitment: Evidence | None = None
    language_ability: Evidence | None = None
    uses_language: Evidence | None = None  # True: uses the foreign language regularly at work
    interview: Evidence | None = None
    vetting: Evidence | None = None  # outcome, date and number only; never the content
    overlap_review: Evidence | None = None  # True: other programmes were looked at and do not overlap
    retirement: LeadershipEnd | None = None  # a decision on retirement; replaces the date by Decree 135/2020
    term_end: LeadershipEnd | None = None
    leads_until: LeadershipEnd | None = None
    history: History = field(default_factory=History)
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The course: its programme, its first day, its field (None: no course chosen yet) and its name."""

    programme: Programme
    on: date
    course_field: Field | None = None
    course: str = ""
