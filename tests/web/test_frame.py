"""The frame of every page: stages with their counts, years, menus, each as far as the duty reaches."""

import factories
import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import ResolverMatch

from doanra.policy import access
from doanra.records.models import CallState
from doanra.terms.words import Role
from doanra.web.frame import frame

pytestmark = pytest.mark.django_db


def framed(account, *, route="year", **kwargs):
    request = RequestFactory().get("/")
    request.user = account
    request.resolver_match = ResolverMatch(lambda: None, (), kwargs, url_name=route)
    return frame(request)


def test_nobody_sees_nothing(client):
    assert frame(RequestFactory().get("/")) == {}
    assert b'class="stages"' not in client.get("/login/").content


def test_without_a_year_there_is_no_stage_bar(office):
    assert framed(office, route="home")["stage_bar"] == []


def test_without_any_year_the_home_offers_to_open_one(client, office):
    client.force_login(office)
    assert "/calls/new/" in client.get("/").content.decode()


def test_the_bar_counts_what_stands_and_what_may_enter_a_plan(office):
    call = factories.call(2027)
    factories.nominations(call, 3)
    withdrawn = call.nominations.first()
    withdrawn.state = "withdrawn"
    withdrawn.save()
    invitation = call.invitations.first()
    invitation.answered_on = call.opened_on
    invitation.save()
    counts = {entry["label"]: entry["count"] for entry in framed(office, year=2027)["stage_bar"]}
    assert counts["Mời đề cử"] == "1/81"
    assert counts["Đề cử"] == "2"
    assert counts["Thẩm định"] == "2"  # unknown is not no
    assert counts["Kế hoạch"] == ""
    call.unknown_means = "leave"
    call.save()
    counts = {entry["label"]: entry["count"] for entry in framed(office, year=2027)["stage_bar"]}
    assert counts["Thẩm định"] == str(call.nominations.filter(state="standing", appraisal__standing="eligible").count())


def test_a_plan_is_counted_by_its_seats(office):
    call = factories.call(2027)
    factories.course(call)
    people = factories.nominations(call, 2)
    factories.plan(call, seats={"NH-01": people})
    counts = {entry["label"]: entry["count"] for entry in framed(office, year=2027)["stage_bar"]}
    assert counts["Kế hoạch"] == "2"


@pytest.mark.parametrize(
    ("route", "label"),
    [
        ("year", "Việc của tôi"),
        ("calls_settings", "Mời đề cử"),
        ("nominations_files", "Đề cử"),
        ("papers_year_plan", "Đoàn"),
    ],
)
def test_the_stage_of_the_page_is_the_current_one(office, route, label):
    factories.call(2027)
    current = [entry["label"] for entry in framed(office, route=route, year=2027)["stage_bar"] if entry["current"]]
    assert current == [label]


def test_a_unit_sees_its_stages_without_the_counts_of_others(stranger):
    factories.nominations(factories.call(2027), 3)
    bar = framed(stranger, year=2027)["stage_bar"]
    assert [entry["label"] for entry in bar] == ["Việc của tôi", "Mời đề cử", "Đề cử", "Thẩm định"]
    assert not any(entry["count"] for entry in bar)


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("office", {"/units/", "/posts/", "/trail/"}),
        ("committee", {"/units/", "/posts/"}),
        ("administrator", {"/units/", "/trail/"}),
        ("participant", {"/units/"}),
    ],
)
def test_the_menu_offers_what_the_duty_opens(role, opens):
    menu = framed(factories.account("dung", role=role))["account_menu"]
    assert {entry["url"] for entry in menu} & {"/units/", "/posts/", "/trail/"} == opens


def test_every_duty_has_a_frame_and_its_rights():
    factories.call(2027)
    for role in Role:
        shown = framed(factories.account(f"ai-{role.value}", role=role.value), year=2027)
        assert "home_see" in shown["rights"]
        assert ("calls_open" in shown["rights"]) is access.works_in_office(role)


def test_the_year_of_the_address_is_the_current_one_else_the_newest(office):
    factories.call(2026)
    factories.call(2027)
    assert framed(office, year=2026)["year"] == 2026
    assert framed(office, year=1999)["year"] == 2027
    assert framed(office, route="units")["year"] == 2027
    assert [entry["year"] for entry in framed(office)["year_menu"]] == [2027, 2026]


def test_people_land_in_the_newest_open_year(client, office):
    client.force_login(office)
    factories.call(2026)
    newest = factories.call(2027)
    assert client.get("/").headers["Location"] == "/2027/"
    newest.state = CallState.CLOSED.value
    newest.save()
    assert client.get("/").headers["Location"] == "/2026/"


def test_the_frame_asks_a_fixed_number_of_times(office):
    call = factories.call(2027)
    asked = []
    for many in (1, 2):
        factories.nominations(call, many)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            framed(office, year=2027)
        asked.append(len(queries))
    assert asked == [2, 2]
