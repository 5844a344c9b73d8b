"""Papers of a plan: of a published one only, the head first, the others by given name, never without a trace."""

import io
import zipfile
from datetime import date

import factories
import openpyxl
import pytest
from documents.reading import text

from doanra.records.models import Event
from doanra.stages import nominations, papers
from doanra.stages.plans import publishing
from doanra.terms.refusal import NotAllowed, NotFound, Refused

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 15)
NAMES = ("Lê Thử Đạt", "Nguyễn Thử Ân", "Trần Thử An", "Phạm Thử Cường", "Vũ Thử Bình")
IN_ORDER = ("Lê Thử Đạt", "Trần Thử An", "Nguyễn Thử Ân", "Vũ Thử Bình", "Phạm Thử Cường")  # the head first
UNITS = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien")


@pytest.fixture
def call(db):
    made = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    factories.course(made, "NH-01", seats_max=5, topic="Chuyển đổi số <thử> & {{ đoàn }}")
    return made


@pytest.fixture
def draft(call):
    named = []
    for name, slug in zip(NAMES, UNITS, strict=True):
        person = factories.person(factories.Unit.objects.get(slug=slug), full_name=name)
        named += [factories.nomination(call, unit=slug, person=person)]
    named[0].position = '=HYPERLINK("http://evil/")\x0b & {{ 7*7 }} <b>'
    named[0].save()
    factories.appraisals.appraise(call, by=None)
    return factories.plan(call, seats={"NH-01": named})


@pytest.fixture
def plan(draft, office):
    return publishing.publish(draft, by=office)


def in_order(words):
    return sorted(IN_ORDER, key=words.index) == list(IN_ORDER)


def traces():
    return [(event.verb, event.detail) for event in Event.objects.filter(verb__startswith="papers.")]


def test_the_year_plan_has_the_head_and_then_the_others_by_given_name(plan, office):
    paper = papers.year_plan(plan, by=office, on=DAY)
    words = text(paper.content)
    assert paper.name == "ke-hoach-2027-ban-1.docx"
    assert in_order(words)
    assert "Chuyển đổi số <thử> & {{ đoàn }}" in words
    assert "49" not in words.split("HYPERLINK")[1][:40]
    assert traces() == [("papers.year_plan", {})]


@pytest.mark.parametrize("form", ["word", "excel"])
def test_the_list_of_a_delegation_has_the_head_and_then_the_others_by_given_name(plan, office, form):
    paper = papers.delegation_list(plan, code="NH-01", form=form, by=office, on=DAY)
    if form == "word":
        words = text(paper.content)
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(paper.content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert all(cell.data_type != "f" for cell in cells)
        words = "\n".join(str(cell.value) for cell in cells)
        assert "=HYPERLINK" in words
    assert in_order(words)
    assert traces() == [("papers.delegation_list", {"course": "NH-01", "form": form})]


def test_a_draft_has_no_papers_and_leaves_no_trace(draft, office):
    for act in (
        lambda: papers.year_plan(draft, by=office, on=DAY),
        lambda: papers.delegation_list(draft, code="NH-01", form="word", by=office, on=DAY),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "plan_not_published"
    assert traces() == []


def test_a_course_that_does_not_run_has_no_list(plan, office):
    with pytest.raises(NotFound):
        papers.delegation_list(plan, code="NH-99", form="word", by=office, on=DAY)


def test_a_unit_gets_no_papers_not_even_the_word_that_there_are_none(draft, call, stranger):
    for act in (
        lambda: papers.year_plan(draft, by=stranger, on=DAY),
        lambda: papers.delegation_list(draft, code="NH-99", form="word", by=stranger, on=DAY),
        lambda: papers.chaser_letters(call, by=stranger, on=DAY),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert traces() == []


def test_the_plan_counts_no_withdrawn_nomination_and_its_own_targets(call, draft, office):
    spare = factories.nominations(call, 1, unit="p-lai-chau")[0]
    nominations.withdraw(spare, by=office, letter="15-CV")
    plan = publishing.publish(draft, by=office)
    context = papers._year_plan(plan, on=DAY)
    assert [(row.programme.value, row.nominated) for row in context.registrations] == [("short", 5)]
    assert (context.targets.total, context.targets.short) == (6, 6)


def test_a_chaser_letter_goes_to_each_unit_that_has_not_answered(call, office):
    silent = list(call.invitations.all()[:2])
    call.invitations.exclude(pk__in=[one.pk for one in silent]).update(answered_on=date(2026, 10, 1))
    paper = papers.chaser_letters(call, by=office, on=date(2026, 11, 5))
    files = zipfile.ZipFile(io.BytesIO(paper.content))
    assert len(files.namelist()) == 2
    for name, invitation in zip(files.namelist(), silent, strict=True):
        assert invitation.unit.slug in name
        assert invitation.unit.letterhead.casefold() in text(files.read(name)).casefold()
    assert traces()[0][1]["units"] == [one.unit.slug for one in silent]


def test_nobody_is_chased_when_all_have_answered(call, office):
    call.invitations.update(answered_on=date(2026, 10, 1))
    with pytest.raises(Refused) as refused:
        papers.chaser_letters(call, by=office, on=date(2026, 11, 5))
    assert refused.value.code == "all_answered"
    assert traces() == []
