"""Every verb leaves one trace in its own transaction, and none when it is refused. New verbs must join the walk.

Their cases stand in verb_cases/, one module for each part of the stages.
"""

import importlib
import inspect
import pkgutil

import factories
import pytest
from django.db import transaction
from verb_cases import VERBS
from verb_cases.scene import Scene

from doanra import stages
from doanra.records.models import Account, Event, Unit
from doanra.stages import calls
from doanra.stages.acting import OPERATOR, acting
from doanra.terms.refusal import NotAllowed

pytestmark = pytest.mark.django_db

ONLY_READ = {
    "consultations.letters.letter",
    "consultations.letters.table",
    "consultations.letters.workbook",
    "doubles.search",
    "lists.export",
    "nominations.answering.answer",
    "nominations.answering.answer_all",
    "nominations.answering.answer_letter",
    "nominations.answering.marked_workbook",
    "notices.mailing.digest",
    "notices.mailing.send",
    "notices.making.make",
    "papers.chaser_letters",
    "papers_of_call.letter",
    "papers_of_call.letters",
    "papers.delegation_list",
    "papers.year_plan",
    "plans.ways_in.seek",
    "trail.export",
}
"""Verbs that change nothing that was there: they hand out a paper, look, or say what waits (what was said to
whom is a record of its own)."""
OF_A_UNIT = ("nominating.drafting.", "nominating.submitting.", "nominating.late.ask")
"""Verbs that a unit's account alone does."""
EVERYBODYS = {"notices.reading.choose", "notices.reading.mark_read"}
"""Verbs on what is one's own, which every duty includes."""
CHANGE_WHAT_THEY_FIND = {
    "accounts_office.end_sessions", "accounts_office.reset_factors", "accounts_office.unlock", "appraisals.appraise",
    "posts.load", "posts.reread", "units.load",
}  # fmt: skip
"""Verbs that find nothing to change in this scene; that they tell it otherwise is tested below."""


@pytest.fixture(scope="module")
def year(module_db, module_files):
    return Scene().with_a_file()


@pytest.fixture
def scene(year, kept_files, db):
    return year.copy()


def prepared(scene, before):
    return before(scene) if before else scene


def doer(verb):
    of_unit = verb.startswith(OF_A_UNIT)
    role = "unit" if of_unit else "administrator" if verb.startswith("accounts.") else "office"
    return factories.account("lam", role=role, unit="p-cao-bang" if of_unit else None)


@pytest.mark.parametrize("verb", VERBS)
def test_an_act_leaves_one_trace_with_who_and_what(scene, verb):
    name, before, act = VERBS[verb]
    ready, by = prepared(scene, before), doer(verb)
    last = Event.objects.latest("id").pk
    act(ready, by)
    (event,) = Event.objects.filter(pk__gt=last)
    assert (event.verb, event.by, event.by_name, event.role) == (name, by, "Lam", by.role)
    assert event.at and event.link.hash
    told = [change for thing in event.things.all() for change in thing.changes or ()]
    assert all(len(change) == 5 and change[2:4] != [0, 0] for change in told)
    if verb not in CHANGE_WHAT_THEY_FIND:
        assert bool(told) is (verb not in ONLY_READ), "what changed is told by field, old and new"


def test_an_act_of_somebody_who_may_not_leaves_no_trace_and_changes_nothing(scene):
    before_acts = {before for _, before, _ in VERBS.values()}
    ready = {before: prepared(scene, before) for before in sorted(before_acts, key=lambda one: one is Scene.published)}
    by, last = factories.account("chi", role="participant"), Event.objects.latest("id").pk
    for verb, (_, before, act) in VERBS.items():
        if verb in EVERYBODYS:
            continue
        with pytest.raises(NotAllowed):
            act(ready[before], by)
        assert not Event.objects.filter(pk__gt=last).exists(), verb


def test_every_verb_of_the_stages_is_walked():
    found = set()
    for entry in pkgutil.walk_packages(stages.__path__, "doanra.stages."):
        module = importlib.import_module(entry.name)
        for name, thing in vars(module).items():
            own = inspect.isfunction(thing) and thing.__module__ == entry.name and not name.startswith("_")
            if own and "by" in inspect.signature(thing).parameters and name != "acting":
                found.add(f"{entry.name.removeprefix('doanra.stages.')}.{name}")
    found -= {"acting.role_of", "courses.read_sheet"}  # the second asks the right and stores nothing
    assert found == set(VERBS)


def test_what_breaks_off_in_the_middle_leaves_neither_change_nor_trace(office):
    last = Event.objects.latest("id").pk
    with pytest.raises(KeyError), transaction.atomic(), acting("calls.change", by=office) as act:
        Unit.objects.filter(slug="p-cao-bang").update(short="Sai")
        act.detail = {"units": 1}
        raise KeyError("breaks")
    assert Unit.objects.get(slug="p-cao-bang").short == "Cao Bằng"
    assert not Event.objects.filter(pk__gt=last).exists()


def test_the_operator_at_the_machine_is_named_in_words(scene):
    calls.close(scene.call, by=None)
    event = Event.objects.first()
    assert (event.by, event.by_name, event.subject, event.subject_id) == (None, OPERATOR, "call", scene.call.pk)


def test_a_very_long_name_of_an_account_breaks_no_act(scene):
    by = Account.objects.create(username="x" * 140, role="office")
    calls.close(scene.call, by=by)
    assert Event.objects.first().by_name == "x" * 120
