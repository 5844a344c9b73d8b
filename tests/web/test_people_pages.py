"""Pages of likely doubles: the list, side by side with a choice for each field, decisions, merges and their undoing."""

from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from unit_lists import HEAD_WITH_NUMBER, line, workbook

from doanra.records.models import Appraisal, LikelyPair, Merge, Person, Unit
from doanra.stages import doubles, merging, nominations

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


def send(call, *rows, title="TỈNH UỶ CAO BẰNG", name="Cao Bang.xlsx", **more):
    file = nominations.receive(call, name=name, content=workbook(*rows, title=title, **more), by=None)
    return nominations.save_file(file, by=None, on=date(2026, 10, 1))


@pytest.fixture
def pair(call):
    send(call, line("Nguyễn Thử Hoà", "1975", number="001075000001"), head=HEAD_WITH_NUMBER)
    other = line("Nguyễn Thử Hòa", "12/03/1975", programme="Trung hạn")
    send(call, other, title="TỈNH UỶ SƠN LA", name="Son La.xlsx")
    return LikelyPair.objects.get()


def page(client, name, *args, query=""):
    answer = client.get(reverse(f"web:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_who_and_why_and_leads_to_both_sides(client, office, pair):
    client.force_login(office)
    text = page(client, "people")
    assert "cùng họ tên" in text
    assert "ngày sinh khớp" in text
    assert reverse("web:people_pair", args=[pair.pk]) in text


def test_each_value_has_its_source_and_the_more_exact_one_is_proposed(client, office, pair):
    client.force_login(office)
    text = page(client, "people_pair", pair.pk)
    assert "tệp “Cao Bang.xlsx”, dòng 6" in text
    assert "tệp “Son La.xlsx”, dòng 6" in text
    birth = text[text.index('id="f-birth"') : text.index('id="f-gender"')]
    assert birth.index('value="absorbed" checked') > birth.index('value="kept"')
    assert "12/3/1975" in birth


def test_an_inspector_sees_no_number_whole_and_decides_nothing(client, inspector, pair):
    client.force_login(inspector)
    text = page(client, "people_pair", pair.pk)
    assert "001075000001" not in text
    assert "…0001" in text
    assert "<button" not in text[text.index("<main") :]
    for name in ("people_merge", "people_apart", "people_again"):
        assert client.post(reverse(f"web:{name}", args=[pair.pk])).status_code == 403
    assert client.post(reverse("web:people_search")).status_code == 403


def test_strangers_see_nothing(client, stranger, pair):
    client.force_login(stranger)
    for url in (reverse("web:people"), reverse("web:people_pair", args=[pair.pk]), reverse("web:people_merges")):
        assert client.get(url).status_code == 403


def test_merging_takes_the_chosen_values_judges_anew_and_can_be_undone(client, office, pair):
    client.force_login(office)
    kept, absorbed = pair.first_id, pair.second_id
    answer = client.post(
        reverse("web:people_merge", args=[pair.pk]), {"birth": "absorbed", "full_name": "kept", "note": "Đã hỏi đơn vị"}
    )
    done = Merge.objects.get()
    assert answer.url == reverse("web:people_merged", args=[done.pk])
    assert Person.objects.get(pk=kept).birth.iso() == "1975-03-12"
    assert Appraisal.objects.filter(nomination__person=kept).count() == 2
    text = page(client, "people_merged", done.pk)
    assert "Đã hỏi đơn vị" in text
    assert "1</span> đề cử" in text
    assert "qua lần gộp" not in text
    assert "Nguyễn Thử Hòa" in page(client, "people_merges")
    client.post(reverse("web:people_unmerge", args=[done.pk]))
    assert Person.objects.filter(pk__in=[kept, absorbed]).count() == 2
    assert "đã hoàn tác" in page(client, "people_merges")


def test_a_value_that_a_merge_brought_over_says_so(client, office, pair):
    merging.merge(pair.first, pair.second, chosen={"birth": "absorbed"}, by=office)
    unit = Unit.objects.get(slug="p-cao-bang")
    doubles.flag([factories.person(unit, full_name="Nguyễn Thử Hoà", birth="1975-03-12").pk])
    client.force_login(office)
    text = page(client, "people_pair", LikelyPair.objects.get().pk)
    assert "tệp “Son La.xlsx”, dòng 6" in text
    assert "qua lần gộp" in text
    assert "nhập tay hoặc có từ trước" in text


def test_not_one_person_goes_to_the_decided_ones_and_can_be_looked_at_again(client, office, pair):
    client.force_login(office)
    client.post(reverse("web:people_apart", args=[pair.pk]), {"note": "Hai người trùng tên"})
    assert "Không cặp nào chờ xem" in page(client, "people")
    assert "Hai người trùng tên" in page(client, "people", query="?state=apart")
    client.post(reverse("web:people_again", args=[pair.pk]))
    assert "cùng họ tên" in page(client, "people")


def test_what_is_refused_is_said_in_words(client, office, pair):
    client.force_login(office)
    answer = client.post(reverse("web:people_merge", args=[pair.pk]), {"birth": "x"})
    assert answer.status_code == 400
    assert "Chọn giá trị" in answer.content.decode()
    assert client.post(reverse("web:people_apart", args=[pair.pk]), {"note": "x" * 301}).status_code == 400
    assert client.get(reverse("web:people_pair", args=[pair.pk + 9])).status_code == 404


def test_searching_from_the_page_says_how_many_wait(client, office, pair):
    client.force_login(office)
    assert "1 cặp chờ xem" in client.post(reverse("web:people_search"), follow=True).content.decode()


def test_the_office_is_told_at_home(client, office, pair):
    client.force_login(office)
    assert "Xem 1 cặp hồ sơ nghi trùng" in client.get(reverse("web:year", args=[2027])).content.decode()


def test_pages_ask_the_same_for_one_pair_and_for_three(client, office, call, pair):
    client.force_login(office)

    def asked(name, *args):
        with CaptureQueriesContext(connection) as queries:
            page(client, name, *args)
        return len(queries)

    asked("people")
    before = asked("people"), asked("people_merges")
    for number in range(2):
        title = f"Lê Thử {'AB'[number]}"
        doubles.flag([factories.person(Unit.objects.get(slug="p-cao-bang"), full_name=title).pk for _ in range(2)])
    merged = LikelyPair.objects.last()
    assert LikelyPair.objects.count() == 3
    assert asked("people") == before[0] <= 30
    merging.merge(merged.first, merged.second, chosen={}, by=office)
    assert asked("people_merges") <= before[1] + 1 <= 30  # an empty list asks for no rows
