"""What is sent by form is judged at once, in the background, and the trail says that nobody asked for it."""

import pytest
from nominating_scene import Year

from doanra.records.models import Appraisal, CallState, Event
from doanra.stages.nominating.judging import judge_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return Year()


def test_a_receipt_puts_its_people_into_the_queue(year, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        made = year.sent(year.draft(), year.draft("Trần Thử Hoa", birth_date="05/08/1980"))
    judged = Appraisal.objects.filter(nomination__drafts__submission=made)
    assert judged.count() == 2 and {one.appraised_by for one in judged} == {None}
    event = Event.objects.get(verb="appraisals.make")
    assert (event.by, event.by_name, event.ground) == (None, "hệ thống, ngay khi đơn vị nộp", made.receipt)


def test_only_those_of_the_receipt_are_judged(year):
    year.sent(year.draft())
    later = year.sent(year.draft("Trần Thử Hoa", birth_date="05/08/1980"))
    judge_later.func(later.pk)
    assert [one.nomination for one in Appraisal.objects.all()] == [later.drafts.get().nomination]


def test_a_year_that_was_closed_meanwhile_stays_as_it_is(year):
    made = year.sent(year.draft())
    year.call.state = CallState.CLOSED.value
    year.call.save()
    judge_later.func(made.pk)
    assert not Appraisal.objects.exists()
