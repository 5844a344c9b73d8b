"""Withdrawing and sending back many at once: what was changed, what was left and why; a foreign row stops all of it."""

import re

import factories
import pytest
from django.urls import reverse
from nominating_scene import DAY, Year

from doanra.records.models import Event, Nomination, NominationDraft, NominationReturn, Plan, Withdrawal
from doanra.stages.nominating import returning

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return Year()


@pytest.fixture
def two(year):
    drafts = [year.draft(), year.draft("Trần Thử Hoa", birth_date="05/08/1980", priority="2")]
    return [one.nomination for one in year.sent(*drafts).drafts.select_related("nomination")]


def bulk(client, **data):
    return client.post(reverse("web:nominations_bulk", args=[2027]), data, follow=True)


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def states():
    return sorted(Nomination.objects.values_list("state", flat=True))


def test_a_unit_withdraws_many_with_one_reason(client, year, two):
    client.force_login(year.clerk)
    keys = [one.pk for one in two]
    first = bulk(client, act="withdraw", row=keys)
    assert "Nguyễn Thử An, Trần Thử Hoa" in said(first) and not Withdrawal.objects.exists()
    assert bulk(client, act="withdraw", row=keys, sure="yes", reason="").status_code == 400
    assert "Đổi 2 dòng." in said(bulk(client, act="withdraw", row=keys, sure="yes", reason="chuyển công tác"))
    assert states() == ["withdrawn", "withdrawn"]
    again = bulk(client, act="withdraw", row=keys, sure="yes", reason="chuyển công tác")
    assert "bỏ qua 2: 2 vì đơn vị đã rút" in said(again)
    assert Event.objects.filter(verb="nominations.withdraw").count() == 2


def test_the_office_withdraws_on_the_units_letter(client, year, two):
    client.force_login(year.office)
    assert bulk(client, act="withdraw", row=[two[0].pk], sure="yes", reason="x", letter="").status_code == 400
    bulk(client, act="withdraw", row=[two[0].pk], sure="yes", letter="15-CV/TU")
    assert Withdrawal.objects.get().letter == "15-CV/TU"


def test_a_foreign_row_fails_the_whole_act_and_is_named(client, year, two):
    foreign = factories.nomination(year.call, unit="p-son-la")
    client.force_login(year.clerk)
    answer = bulk(client, act="withdraw", row=[two[0].pk, foreign.pk], sure="yes", reason="chuyển công tác")
    assert answer.status_code == 404 and f"Dòng số {foreign.pk}" in said(answer)
    assert states() == ["standing"] * 3


def test_the_office_sends_many_back_and_leaves_what_is_back_already(client, year, two):
    returning.send_back(two[0], reasons={"position": "thiếu"}, by=year.office, on=DAY)
    client.force_login(year.office)
    typed = {"act": "return", "row": [one.pk for one in two], "sure": "yes", "due_on": ""}
    assert bulk(client, **typed, reason="khác").status_code == 400
    answer = bulk(client, **typed, reason="Khác với sơ yếu lý lịch", fields_back=["birth_date", "id_number"])
    assert "Đổi 1 dòng, bỏ qua 1: 1 vì đã trả lại đơn vị." in said(answer)
    made = NominationReturn.objects.get(nomination=two[1])
    assert made.reasons == dict.fromkeys(["birth_date", "id_number"], "Khác với sơ yếu lý lịch")
    assert NominationDraft.objects.filter(state="draft", answers_to=made).exists()


def test_a_day_that_is_over_is_said_in_the_form_and_nothing_is_sent(client, year, two):
    client.force_login(year.office)
    typed = {"act": "return", "row": [two[0].pk], "sure": "yes", "due_on": "2020-01-01"}
    answer = bulk(client, **typed, reason="khác", fields_back=["position"])
    assert answer.status_code == 400 and "đã qua" in said(answer)
    assert states() == ["standing", "standing"]


def test_a_unit_sends_nothing_back_and_judges_nothing(client, year, two):
    client.force_login(year.clerk)
    for act in ("return", "judge", "freeze"):
        assert bulk(client, act=act, row=[two[0].pk]).status_code == 403
    shown = client.get(reverse("web:nominations", args=[2027])).content.decode()
    assert 'value="withdraw"' in shown and 'value="return"' not in shown and 'value="judge"' not in shown


def test_whoever_has_a_seat_in_the_published_plan_is_named_before(client, year, two):
    factories.course(year.call)
    plan = factories.plan(year.call, seats={"NH-01": [two[0]]})
    Plan.objects.filter(pk=plan.pk).update(state="published")
    client.force_login(year.clerk)
    warned = said(bulk(client, act="withdraw", row=[one.pk for one in two]))
    assert "Đang có chỗ trong kế hoạch đã công bố: Nguyễn Thử An (" in warned and "Trần Thử Hoa (" not in warned
    single = said(client.get(reverse("web:forms_withdraw", args=[2027, two[0].pk])))
    assert "Đang có chỗ trong kế hoạch đã công bố" in single
    assert "kế hoạch đã công bố" not in said(client.get(reverse("web:forms_withdraw", args=[2027, two[1].pk])))
