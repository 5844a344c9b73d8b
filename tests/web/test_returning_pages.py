"""The page on which the office sends a nomination back, and what the unit then finds."""

import pytest
from django.urls import reverse
from nominating_scene import DAY, Year

from doanra.records.models import NominationDraft, NominationReturn
from doanra.stages.nominating import drafting, returning
from doanra.web.nominating import reasons

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return Year()


@pytest.fixture
def nomination(year):
    return year.sent(year.draft()).drafts.get().nomination


@pytest.fixture
def office(client, year):
    client.force_login(year.office)
    return client


def page(name, *args):
    return reverse(f"web:{name}", args=[2027, *args])


def words(response):
    return response.content.decode()


def test_each_field_shows_its_value_and_reasons_to_click(office, nomination):
    said = words(office.get(page("forms_return", nomination.pk)))
    assert "Phó Giám đốc Sở Tài chính" in said and "Chưa đủ chức vụ Đảng và chính quyền" in said
    assert reasons.EMPTY in said  # the identity number was not given


def test_what_the_unit_will_read_comes_before_the_act(office, nomination):
    typed = {
        "pick_birth_date": "on", "quick_birth_date": "Khác với sơ yếu lý lịch", "why_birth_date": "Lý lịch ghi 1976.",
        "due_on": "2099-12-02",
    }  # fmt: skip
    said = words(office.post(page("forms_return", nomination.pk), typed))
    assert "Khác với sơ yếu lý lịch. Lý lịch ghi 1976." in said and "2/12/2099" in said
    assert not NominationReturn.objects.exists()
    back = words(office.post(page("forms_return", nomination.pk), {**typed, "again": "yes"}))
    assert "Lý lịch ghi 1976." in back and "Xem điều đơn vị sẽ đọc" in back
    answer = office.post(page("forms_return", nomination.pk), {**typed, "sure": "yes"})
    assert answer.url == page("papers_dossier", nomination.pk)
    assert NominationReturn.objects.get().reasons == {"birth_date": "Khác với sơ yếu lý lịch. Lý lịch ghi 1976."}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Chọn ít nhất một mục"),
        ({"pick_position": "on"}, "Chọn hoặc ghi lý do cho mục “Chức vụ”"),
        ({"pick_position": "on", "quick_position": "Đã đổi chức vụ", "why_position": "x" * 295}, "dài quá 300 chữ"),
    ],
)
def test_what_is_not_enough_is_said_and_nothing_is_sent(office, nomination, typed, said):
    answer = office.post(page("forms_return", nomination.pk), {**typed, "sure": "yes"})
    assert answer.status_code == 400 and said in words(answer)
    assert not NominationReturn.objects.exists()


def test_a_reason_typed_without_its_box_chooses_the_field(office, nomination):
    answer = office.post(page("forms_return", nomination.pk), {"why_position": "thiếu", "sure": "yes"})
    assert answer.status_code == 302
    assert NominationReturn.objects.get().reasons == {"position": "thiếu"}


def test_what_nobody_mended_is_named_and_not_ticked(client, year, nomination):
    returning.send_back(nomination, reasons={"birth_date": "khác", "position": "thiếu"}, by=year.office, on=DAY)
    draft = NominationDraft.objects.get(state="draft")
    client.force_login(year.clerk)
    shown = words(client.get(page("forms")))
    assert "Chưa sửa: Ngày sinh, Chức vụ" in shown and "Đủ để nộp" not in shown
    assert f'value="{draft.pk}:1" checked' not in shown
    drafting.fill(draft, answers={"birth_date": "13/04/1976"}, seen=1, by=year.clerk)
    shown = words(client.get(page("forms")))
    assert "Chưa sửa: Chức vụ" in shown and f'value="{draft.pk}:2" checked' not in shown
    assert "vẫn như khi văn phòng trả lại: Chức vụ" in words(client.get(page("forms_submit")))
    assert "Chưa sửa: Chức vụ" in words(client.get(page("forms_draft", draft.pk)))
    drafting.fill(draft, answers={"position": "Giám đốc Sở Nội vụ"}, seen=2, by=year.clerk)
    shown = words(client.get(page("forms")))
    assert "Đã sửa, nộp lại được" in shown and f'value="{draft.pk}:3" checked' in shown
