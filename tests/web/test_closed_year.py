"""A year that was closed: every page of it still opens, says so once, and offers nothing that would be refused."""

import re
from datetime import date
from decimal import Decimal

import factories
import pytest

from doanra.planner.whatif import ScaleBudget
from doanra.planner.whatif_file import as_json
from doanra.records.models import BestPlan, PlanningRun, RunState, Scenario
from doanra.stages import calls, nominations
from doanra.stages.plans import drafts, problem, publishing, repairs
from doanra.web.closed import ENDED

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAID = "Năm 2027 đã tổng kết ngày 20/12/2027: xem và tải được, không sửa được nữa."
# Forms that a closed year keeps: one's own settings, the calendar of all years, a question that changes nothing.
KEPT = re.compile(
    r"^(/language/|/theme/|/logout/|/lists/\w+/views/(?:\d+/\w+/)?|/2027/holidays/.*|.*/why-not/\d+/seek/)$"
)


@pytest.fixture
def full(office):
    """A year with everything that could be acted on: people in and out, a version, a draft, a scenario, a repair."""
    call = factories.short_year(target=8, budget=Decimal(2_000_000_000))
    named = factories.one_of_each_unit(call)
    live = publishing.publish(factories.plan(call, seats={"NH-01": named[:3], "NH-02": named[3:5]}), by=office)
    draft = publishing.next_draft(live, by=office)
    run = PlanningRun.objects.create(
        call=call, problem=problem.keep(call, problem.build(call)[0]), created_at=draft.created_at,
        state=RunState.INTERRUPTED.value, seated=5,
    )  # fmt: skip
    changes = as_json((ScaleBudget(10),))
    Scenario.objects.create(call=call, name="Thêm chỗ", changes=changes, base=live, run=run, created_at=run.created_at)
    BestPlan.objects.create(run=run, body=drafts.as_planned(draft).as_json(), tiers={}, bounds={}, at=run.created_at)
    nominations.withdraw(named[0], letter="15-CV", by=None)
    repairs.mend.call(repairs.start(live, by=None, time_limit=5).pk)
    return call


@pytest.fixture
def closed(full):
    calls.close(full, by=None, on=date(2027, 12, 20))
    return full


def walk(client, start):
    """Every page of the year that links lead to from its first page, by address."""
    found, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        shape = re.sub(r"\?.*", "", address)
        if shape in found or re.search(r"\.(json|docx|xlsx|zip|pdf|ics|csv)$|/papers/", shape):
            continue
        answer = client.get(address)
        is_page = answer.status_code == 200 and "text/html" in answer["Content-Type"]
        found[shape] = answer.content.decode() if is_page else ""
        assert answer.status_code in {200, 302}, (address, answer.status_code)
        waiting += [to for to in re.findall(r'href="(/2027/[^"#]*)', found[shape]) if "&amp;" not in to]
    return {address: page for address, page in found.items() if page}


def acts(page):
    forms = re.findall(r'<form[^>]*method="post"[^>]*>', page)
    return [form for form in forms if not KEPT.match((re.search(r'action="([^"]*)"', form) or ["", ""])[1])]


@pytest.mark.parametrize("role", ["office", "committee"])
def test_no_page_of_a_closed_year_offers_an_act(client, closed, role):
    client.force_login(factories.account("binh", role=role))
    pages = walk(client, "/2027/")
    assert len(pages) > 25
    assert {address: acts(page) for address, page in pages.items() if acts(page)} == {}
    assert {address for address, page in pages.items() if page.count(SAID) != 1} == set()


def test_the_same_walk_finds_acts_while_the_year_is_open(client, full, office):
    client.force_login(office)
    pages = walk(client, "/2027/")
    offering = {address for address, page in pages.items() if acts(page)}
    assert {"/2027/plans/", "/2027/plans/scenarios/new/", "/2027/appraisals/"} <= offering
    assert not any("đã tổng kết" in page for page in pages.values())


def test_a_page_that_is_nothing_but_an_act_is_refused_in_words(client, closed, office):
    client.force_login(office)
    answer = client.get("/2027/plans/scenarios/new/")
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "<title>Đợt năm 2027 đã tổng kết, không đổi nữa – Đoàn Ra</title>" in shown
    assert "vẫn xem và tải được" in shown


def test_a_year_closed_before_days_were_kept_says_so_without_a_day(client, full, office):
    calls.close(full, by=None)
    client.force_login(office)
    assert "Năm 2027 đã tổng kết: xem và tải được" in client.get("/2027/plans/").content.decode()


def test_the_sentence_leads_to_the_open_year_and_stays_off_other_pages(client, closed, office):
    client.force_login(office)
    factories.call(2028)
    assert 'href="/2028/">Làm việc ở năm 2028</a>' in client.get("/2027/plans/").content.decode()
    assert "đã tổng kết" not in client.get("/2028/").content.decode()
    assert "đã tổng kết" not in client.get("/units/").content.decode()


def test_the_acts_that_end_with_a_year_are_acts():
    from doanra.policy import access  # noqa: PLC0415 - one test asks for the table

    assert set(access.ACTS) >= ENDED
