"""The call of a year: who was asked, its settings, chaser letters, its opening and its end."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from handed_in import page, text_of

from doanra.records.models import Call, CallState, Event
from doanra.records.queries import calls as queries
from doanra.stages import calls
from doanra.web.calls.forms import MoneyField, SettingsForm, ShareField, values_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


def settings_of(call, **changed):
    given = {name: "" if value is None else str(value) for name, value in values_of(call).items()}
    given |= {"register_complete": "on", "programmes": values_of(call)["programmes"]}
    return {**given, **changed}


# Who was asked


def test_everybody_who_was_asked_is_listed_provinces_first(clerk, call):
    text = text_of(page(clerk, "calls", 2027))
    assert "0/34 tỉnh, thành và 0/47 cơ quan Trung ương" in text
    assert text.index("Cà Mau") < text.index("Văn phòng TW Đảng")


def test_the_list_narrows_by_kind_and_answer(clerk, call):
    one = call.invitations.get(unit__slug="p-cao-bang")
    one.answered_on = date(2026, 10, 2)
    one.save()
    text = text_of(page(clerk, "calls", 2027, kind="province", answered="yes"))
    assert "Cao Bằng" in text
    assert "Điện Biên" not in text
    assert "1 trên 81" in text
    assert "Cao Bằng" not in text_of(page(clerk, "calls", 2027, answered="no"))
    assert page(clerk, "calls", 2027, kind="moon", answered="perhaps").status_code == 200


def test_a_call_of_then_names_the_units_of_now(clerk):
    call = factories.call(2023, on=date(2022, 10, 10))
    asked = {one.then: one for one in queries.answers(call).asked}
    assert [unit.short for unit in asked["Yên Bái"].now] == ["Lào Cai"]
    assert asked["Cao Bằng"].now == ()
    assert len(asked) == 117
    assert "34 đơn vị nay" in text_of(page(clerk, "year", 2023))


def test_a_unit_sees_only_its_own_invitation(client, stranger, call):
    client.force_login(stranger)
    text = text_of(page(client, "calls", 2027))
    assert "Cao Bằng" in text
    assert "Điện Biên" not in text
    assert "Kinh phí" not in text


@pytest.mark.parametrize("role", ["head", "participant", "administrator"])
def test_a_stranger_to_the_call_is_turned_away(client, call, role):
    client.force_login(factories.account("la", role=role))
    assert page(client, "calls", 2027).status_code == 403


def test_the_list_asks_no_more_for_more_answers(clerk, call):
    counts = []
    for many in (1, 3):
        units = call.invitations.filter(answered_on=None)[:many]
        for one in units:
            one.answered_on = date(2026, 10, 2)
            one.save()
            factories.nomination(call, unit=one.unit.slug)
        with CaptureQueriesContext(connection) as asked:
            page(clerk, "calls", 2027)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


# Settings


def test_settings_are_saved_as_people_write_them(clerk, call):
    given = settings_of(call, budget="95.000.000.000", away_share="20%", target_short="280", closes_on="2026-12-20")
    answer = clerk.post("/2027/calls/settings/", given)
    assert answer.status_code == 302
    call.refresh_from_db()
    assert (call.budget, call.away_share) == (Decimal(95_000_000_000), Decimal("0.20"))
    assert (call.target_short, call.target_medium, call.closes_on) == (280, None, date(2026, 12, 20))
    assert "Đã lưu thiết lập" in text_of(clerk.get("/2027/calls/"))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("budget", "nhiều", "Ghi số đồng"),
        ("away_share", "2", "Ghi tỉ lệ từ 0,01 đến 1"),
        ("away_share", "một phần tư", "Ghi tỉ lệ từ 0,01 đến 1"),
        ("away_share", "NaN", "Ghi tỉ lệ từ 0,01 đến 1"),
        ("away_share", "-Infinity%", "Ghi tỉ lệ từ 0,01 đến 1"),
        ("closes_on", "2020-01-01", "không thể trước ngày mời"),
        ("abroad_at_once", "0", "1"),
        ("unknown_means", "maybe", "maybe"),
    ],
)
def test_settings_that_make_no_sense_are_named_and_nothing_is_saved(clerk, call, name, value, said):
    answer = clerk.post("/2027/calls/settings/", settings_of(call, **{name: value, "title": "Khác"}))
    assert answer.status_code == 400
    text = text_of(answer)
    assert said in text
    assert 'value="Khác"' in text  # what was typed is still there
    call.refresh_from_db()
    assert call.title != "Khác"


def test_the_form_tells_the_published_targets_total_and_parts_apart(clerk, call):
    text = text_of(clerk.get("/2027/calls/settings/"))
    assert "KL 39-KL/TW, mục 2.2: khoảng 500 người một năm" in text
    assert "Để trống: 300 theo" in text


@pytest.mark.parametrize(
    ("text", "amount"), [("95.000.000.000", 95 * 10**9), ("95 000 000", 95 * 10**6), ("1000đ", 1000)]
)
def test_money_is_read_with_or_without_dots(text, amount):
    assert MoneyField().clean(text) == Decimal(amount)


@pytest.mark.parametrize(("text", "share"), [("0,25", "0.25"), ("0.25", "0.25"), ("25%", "0.25"), ("1", "1")])
def test_a_share_is_read_as_a_fraction_or_in_percent(text, share):
    assert ShareField().clean(text) == Decimal(share)


def test_a_form_shows_money_and_shares_as_it_reads_them(call):
    call.budget, call.away_share = Decimal(95_000_000_000), Decimal("0.25")
    form = SettingsForm(initial=values_of(call), published=None)
    assert 'value="95.000.000.000"' in str(form["budget"])
    assert 'value="0,25"' in str(form["away_share"])


def test_only_the_office_changes_settings(client, inspector, call):
    client.force_login(inspector)
    assert clerk_free(client, "/2027/calls/settings/") == [403, 403]
    assert clerk_free(client, "/2027/calls/close/") == [403, 403]
    assert clerk_free(client, "/calls/new/") == [403, 403]
    assert client.post("/2027/calls/letters/", {"which": "all"}).status_code == 403


def clerk_free(client, address):
    return [client.get(address).status_code, client.post(address).status_code]


# Letters


def names_in(answer):
    return zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_letters_go_to_the_chosen_units_and_count_as_reminders(clerk, call):
    chosen = call.invitations.get(unit__slug="p-cao-bang")
    answer = clerk.post("/2027/calls/letters/", {"which": "chosen", "units": [chosen.unit_id]})
    assert answer.headers["Content-Type"] == "application/zip"
    assert names_in(answer) == ["01-p-cao-bang.docx"]
    chosen.refresh_from_db()
    assert chosen.reminders == 1
    assert call.invitations.filter(reminders__gt=0).count() == 1
    clerk.post("/2027/calls/letters/", {"which": "chosen", "units": [chosen.unit_id]})
    chosen.refresh_from_db()
    assert chosen.reminders == 1  # twice on one day is one reminder
    assert set(Event.objects.values_list("verb", flat=True)) >= {"calls.remind", "papers.chaser_letters"}


def test_letters_to_all_skip_who_answered(clerk, call):
    kept = set(call.invitations.filter(unit__slug__in=["p-cao-bang", "p-son-la"]).values_list("pk", flat=True))
    call.invitations.exclude(pk__in=kept).update(answered_on=date(2026, 10, 2))
    assert len(names_in(clerk.post("/2027/calls/letters/", {"which": "all"}))) == 2


def test_a_chosen_unit_that_is_none_is_not_passed_over(clerk, call):
    assert clerk.post("/2027/calls/letters/", {"which": "chosen", "units": ["x"]}).status_code == 404


@pytest.mark.parametrize("given", [{}, {"which": "chosen"}])
def test_no_unit_chosen_is_refused_in_words(clerk, call, given):
    answer = clerk.post("/2027/calls/letters/", given)
    assert answer.status_code == 400
    assert "Chưa chọn đơn vị nào" in text_of(answer)


def test_when_all_have_answered_there_is_no_letter_and_no_reminder(clerk, call):
    call.invitations.update(answered_on=date(2026, 10, 2))
    answer = clerk.post("/2027/calls/letters/", {"which": "all"})
    assert answer.status_code == 400
    assert "đã trả lời" in text_of(answer)
    assert not Event.objects.filter(verb="calls.remind").exists()


# Opening and ending a year


def test_opening_a_year_asks_the_units_of_its_day(clerk):
    given = {"year": "2028", "on": "2027-09-15", "closes_on": "2027-12-31", "document": "1-CV", "title": ""}
    answer = clerk.post("/calls/new/", given)
    assert answer.headers["Location"] == "/2028/calls/"
    call = Call.objects.get(year=2028)
    assert (call.invitations.count(), call.opened_on) == (81, date(2027, 9, 15))
    assert "mời 81 đơn vị" in text_of(clerk.get("/2028/calls/"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"year": "2027"}, "đã được mở"),
        ({"year": "1999"}, "2022"),
        ({"closes_on": "2026-01-01"}, "không thể trước ngày mời"),
        ({"on": ""}, "Ngày mời"),
    ],
)
def test_a_year_that_cannot_be_opened_says_why(clerk, call, changed, said):
    given = {"year": "2028", "on": "2027-09-15", "closes_on": "2027-12-31", "document": "", "title": "", **changed}
    answer = clerk.post("/calls/new/", given)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert Call.objects.count() == 1


def test_the_next_year_is_offered(clerk, call):
    assert 'value="2028"' in text_of(clerk.get("/calls/new/"))


def test_ending_a_year_is_summed_up_first_and_then_nothing_changes(clerk, call, office):
    assert "0 trên 81 đơn vị đã trả lời" in text_of(clerk.get("/2027/calls/close/"))
    assert clerk.post("/2027/calls/close/").headers["Location"] == "/2027/"
    call.refresh_from_db()
    assert call.state == CallState.CLOSED.value
    assert clerk.post("/2027/calls/settings/", settings_of(call)).status_code == 400
    assert clerk.post("/2027/calls/letters/", {"which": "all"}).status_code == 400
    assert clerk.post("/2027/calls/close/").status_code == 400
    text = text_of(clerk.get("/2027/calls/"))
    assert "Tải công văn nhắc" not in text
    assert "Đã tổng kết" in text


def test_past_the_deadline_who_has_not_answered_is_late(clerk, call, office):
    calls.change(call, by=office, values={"closes_on": call.opened_on})
    assert "quá hạn" in text_of(clerk.get("/2027/calls/"))
    assert "not-due" not in text_of(clerk.get("/2027/"))
