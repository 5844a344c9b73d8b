"""Every verb tried in a year that was closed: what would change the year is refused in words, the rest goes on."""

import factories
import pytest
from django.utils import timezone
from verb_cases import VERBS
from verb_cases.scene import Scene

from doanra.records.models import Call, CallState, Event
from doanra.terms.refusal import Refused

pytestmark = pytest.mark.django_db
OF_NO_YEAR = (
    "accounts", "consultations.bodies.", "doubles.", "histories.", "holidays.", "lists.", "merging.", "notices.",
    "posts.", "recovery.", "requirements.", "synonyms.", "trail.", "units.",
)  # fmt: skip
"""Stages whose things belong to no year."""
GOES_ON = {
    "calls.open_call",
    "consultations.letters.letter", "consultations.letters.table", "consultations.letters.workbook",
    "filing.keeping.scan_everything", "filing.keeping.scan_waiting",
    "nominations.answering.answer", "nominations.answering.answer_all", "nominations.answering.answer_letter",
    "nominations.answering.marked_workbook",
    "nominations.attempts.cancel", "nominations.attempts.note_unread", "nominations.mapping.forget",
    "nominations.receiving.drop",
    "papers.chaser_letters", "papers.delegation_list", "papers.year_plan", "papers_of_call.letter",
    "papers_of_call.letters",
    "plans.repairs.cancel", "plans.runs.cancel", "plans.ways_in.seek", "savings.runs.cancel",
}  # fmt: skip
"""Acts that change nothing of the year: papers are handed out, what runs is stopped, what waits is put aside."""


@pytest.fixture(scope="module")
def year(module_db, module_files):
    return Scene().with_a_file()


@pytest.fixture
def scene(year, kept_files, db):
    return year.copy()


def doer(verb):
    of_unit = verb.startswith(("nominating.drafting.", "nominating.submitting.", "nominating.late.ask"))
    return factories.account("lam", role="unit" if of_unit else "office", unit="p-cao-bang" if of_unit else None)


def of_a_year():
    return [verb for verb in VERBS if not verb.startswith(OF_NO_YEAR)]


@pytest.mark.parametrize("verb", of_a_year())
def test_what_would_change_a_closed_year_is_refused_with_where_to_go(scene, verb):
    _name, before, act = VERBS[verb]
    ready, by = before(scene) if before else scene, doer(verb)
    Call.objects.update(state=CallState.CLOSED.value, closed_on=timezone.localdate())
    last = Event.objects.latest("id").pk
    if verb in GOES_ON:
        act(ready, by)
        return
    with pytest.raises(Refused) as refused:
        act(ready, by)
    assert refused.value.code == "call_closed"
    assert "năm đang" in refused.value.remedy
    assert not Event.objects.filter(pk__gt=last).exists()


def test_every_act_that_goes_on_is_one():
    assert set(of_a_year()) >= GOES_ON
