"""Two people at once, on a database that lets them: one wins, the other is told, nothing is done twice."""

import threading
from collections.abc import Callable
from datetime import date

import consulted
import factories
import pytest
from django.db import connection, connections
from unit_lists import line, workbook

from doanra.records.models import ApprovedVersion, Call, Event, Nomination, Person, PlanningRun, SourceFile
from doanra.stages import calls, nominations, posts, units
from doanra.stages.consultations import approving, opinions
from doanra.stages.plans import changes, publishing, runs
from doanra.terms.refusal import Refused, Stale

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("registers_afterwards"),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="one writer at a time: needs DATABASE_URL of PostgreSQL"),
]
DAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _registers(transactional_db):
    """The registers are there before each test, whatever the one before has emptied."""
    units.load(by=None)
    posts.load(by=None)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Starts all acts at the same moment in threads of their own; returns what each gave or was refused with."""
    together = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        together.wait(10)
        try:
            answers[place] = acts[place]()
        except Refused as refusal:
            answers[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def refusals(answers: list[object]) -> list[Refused]:
    return [answer for answer in answers if isinstance(answer, Refused)]


@pytest.fixture
def call() -> Call:
    made = factories.call(2027, target_short=6, target_medium=0, target_language=0)
    for code in ("NH-01", "NH-02"):
        factories.course(made, code)
    return made


@pytest.fixture
def scene(call):
    slugs = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien", "p-lai-chau")
    named = [factories.nominations(call, 1, unit=slug)[0] for slug in slugs]
    return factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]}), named


def receive(call, name="Cao Bang.xlsx", *rows):
    return nominations.receive(call, name=name, content=workbook(*(rows or [line()])), by=None)


def test_two_clerks_save_one_file_and_one_is_told(call):
    file = receive(call)
    answers = at_once(*[lambda: nominations.save_file(SourceFile.objects.get(pk=file.pk), by=None, on=DAY)] * 2)
    (refused,) = refusals(answers)
    assert isinstance(refused, Stale)
    assert (Nomination.objects.count(), Person.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="nominations.save").count() == 1


def test_two_files_that_name_one_person_make_one_person_with_one_nomination(call):
    files = [receive(call, f"Cao Bang {number}.xlsx") for number in range(2)]
    answers = at_once(*[lambda file=file: nominations.save_file(file, by=None, on=DAY) for file in files])
    assert sorted(len(saved) for saved in answers) == [0, 1]
    assert (Nomination.objects.count(), Person.objects.count()) == (1, 1)


def test_saving_and_dropping_one_file_is_one_of_both(call):
    file = receive(call)
    answers = at_once(
        lambda: nominations.save_file(SourceFile.objects.get(pk=file.pk), by=None, on=DAY),
        lambda: nominations.drop(SourceFile.objects.get(pk=file.pk), by=None),
    )
    assert len(refusals(answers)) == 1
    file.refresh_from_db()
    assert (file.state == "saved") == Nomination.objects.exists()


def test_two_editors_at_one_revision_and_one_is_stale(scene):
    plan, named = scene
    seen = plan.revision
    answers = at_once(
        lambda: changes.move(plan, person=named[5].person_id, to="NH-02", by=None, revision=seen),
        lambda: changes.pin(plan, person=named[0].person_id, pinned=True, by=None, revision=seen),
    )
    (refused,) = refusals(answers)
    assert isinstance(refused, Stale)
    plan.refresh_from_db()
    assert (plan.revision, plan.changes.count()) == (seen + 1, 1)


def test_two_publish_one_plan_and_one_is_refused(scene):
    plan, _ = scene
    answers = at_once(*[lambda: publishing.publish(plan, by=None)] * 2)
    assert [refusal.code for refusal in refusals(answers)] == ["plan_published"]
    plan.refresh_from_db()
    assert plan.version == 1
    assert Event.objects.filter(verb="plans.publish").count() == 1


def test_two_plans_published_at_once_are_versions_one_and_two(scene):
    plan, _ = scene
    other = publishing.next_draft(plan, by=None)
    answers = at_once(lambda: publishing.publish(plan, by=None), lambda: publishing.publish(other, by=None))
    assert refusals(answers) == []
    assert sorted(answer.version for answer in answers) == [1, 2]


def test_two_drafts_made_at_once_have_two_letters(scene):
    plan, _ = scene
    answers = at_once(*[lambda: publishing.next_draft(plan, by=None)] * 3)
    assert sorted(answer.letter for answer in answers) == ["B", "C", "D"]


def test_two_runs_started_at_once_are_one(scene, call):
    answers = at_once(*[lambda: runs.start(call, by=None)] * 2)
    assert [refusal.code for refusal in refusals(answers)] == ["run_under_way"]
    assert PlanningRun.objects.count() == 1


def test_a_year_opened_twice_at_once_is_opened_once():
    answers = at_once(*[lambda: calls.open_call(2028, by=None, on=date(2027, 9, 15))] * 2)
    assert [refusal.code for refusal in refusals(answers)] == ["call_exists"]
    assert Call.objects.filter(year=2028).count() == 1


def test_of_two_opinions_on_one_person_one_stands_and_the_other_giver_is_told():
    (request,) = consulted.asked(consulted.frozen(factories.call(2027), 2), consulted.body())
    yes, no = (consulted.given(request, outcome=outcome) for outcome in ("agree", "disagree"))
    answers = at_once(
        lambda: opinions.answer(request, given=yes, by=None, on=consulted.TODAY),
        lambda: opinions.answer(request, given=no, by=None, on=consulted.TODAY),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Done", "Stale"]
    row = request.opinions.exclude(outcome="").get()
    assert row.version == 1
    assert Event.objects.filter(verb="consultations.answer").count() == 1


def test_of_two_decisions_on_one_list_one_is_the_version_and_the_other_is_refused():
    listed = consulted.frozen(factories.call(2027), 2)
    signed = {"on": consulted.LETTER, "signer": "Phó Trưởng Ban", "seen": 0, "by": None, "today": consulted.TODAY}
    answers = at_once(
        lambda: approving.approve(listed, document="21-TB", **signed),
        lambda: approving.approve(listed, document="22-TB", **signed),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["ApprovedVersion", "Stale"]
    assert ApprovedVersion.objects.count() == 1
