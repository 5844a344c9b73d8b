"""The year 2023 with exactly the published counts (sources 000 and 003) and invented people.

Asked: 63 provinces, 54 central bodies; answered 58 and 50; registered 224, 103 and 498; carried out 140 in 8 groups,
24 in 2, 102 in four language classes. Which units did not answer, and who went, is invented: the planner chose.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import islice
from random import Random

from doanra.intake.specimens import SpecimenUnit
from doanra.intake.specimens.people import Nominee, invent, positions
from doanra.records import seeds
from doanra.records.models import (
    Call,
    Course,
    CourseStart,
    Delegation,
    Eligibility,
    Evidence,
    Funding,
    Invitation,
    Member,
    Nomination,
    Participation,
    Person,
    Reply,
    Unit,
    UnknownMeans,
)
from doanra.records.seeds import HeldCourse, UnitSeed
from doanra.stages import appraisals, calls, evidence, posts
from doanra.stages.demonstration import planning, proofs
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold, given_name_key
from doanra.terms.words import Programme

YEAR, CALLED_ON, COUNTED_ON = 2023, date(2022, 10, 10), date(2022, 12, 31)
PLANNED_ON, CLOSED_ON = date(2023, 2, 6), date(2024, 1, 15)
_SILENT = ("Bạc Liêu", "Cà Mau", "Kon Tum", "Lai Châu", "Vĩnh Phúc")
_SILENT_CENTRAL = 4
_KNOWN = 0.99  # of the papers asked for, as far as an office gets in a year
# Bodies of 2026 in the generator's posts, by what they were called in 2022.
_THEN = {
    "Nông nghiệp và Môi trường": "Nông nghiệp và Phát triển nông thôn",
    "Dân tộc và Tôn giáo": "Dân tộc",
    "Tuyên giáo và Dân vận": "Tuyên giáo",
}


def load(*, planned: bool = False) -> Call:
    """Opens, fills, carries out and closes the year; ``planned``: by a plan that is computed now, in some seconds."""
    rng = Random(YEAR)
    call = calls.open_call(YEAR, by=None, on=CALLED_ON, document="giả định", closes_on=COUNTED_ON, synthetic=True)
    answered = _answer(call, rng)
    register = seeds.load_units()
    nominations: list[Nomination] = []
    for one in seeds.load_held(YEAR).registered:
        nominations += _nominate(call, one.programme, one.people, answered, register, rng)
    appraisals.appraise(call, by=None)
    courses = [_course(call, held) for held in seeds.load_held(YEAR).courses]
    if planned:
        proofs.settle(call, went=(), share=_KNOWN, on=COUNTED_ON, rng=rng)
        calls.change(call, by=None, values={"unknown_means": UnknownMeans.LEAVE.value})
    went = planning.went(call, on=PLANNED_ON) if planned else _by_band(call, courses, nominations)
    for course, sent in went:
        _send(course, sent)
    known = 0 if planned else _KNOWN
    proofs.settle(call, went={one.pk for _, sent in went for one in sent}, share=known, on=COUNTED_ON, rng=rng)
    calls.close(call, by=None, on=CLOSED_ON)
    return call


def _answer(call: Call, rng: Random) -> list[Unit]:
    """Marks who answered; returns those units."""
    invitations = list(call.invitations.select_related("unit"))
    central = [one for one in invitations if one.unit.kind == "central"]
    silent = {one.pk for one in rng.sample(central, _SILENT_CENTRAL)}
    silent |= {one.pk for one in invitations if one.unit.short in _SILENT and one.unit.kind == "province"}
    for one in invitations:
        if one.pk not in silent:
            one.answered_on = CALLED_ON + timedelta(days=rng.randint(7, 82))
    Invitation.objects.bulk_update(invitations, ["answered_on"])
    Reply.objects.bulk_create(
        Reply(invitation=one, on=one.answered_on, noted_on=one.answered_on) for one in invitations if one.answered_on
    )
    return [one.unit for one in invitations if one.answered_on]


def _nominate(
    call: Call, programme: Programme, people: int, units: list[Unit], register: seeds.UnitSeeds, rng: Random
) -> list[Nomination]:
    weights = [rng.lognormvariate(0.3 if unit.kind == "province" else 0.0, 0.5) for unit in units]
    first = list(units) if people >= 2 * len(units) else []
    drawn = Counter(unit.pk for unit in [*first, *rng.choices(units, weights, k=people - len(first))])
    made: list[tuple[Unit, Nominee]] = []
    for unit in units:
        seed = _as_then(register.get(unit.slug))
        for priority, position in enumerate(positions(seed, programme, count=drawn[unit.pk], rng=rng), 1):
            made.append((unit, invent(seed, programme, position=position, priority=priority, year=YEAR, rng=rng)))
    return _store(call, programme, made)


def _as_then(seed: UnitSeed) -> SpecimenUnit:
    name = seed.name_on(CALLED_ON)
    return SpecimenUnit(
        slug=seed.slug,
        name=name.short if seed.is_province else name.name,
        party_body=name.party_body,
        kind=seed.kind,
        letter_code=seed.letter_code,
    )


def _store(call: Call, programme: Programme, made: list[tuple[Unit, Nominee]]) -> list[Nomination]:
    titles = posts.table()
    people = Person.objects.bulk_create(_person(unit, one) for unit, one in made)
    nominations = []
    for (unit, one), person in zip(made, people, strict=True):
        position = _position_then(one.position)
        nomination = Nomination(
            call=call, unit=unit, person=person, programme=programme.value, priority=one.priority, position=position,
            language=one.language.value if one.language else "", source="số liệu giả định của năm 2023",
        )  # fmt: skip
        posts.apply(nomination, posts.read(position, "", unit=unit, on=CALLED_ON, titles=titles))
        nominations.append(nomination)
    Nomination.objects.bulk_create(nominations)
    Evidence.objects.bulk_create(
        Evidence(
            nomination=nomination, kind=proof.kind, outcome=proof.outcome, on=proof.on, note=proof.note,
            source=nomination.source,
        )
        for (_, one), nomination in zip(made, nominations, strict=True)
        for proof in evidence.read(
            {"evaluation": one.evaluation, "discipline": one.discipline, "health": one.health}, year=YEAR
        )
    )  # fmt: skip
    return nominations


def _position_then(text: str) -> str:
    for now, then in _THEN.items():
        text = text.replace(now, then)
    return text


def _person(unit: Unit, one: Nominee) -> Person:
    birth = one.birth if isinstance(one.birth, date) else None
    return Person(
        full_name=one.name,
        search_key=fold(one.name),
        sort_key=given_name_key(one.name),
        gender=one.gender.value,
        birth=PartialDate.of(birth) if birth else None,
        party_joined=PartialDate.of(one.joined),
        unit=unit,
        synthetic=True,
    )


def _course(call: Call, held: HeldCourse) -> Course:
    """A course that was held. What share of its field was asked for then is not published: none."""
    course = Course.objects.create(
        call=call, code=held.code, programme=held.programme.value, topic=held.topic, host=held.host,
        content_group=held.content_group.value, field=held.field.value if held.field else "", field_share=0,
        country=held.country_name,
        language=held.language.value if held.language and held.programme is Programme.LANGUAGE else "",
        seats_min=1, seats_max=held.people, days=held.days, abroad_from=held.abroad[0], abroad_to=held.abroad[1],
        illustrative=held.illustrative,
    )  # fmt: skip
    CourseStart.objects.create(course=course, first_day=held.start)
    return course


def _by_band(call: Call, courses: list[Course], nominations: list[Nomination]) -> list[tuple[Course, list[Nomination]]]:
    """Who goes without a plan: for each course the highest posts of those whom no rule turns down."""
    refused = set(call.nominations.filter(appraisal__standing="not_eligible").values_list("pk", flat=True))
    open_to: dict[tuple[str, str], list[Nomination]] = {}
    for nomination in nominations:
        settled = nomination.audience or nomination.programme == Programme.LANGUAGE.value
        if nomination.pk not in refused and settled:
            open_to.setdefault((nomination.programme, nomination.language), []).append(nomination)
    went = []
    for course in courses:
        pool = open_to[course.programme, course.language]
        pool.sort(key=lambda one: (-(one.band or 0), one.pk))
        first = course.starts.get().first_day
        sent = list(islice((one for one in pool if _may_go(one, on=first)), course.seats_max))
        open_to[course.programme, course.language] = [one for one in pool if one not in sent]
        went.append((course, sent))
    return went


def _may_go(nomination: Nomination, *, on: date) -> bool:
    """Whether no rule turns the person down for that very first day: for a later one less time is left."""
    return appraisals.judge(nomination, on=on).verdict is not Eligibility.NOT_ELIGIBLE


def _send(course: Course, went: list[Nomination]) -> None:
    """The delegation went and came home; one that a published plan formed already keeps its people and its head."""
    first = course.starts.get().first_day
    last = first + timedelta(days=course.days - 1)
    delegation = Delegation.objects.filter(course=course).first() or _form(course, went, first=first, last=last)
    delegation.returned_on = last
    delegation.save(update_fields=["returned_on"])
    Participation.objects.bulk_create(
        Participation(
            person=one.person, funded_by=Funding.KL39.value, programme=course.programme, title=course.topic,
            country=course.country, starts_on=first, ends_on=last, source=f"đoàn {course.code} năm {YEAR}",
        )
        for one in went
    )  # fmt: skip


def _form(course: Course, went: list[Nomination], *, first: date, last: date) -> Delegation:
    head = max(went, key=lambda one: (bool(one.leads), one.band or 0, -one.pk))
    delegation = Delegation.objects.create(course=course, first_day=first, last_day=last, leader=head.person)
    Member.objects.bulk_create(
        Member(delegation=delegation, person=one.person, position=one.position, unit_name=one.unit.name) for one in went
    )
    return delegation
