"""The trail as an inspector reads it: old and new by field, whole acts, stories that lead both ways, the workbook."""

import io
from datetime import date

import factories
import openpyxl
import pytest
from django.apps import apps
from django.urls import reverse
from unit_lists import line, workbook

from doanra.records.models import Event, EventThing, Person
from doanra.stages import accounts, appraisals, calls, doubles, merging, nominations, telling
from doanra.terms.words import Role
from doanra.web.trail.fields import BEARERS, FIELDS, KINDS

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
HIDDEN = "đã đổi, không hiện giá trị"


@pytest.fixture
def call():
    return factories.call(2027)


@pytest.fixture
def as_inspector(client, inspector):
    client.force_login(inspector)
    return client


def shown(client, route, *args, **query):
    answer = client.get(reverse(f"web:{route}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_change_is_told_with_its_old_and_its_new_value(as_inspector, call, office):
    calls.change(call, values={"closes_on": date(2026, 12, 31), "abroad_at_once": 9}, by=office)
    text = shown(as_inspector, "trail", verb="calls.change")
    assert "số đoàn ở nước ngoài cùng lúc" in text
    assert '<span class="was">7</span>' in text and '<span class="now">9</span>' in text
    assert "An (cán bộ văn phòng)" in text


def test_a_whole_act_stands_on_a_page_with_its_ground_and_its_place_in_the_chain(as_inspector, call, office):
    one = factories.nominations(call, 1, unit="p-cao-bang")[0]
    nominations.withdraw(one, letter="15-CV/TU", by=office)
    event = Event.objects.latest("id")
    text = shown(as_inspector, "trail_event", event.pk)
    for said in ("15-CV/TU", "Cao Bằng", "Đang đề cử", "Đơn vị đã rút", event.link.hash[:16], one.person.full_name):
        assert said in text
    assert reverse("web:trail_story", args=["nomination", one.pk]) in text


def test_a_large_act_is_counted_on_the_list_and_read_in_pages(as_inspector, call, office):
    people = [line(f"Nguyễn Thử {name}", f"1/{n}/1975") for n, name in enumerate("ABCDEFGHIK", 1)]
    file = nominations.receive(call, name="a.xlsx", content=workbook(*people), by=office)
    nominations.save_file(file, by=office, on=DAY)
    text = shown(as_inspector, "trail", verb="nominations.save")
    assert "thêm 10 đề cử" in text and "thêm 10 người" in text


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_as_much_for_few_as_for_many(as_inspector, call, office, many, django_assert_max_num_queries):
    for one in factories.nominations(call, many):
        appraisals.record_evidence(one, kind="health", outcome=True, by=office)
    with django_assert_max_num_queries(26):
        shown(as_inspector, "trail")


def test_the_story_of_a_person_goes_through_nominations_and_merges(as_inspector, call, office):
    kept = factories.nominations(call, 1)[0].person
    other = factories.person(kept.unit, full_name=kept.full_name)
    doubles.flag([other.pk])
    appraisals.record_evidence(kept.nominations.get(), kind="health", outcome=True, by=office)
    merging.merge(kept, other, chosen={}, by=office)
    text = shown(as_inspector, "trail_story", "person", kept.pk)
    assert "Ghi bằng chứng" in text and "Gộp hai hồ sơ" in text
    assert reverse("web:histories_person", args=[kept.pk]) in text
    assert reverse("web:trail_story", args=["person", kept.pk]) in shown(as_inspector, "histories_person", kept.pk)


def test_a_story_tells_of_a_large_act_only_what_is_its_own(as_inspector, call, office):
    first, second = factories.nominations(call, 2)
    appraisals.appraise(call, by=office)
    rows = EventThing.objects.filter(event__verb="appraisals.make", kind="nomination")
    assert {row.key for row in rows} <= {first.pk, second.pk}
    text = shown(as_inspector, "trail_story", "nomination", first.pk)
    assert second.person.full_name not in text


@pytest.mark.parametrize("kind", ["unit", "call", "sourcefile", "nomination"])
def test_pages_and_stories_lead_to_each_other(as_inspector, call, office, kind):
    one = factories.nominations(call, 1, unit="p-cao-bang")[0]
    file = nominations.receive(call, name="a.xlsx", content=workbook(line()), by=office)
    thing, page = {
        "unit": (one.unit, ("units_unit", one.unit.slug)),
        "call": (call, ("calls", 2027)),
        "sourcefile": (file, ("nominations_file", 2027, file.pk)),
        "nomination": (one, ("appraisals_why", 2027, one.pk)),
    }[kind]
    assert reverse("web:trail_story", args=[kind, thing.pk]) in shown(as_inspector, *page)
    assert "Lịch sử" in shown(as_inspector, "trail_story", kind, thing.pk)


def test_what_has_no_story_or_is_not_there_is_not_found(as_inspector):
    for kind, key in (("person", 10**9), ("seat", 1), ("session", 1)):
        assert as_inspector.get(reverse("web:trail_story", args=[kind, key])).status_code == 404


def test_an_administrator_sees_accounts_and_no_dossiers(client, call, office):
    one = factories.nominations(call, 1, unit="p-cao-bang")[0]
    appraisals.record_evidence(one, kind="health", outcome=True, document="12/GKSK", by=office)
    client.force_login(factories.account("quan-tri", role="administrator"))
    assert client.get(reverse("web:trail_story", args=["person", one.person_id])).status_code == 404
    assert client.get(reverse("web:trail_story", args=["unit", one.unit_id])).status_code == 404
    assert client.get(reverse("web:trail_story", args=["account", office.pk])).status_code == 200
    text = shown(client, "trail") + shown(client, "trail_event", Event.objects.latest("id").pk)
    assert one.person.full_name not in text
    assert HIDDEN in text


def test_who_may_not_read_the_trail_reads_none_of_it(client, call, stranger):
    client.force_login(stranger)
    for address in ("trail", "trail_export"):
        assert client.get(reverse(f"web:{address}")).status_code == 403
    assert client.get(reverse("web:trail_event", args=[1])).status_code == 403
    assert client.get(reverse("web:trail_story", args=["unit", stranger.unit_id])).status_code == 403


def test_no_password_and_no_number_stands_in_the_trail(as_inspector, call, office):
    accounts.put("thu.ha", role=Role.OFFICE, password="mot cau dai lam", by=None)
    accounts.put("thu.ha", role=Role.OFFICE, password="mot cau khac han", by=None)
    head = ["TT", "Họ và tên", "Ngày sinh", "Số CCCD"]
    content = factories_workbook(head, ["1", "Nguyễn Thử Ánh", "1/2/1975", "001075000001"])
    file = nominations.receive(call, name="a.xlsx", content=content, by=office)
    if file.rows_accepted and file.unit:
        nominations.save_file(file, by=office, on=DAY)
    told = [change for thing in EventThing.objects.all() for change in thing.changes or ()]
    assert ["", "password", None, None] in [change[:4] for change in told]
    assert not [change for change in told if "001075000001" in str(change)]


def factories_workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_workbook_has_what_is_shown_with_filter_time_and_user(as_inspector, call, inspector, office):
    calls.change(call, values={"title": "=1+1"}, by=office)
    answer = as_inspector.get(reverse("web:trail_export"), {"year": 2027, "verb": "calls.change"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    head = " ".join(cells[:5])
    assert "Năm: 2027" in head and "Sửa thiết lập của năm" in head and inspector.username in head
    assert any("=1+1" in cell for cell in cells)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    taken = Event.objects.latest("id")
    assert (taken.verb, taken.by) == ("trail.export", inspector)


def test_every_kind_and_every_field_has_its_words():
    told = set()
    for model in apps.get_app_config("records").get_models():
        kind = model._meta.model_name
        if kind in KINDS or kind in BEARERS:
            told |= {column.name for column in model._meta.concrete_fields} - telling._LEFT_OUT
    assert told - set(FIELDS) - {"id"} == set()
    assert set(telling.OWNERS) <= set(BEARERS)
    assert Person._meta.model_name in KINDS
