"""Stories told by field also of what came in a load, and with what bodies said; who may read which of it."""

import io
import json
from datetime import date

import consulted
import factories
import openpyxl
import pytest
from django.urls import reverse
from unit_lists import line, workbook

from doanra.records.models import Event, Person, Unit
from doanra.stages import needs, nominations, requirements, trail
from doanra.stages.consultations import opinions
from doanra.terms.words import Programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
NAME = "Nguyễn Thử Ánh"


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


def load(call, office, *rows):
    file = nominations.receive(call, name="a.xlsx", content=workbook(*rows), by=office)
    nominations.save_file(file, by=office, on=DAY)
    return Person.objects.get(full_name=NAME)


def test_the_story_of_somebody_who_came_in_a_load_tells_his_values_by_field(as_inspector, call, office):
    one = load(call, office, line(NAME, "12/03/1975"), line("Trần Thử Bình"))
    text = shown(as_inspector, "trail_story", "person", one.pk)
    for said in (NAME, "12/3/1975", "Phó Giám đốc Sở Tài chính", "Bằng chứng", "họ và tên", "Cao Bằng"):
        assert said in text, said
    assert "Trần Thử Bình" not in text
    assert "held" not in text


def test_a_second_load_tells_what_was_before(as_inspector, call, office):
    load(call, office, line(NAME, "12/03/1975"))
    one = load(call, office, line(NAME, "12/03/1975", "Giám đốc Sở Tài chính"))
    text = shown(as_inspector, "trail_story", "person", one.pk)
    assert '<span class="was">Phó Giám đốc Sở Tài chính</span>' in text
    assert '<span class="now">Giám đốc Sở Tài chính</span>' in text


def test_the_page_of_the_load_tells_every_value_in_a_fixed_number_of_queries(
    as_inspector, call, office, django_assert_max_num_queries
):
    load(call, office, line(NAME), *(line(f"Nguyễn Thử {end}", f"{day}/1/1970") for day, end in enumerate("BCDEG", 1)))
    event = Event.objects.get(verb="nominations.save")
    with django_assert_max_num_queries(30):
        text = shown(as_inspector, "trail_event", event.pk)
    assert text.count("Phó Giám đốc Sở Tài chính") == 6


def test_who_sees_no_dossiers_reads_no_value_of_a_load(client, call, office):
    load(call, office, line(NAME))
    client.force_login(factories.account("quan-tri", role="administrator"))
    text = shown(client, "trail_event", Event.objects.get(verb="nominations.save").pk)
    assert NAME not in text and "12/3/1975" not in text and "Sở Tài chính" not in text


def test_the_exported_trail_has_what_a_load_added(call, office):
    load(call, office, line(NAME))
    (row,) = [one for one in trail.rows(None, None) if one["verb"] == "nominations.save"]
    told = {change["field"]: change["new"] for thing in row["things"] for change in thing["changes"] if "new" in change}
    assert told["full_name"] == NAME
    assert json.dumps(row, ensure_ascii=False)


def test_the_workbook_of_the_trail_has_it_too(as_inspector, call, office):
    load(call, office, line(NAME))
    answer = as_inspector.get(reverse("web:trail_export"), {"verb": "nominations.save"})
    cells = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active for cell in row]
    assert any(NAME in cell for cell in cells)


@pytest.fixture
def asked(call):
    """A list of one, put before a body and before one that vets; both have spoken."""
    frozen = consulted.frozen(call, 1)
    requests = consulted.asked(frozen, consulted.body(), consulted.body("Cơ quan Thẩm tra", vets=True))
    consulted.answered(requests[0], "disagree")
    opinions.answer(requests[1], given=consulted.given(requests[1], 0, "agree", document="77-KL"), by=None, on=DAY)
    return frozen.people.get().nomination


@pytest.mark.parametrize("kind", ["person", "nomination"])
def test_what_a_body_said_stands_in_the_story(as_inspector, asked, kind):
    text = shown(as_inspector, "trail_story", kind, asked.person_id if kind == "person" else asked.pk)
    assert "Ý kiến: kết quả" in text and "Không đồng ý" in text and "Cơ quan Mẫu" in text
    assert "45-CV/CQM" in text and "thiếu bản nhận xét" in text


def test_the_page_of_an_act_tells_what_changed_first_and_links_only_what_has_a_story(as_inspector, asked):
    event = Event.objects.filter(verb="consultations.answer").earliest("id")
    text = shown(as_inspector, "trail_event", event.pk)
    assert f"{asked.person.full_name} (Cơ quan Mẫu)" in text
    assert text.index("Không đồng ý") < text.index("không có giá trị nào đổi")
    links = {part.split('"')[0] for part in text.split('href="/trail/of/')[1:]}
    assert links
    for link in links:
        assert as_inspector.get(f"/trail/of/{link}").status_code == 200, link


def test_what_one_that_vets_said_is_told_to_the_few(client, as_inspector, asked):
    text = shown(as_inspector, "trail_story", "person", asked.person_id)
    assert "77-KL" not in text and '<span class="now">Đồng ý</span>' not in text
    client.force_login(factories.account("ha", role="chief"))
    text = shown(client, "trail_story", "person", asked.person_id)
    assert "77-KL" in text and '<span class="now">Đồng ý</span>' in text


def test_a_body_itself_opens_no_story_so_that_it_reads_no_other_bodys_word(client, asked):
    client.force_login(consulted.appraiser("tham-dinh", of=consulted.body("Cơ quan Khác")))
    assert client.get(reverse("web:trail_story", args=["person", asked.person_id])).status_code == 403


def test_a_need_and_a_required_paper_have_the_story_that_their_page_links(client, call, office):
    client.force_login(office)
    paper = requirements.add(
        values={"programme": "short", "name": "Giấy thử", "valid_from": date(2026, 1, 1)}, by=office
    )
    stated = needs.Stated(programme=Programme.SHORT, task="Việc thử", gap="thiếu người", people=1)
    need = needs.state(call, unit=Unit.objects.get(slug="p-cao-bang"), stated=stated, by=office)
    for kind, one, page in (("requiredpaper", paper, "calls_paper"), ("need", need, "calls_need")):
        story = reverse("web:trail_story", args=[kind, one.pk])
        assert f'href="{story}"' in shown(client, page, 2027, one.pk)
        assert str(one) in shown(client, "trail_story", kind, one.pk)
