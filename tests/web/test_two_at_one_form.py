"""Two people at one thing: who comes second is told who was first and what is saved now, and loses no text."""

from datetime import date

import consulted
import factories
import pytest
from django.urls import reverse

from doanra.records.models import PostTitle, RequiredPaper
from doanra.stages import calls, courses, posts, requirements, weighing
from doanra.stages.consultations import bodies

pytestmark = pytest.mark.django_db
FIRST = "Lê Thử Trước"


@pytest.fixture
def call():
    return factories.call(2027, target_short=6)


@pytest.fixture
def other(db):
    account = factories.account("truoc", role="office")
    account.full_name = FIRST
    account.save()
    return account


def course(call, other):
    one = factories.course(call, "NH-01")
    address = reverse("web:courses_change", args=[2027, "NH-01"])
    first = courses.version

    def change():
        days = [start.first_day for start in one.starts.all()]
        values = {name: getattr(one, name) for name in ("code", "programme", "topic", "country", "language", "days")}
        courses.put(call, values={**values, "topic": "Chủ đề của người trước"}, starts=days, by=other, course=one)

    assert first(one)
    return address, change, {"topic": "Chủ đề tôi gõ"}, "Chủ đề của người trước"


def settings(call, other):
    def change():
        calls.change(call, by=other, values={"document": "11-CV/TRUOC"})

    return reverse("web:calls_settings", args=[2027]), change, {"document": "22-CV/SAU"}, "11-CV/TRUOC"


def paper(call, other):
    with_days = {"programme": "short", "name": "Giấy thử", "valid_from": date(2026, 1, 1)}
    one = requirements.add(values=with_days, by=None)
    address = reverse("web:calls_paper", args=[2027, one.pk])

    def change():
        requirements.change(one, values={"name": "Giấy của người trước"}, by=other)

    return address, change, {"name": "Giấy tôi gõ"}, "Giấy của người trước"


def body(call, other):
    one = consulted.body()

    def change():
        bodies.change(one, values={"name": "Cơ quan người trước sửa"}, by=other)

    return reverse("web:bodies_change", args=[one.pk]), change, {"name": "Cơ quan tôi gõ"}, "Cơ quan người trước sửa"


def weighed(call, other):
    def change():
        weighing.put(call, values={"source": "33-CV/TRUOC"}, by=other)

    return reverse("web:plans_weighing", args=[2027]), change, {"source": "44-CV/SAU"}, "33-CV/TRUOC"


def title(call, other):
    row = PostTitle.objects.first()

    def change():
        posts.change_title(row, by=other, values={"source": "55-CV/TRUOC"})

    return reverse("web:posts_change", args=[row.pk]), change, {"source": "66-CV/SAU"}, "55-CV/TRUOC"


def filled(response):
    """What the drawn form would send back untouched."""
    form = response.context["form"]
    given = {}
    for bound in form:
        value = bound.value()
        given[bound.html_name] = "" if value is None else value
    given |= {
        name: "on" for name, field in form.fields.items() if type(field).__name__ == "BooleanField" and given[name]
    }
    given = {name: value for name, value in given.items() if value is not False}
    return {**given, "stood": response.context["stood"]}


@pytest.mark.parametrize("of", [course, settings, paper, body, weighed, title])
def test_the_second_is_told_who_was_first_and_keeps_the_text(client, call, other, of):
    client.force_login(factories.account("sau", role="office"))
    address, change, typed, saved = of(call, other)
    given = filled(client.get(address)) | typed
    change()
    late = client.post(address, given)
    shown = late.content.decode()
    assert late.status_code == 409
    assert f"{FIRST} đã sửa" in shown
    assert saved in shown
    assert next(iter(typed.values())) in shown
    again = client.post(address, {**given, "stood": late.context["stood"]})
    assert again.status_code == 302, again.context["form"].errors
    assert saved not in client.get(address).content.decode()


def test_who_was_alone_is_not_held_up(client, call):
    client.force_login(factories.account("sau", role="office"))
    address = reverse("web:calls_settings", args=[2027])
    given = filled(client.get(address))
    calls.require_open(call)
    assert client.post(address, {**given, "document": "77-CV/MAU"}).status_code == 302
    assert RequiredPaper.objects.count() == 0
