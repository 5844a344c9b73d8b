"""The machine of long lists: chips, columns, order, totals, kept views, acts on many rows, files of what is shown."""

import csv
import io

import factories
import pytest
from django.urls import reverse
from django.utils import timezone
from handed_in import page, text_of
from openpyxl import load_workbook

from doanra.records.models import Appraisal, Consultation, Event, NominationState, SavedView, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def two(call):
    """Two nominees of two units."""
    made = []
    for unit, name, programme in (("p-cao-bang", "Nguyễn Thử An", "short"), ("p-son-la", "Trần Thử Bình", "medium")):
        sender = Unit.objects.get(slug=unit)
        made += factories.nominations(
            call, 1, unit=unit, programme=programme, person=factories.person(sender, full_name=name)
        )
    return made


def bulk(client, **data):
    return client.post(reverse("web:nominations_bulk", args=[2027]), data, follow=True)


def book(client, name="nominations_export", **query):
    response = page(client, name, 2027, "xlsx", **query)
    return load_workbook(io.BytesIO(b"".join(response.streaming_content))).active


def lines(client, **query):
    response = page(client, "nominations_export", 2027, "csv", **query)
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


# Chips, columns, order


def test_each_filter_is_a_chip_that_takes_itself_out_of_the_address(clerk, two):
    text = text_of(page(clerk, "nominations", 2027, programme="short", unit="p-cao-bang", col="unit"))
    assert "Chương trình: <b>Ngắn hạn</b>" in text
    assert 'href="?programme=short&amp;col=unit"' in text
    assert 'href="?unit=p-cao-bang&amp;col=unit"' in text


def test_a_value_that_is_none_makes_no_chip(clerk, two):
    assert "filters-on" not in text_of(page(clerk, "nominations", 2027, programme="nonsense"))


@pytest.mark.parametrize("columns", [["gender", "unit"], ["gender,unit"]])
def test_columns_are_chosen_in_the_address(clerk, two, columns):
    text = text_of(page(clerk, "nominations", 2027, col=columns))
    assert 'class="c-gender"' in text
    assert 'class="c-name"' in text, "what names the row is always there"
    assert 'class="c-position"' not in text


@pytest.mark.parametrize(("order", "first"), [("name", "An"), ("-name", "Bình"), ("programme", "Bình"), ("unit", "An")])
def test_heads_order_the_list(clerk, two, order, first):
    text = text_of(page(clerk, "nominations", 2027, order=order))
    names = ["Nguyễn Thử An", "Trần Thử Bình"]
    assert min(names, key=text.index).endswith(first)


def test_the_totals_are_those_of_all_that_is_asked_for(clerk, two):
    assert "2 đề cử, 2 người" in text_of(page(clerk, "nominations", 2027))
    assert "1 đề cử, 1 người" in text_of(page(clerk, "nominations", 2027, programme="short"))


# Kept views


def test_a_view_keeps_filter_and_columns_and_opens_again(clerk, two):
    data = {"name": "Ngắn hạn", "query": "programme=short&page=3&q=&col=unit,gender", "back": "/2027/nominations/"}
    clerk.post(reverse("web:lists_keep", args=["nominations"]), data)
    view = SavedView.objects.get()
    assert (view.query, view.columns, view.audience) == ("programme=short", ["unit", "gender"], "own")
    assert 'href="?programme=short&amp;col=unit,gender"' in text_of(page(clerk, "nominations", 2027))
    clerk.post(reverse("web:lists_drop", args=[view.pk]), {"back": "/2027/nominations/"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("audience", "seen"), [("own", False), ("all", True), ("inspector", True), ("finance", False)])
def test_a_view_is_offered_to_whom_it_is_for(clerk, client, two, inspector, audience, seen):
    data = {"name": "Của đoàn kiểm tra", "audience": audience, "query": "", "back": "/2027/nominations/"}
    clerk.post(reverse("web:lists_keep", args=["nominations"]), data)
    page(clerk, "nominations", 2027)  # what was said about the keeping is read
    client.force_login(inspector)
    assert ("Của đoàn kiểm tra" in text_of(page(client, "nominations", 2027))) is seen
    gone = client.post(reverse("web:lists_drop", args=[SavedView.objects.get().pk]))
    assert gone.status_code == 404, "only its owner and the office drop it"


def test_a_unit_keeps_views_for_itself_alone(client, two, stranger):
    client.force_login(stranger)
    client.post(reverse("web:lists_keep", args=["nominations"]), {"name": "Mình", "audience": "all", "query": ""})
    assert SavedView.objects.get().audience == "own"


def test_a_view_leads_back_into_the_house_only(clerk, two):
    data = {"name": "x", "query": "", "back": "//elsewhere.example/"}
    assert clerk.post(reverse("web:lists_keep", args=["nominations"]), data).url == reverse("web:home")


# Acts on many rows


def test_what_was_changed_and_what_was_left_is_said_with_the_reason(clerk, call, two):
    one, other = two
    Appraisal.objects.filter(nomination=one).update(standing="not_eligible")
    other.state = NominationState.WITHDRAWN.value
    other.save()
    text = text_of(bulk(clerk, act="judge", row=[one.pk, other.pk]))
    assert "Đổi 1 dòng, bỏ qua 1: 1 vì đơn vị đã rút." in text
    assert Appraisal.objects.get(nomination=one).standing != "not_eligible"


def test_all_rows_of_the_filter_are_those_of_the_filter_alone(clerk, call, two):
    bulk(clerk, act="freeze", all="yes", filter="programme=short", sure="yes", title="Ngắn hạn đợt 1")
    (made,) = Consultation.objects.all()
    assert [one.full_name for one in made.people.all()] == ["Nguyễn Thử An"]


def test_what_must_be_asked_is_asked_first(clerk, call, two):
    response = bulk(clerk, act="freeze", row=[two[0].pk])
    assert "Tên danh sách" in text_of(response)
    assert not Consultation.objects.exists()


def test_a_foreign_row_fails_the_whole_act_and_is_named(clerk, call, two):
    elsewhere = factories.nomination(factories.call(2026))
    last = Event.objects.latest("id").pk
    response = bulk(clerk, act="judge", row=[two[0].pk, elsewhere.pk])
    assert response.status_code == 404
    assert f"Dòng số {elsewhere.pk}" in text_of(response)
    assert not Event.objects.filter(pk__gt=last).exists()


@pytest.mark.parametrize("row", ["x", "-1", "9" * 30, "0"])
def test_what_is_no_row_fails_the_act(clerk, call, two, row):
    assert bulk(clerk, act="judge", row=[row]).status_code == 404


def test_nothing_chosen_is_said(clerk, call, two):
    assert "Chưa chọn dòng nào" in text_of(bulk(clerk, act="judge"))
    assert "Chưa chọn việc" in text_of(bulk(clerk, row=[two[0].pk]))


def test_who_only_reads_sees_no_boxes(client, two, inspector):
    client.force_login(inspector)
    text = text_of(page(client, "nominations", 2027))
    assert 'name="row"' not in text
    assert bulk(client, act="judge", row=[two[0].pk]).status_code == 403


# Files


def test_the_file_is_what_is_shown_with_filter_time_and_user(clerk, office, two):
    sheet = book(clerk, programme="short", col="programme")
    head = [row[0] for row in sheet.iter_rows(max_row=5, values_only=True)]
    assert head[1] == "Bộ lọc: Chương trình: Ngắn hạn."
    assert office.username in head[3]
    assert f"{timezone.localdate():%d/%m/%Y}" in head[3]
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    assert rows == [("Họ và tên", "Chương trình"), ("Nguyễn Thử An", "Ngắn hạn")]
    event = Event.objects.get(verb="lists.export")
    assert event.detail["wanted"] == "Chương trình: Ngắn hạn"
    assert (event.detail["rows"], event.year) == (1, 2027)


def test_what_the_reader_may_not_see_is_left_out_and_said(client, two):
    client.force_login(factories.account("tien", role="finance"))
    rows = lines(client, col="party,standing,unit")
    assert rows[-3] == ["Họ và tên", "Đơn vị"]
    assert any("Ngày vào Đảng" in row[0] and "Thẩm định" in row[0] for row in rows if row)
    everything = text_of(page(client, "nominations", 2027, standing="eligible"))
    assert "Trần Thử Bình" in everything, "no verdict is learnt by asking for it"


def test_text_that_looks_like_a_formula_stays_text(clerk, call, two):
    person = two[0].person
    person.full_name = '=HYPERLINK("http://x","y")'
    person.save()
    cell = next(row[0] for row in book(clerk, col="unit").iter_rows(min_row=7) if "HYPERLINK" in str(row[0].value))
    assert cell.data_type == "s"
    assert any(row and row[0].startswith("'=HYPERLINK") for row in lines(clerk))


def test_a_unit_takes_its_own_rows_alone(client, two, stranger):
    client.force_login(stranger)
    told = str(lines(client))
    assert "Nguyễn Thử An" in told
    assert "Trần Thử Bình" not in told


def test_a_form_that_is_none_is_not_found(clerk, two):
    assert page(clerk, "nominations_export", 2027, "exe").status_code == 404


def test_verdicts_have_the_same_machine(clerk, two):
    text = text_of(page(clerk, "appraisals", 2027, programme="short"))
    assert "Chương trình: <b>Ngắn hạn</b>" in text
    rows = list(book(clerk, "appraisals_export", col="standing").iter_rows(values_only=True))
    assert rows[-3] == ("Họ và tên", "Kết luận")


def test_what_vetting_said_is_told_to_the_few_in_list_filter_and_file(client, two, office, inspector):
    Appraisal.objects.filter(nomination=two[0]).update(standing="not_eligible", not_met="vetting", unknown="")
    title = "Thẩm định tiêu chuẩn chính trị nội bộ"
    for account, told in ((office, True), (inspector, False)):
        client.force_login(account)
        assert (title in text_of(page(client, "appraisals", 2027))) is told
        response = page(client, "appraisals_export", 2027, "csv")
        assert (title in b"".join(response.streaming_content).decode()) is told
    narrowed = text_of(page(client, "appraisals", 2027, rule="vetting", verdict="not_met"))
    assert "Trần Thử Bình" in narrowed, "nothing is learnt by asking for it"
