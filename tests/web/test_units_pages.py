"""Units through time: the register on a day, by then and by now, one unit with what it came from; and the trail."""

import ast
from datetime import date
from pathlib import Path

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from handed_in import GOOD, page, previewed, text_of

import doanra.stages
from doanra.records.models import Event, Unit
from doanra.records.queries import units
from doanra.stages import appraisals, calls, nominations
from doanra.web.trail import words

pytestmark = pytest.mark.django_db


# The register


@pytest.mark.parametrize(
    ("on", "provinces", "central"), [("2023-01-01", 63, 54), ("2025-06-30", 63, 47), ("2025-07-01", 34, 47)]
)
def test_the_register_is_that_of_the_day(clerk, on, provinces, central):
    text = text_of(page(clerk, "units", on=on))
    assert f"có {provinces} tỉnh, thành và {central} cơ quan Trung ương" in text


def test_the_same_name_and_code_mean_other_units_on_other_days():
    then = {one.unit.slug: one for one in units.Register(date(2023, 1, 1)).in_force("province")}
    now = {one.unit.slug: one for one in units.Register(date(2026, 1, 1)).in_force("province")}
    assert ("GSO", "10") in then["p-lao-cai"].codes
    assert ("GSO", "15") in then["p-yen-bai"].codes
    assert ("GSO", "15") in now["p-lao-cai-2025"].codes
    assert [unit.slug for unit in then["p-yen-bai"].now] == ["p-lao-cai-2025"]
    assert {unit.slug for unit in now["p-lao-cai-2025"].origins} == {"p-lao-cai", "p-yen-bai"}


def test_what_happened_later_is_no_origin_yet():
    then = {one.unit.slug: one for one in units.Register(date(2023, 1, 1)).in_force("central")}
    now = {one.unit.slug: one for one in units.Register(date(2026, 1, 1)).in_force("central")}
    assert then["c-ban-to-chuc-trung-uong"].origins == ()
    assert now["c-ban-to-chuc-trung-uong"].origins != ()


def test_by_now_every_former_province_stands_under_one_of_today():
    heirs = units.Register(date(2023, 1, 1)).by_now("province")
    assert len(heirs) == 34
    assert sorted(name for heir in heirs for name in heir.then) == sorted(
        one.short for one in units.Register(date(2023, 1, 1)).in_force("province")
    )


def test_the_list_by_now_and_by_kind(clerk):
    text = text_of(page(clerk, "units", on="2023-01-01", by="now", kind="province"))
    assert "Lào Cai, Yên Bái" in text
    assert "Bộ Công an" not in text


def test_illustrative_bodies_are_marked(clerk):
    assert "minh hoạ" in text_of(page(clerk, "units", on="2023-01-01"))


def test_a_day_before_the_register_says_so(clerk):
    assert "không có đơn vị nào vào ngày 1/1/1990" in text_of(page(clerk, "units", on="1990-01-01"))


def test_a_text_that_is_no_day_is_refused(clerk):
    answer = page(clerk, "units", on="31/02/2025")
    assert answer.status_code == 400
    assert "?on=2023-01-01" in text_of(answer)


def test_a_unit_tells_what_it_came_from_and_its_years(clerk):
    factories.nomination(factories.call(2023, on=date(2022, 10, 10)), unit="p-yen-bai")
    text = text_of(page(clerk, "units_unit", "p-lao-cai-2025"))
    assert "/units/p-yen-bai/" in text
    assert "Nghị quyết 202/2025/QH15" in text
    assert "/2023/nominations/?unit=p-yen-bai" in text


def test_a_unit_that_ended_tells_what_it_is_now(clerk):
    text = text_of(page(clerk, "units_unit", "p-yen-bai"))
    assert "Có từ 1/8/2008 đến 30/6/2025" in text
    assert "Nay là" in text


def test_another_unit_does_not_learn_who_answered(client, stranger):
    factories.call(2027)
    client.force_login(stranger)
    assert "/2027/calls/" in text_of(page(client, "units_unit", "p-cao-bang")).split('id="years"')[1]
    assert "/2027/calls/" not in text_of(page(client, "units_unit", "p-son-la")).split('id="years"')[1]


def test_an_unknown_unit_is_not_found(clerk):
    assert page(clerk, "units_unit", "p-nowhere").status_code == 404


def test_the_register_is_open_to_every_duty(client):
    client.force_login(factories.account("ai", role="participant"))
    assert page(client, "units").status_code == 200


def test_the_register_asks_a_fixed_number_of_times(clerk):
    counts = []
    for on in ("1990-01-01", "2023-01-01"):
        with CaptureQueriesContext(connection) as asked:
            page(clerk, "units", on=on)
        counts.append(len(asked))
    assert Unit.objects.count() > 100
    assert counts[0] == counts[1] <= 30


# The trail


def verbs_of_stages():
    """Every verb that a stage writes, read from its source: ``acting(right, verb=...)``, whole or with a choice."""
    found = set()
    for path in Path(doanra.stages.__path__[0]).rglob("*.py"):
        steps = []
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"acting", "_step"}:
                verb = next((one.value for one in node.keywords if one.arg == "verb"), None)
                if node.func.id == "_step":
                    steps += constants(verb) if verb else []
                elif isinstance(verb, ast.JoinedStr):
                    found.add("plans.*")
                else:
                    found.update(constants(verb or node.args[0]))
        found.update(f"plans.{step}" for step in steps)
    return found


def constants(node):
    return [
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and "." in f"{one.value}." and one.value
    ]


def test_every_verb_that_a_stage_writes_has_words():
    written = verbs_of_stages()
    assert {"plans.move", "calls.remind", "courses.add", "courses.change", "plans.*"} <= written  # the reading works
    assert {verb for verb in written - {"plans.*"} if "." in verb} - set(words.WORDS) == set()
    assert {verb.split(".")[0] for verb in words.WORDS} <= set(words.STAGES)


def test_the_trail_tells_who_did_what_to_which_thing(clerk, office):
    call = factories.call(2027)
    file = previewed(call, GOOD, by=office)
    nominations.save_file(file, by=office, on=date(2026, 11, 20))
    text = text_of(page(clerk, "trail"))
    assert "Lưu tệp thành đề cử" in text
    assert f"/2027/nominations/files/{file.pk}/" in text
    assert str(office) in text


def test_the_trail_narrows_by_year_act_and_person(clerk, office):
    factories.call(2026)
    call = factories.call(2027)
    calls.remind(call, units=[], by=office, on=date(2026, 11, 20))
    table = text_of(page(clerk, "trail", by=office.pk)).split("<tbody>", 1)[1]
    assert "Nhắc đơn vị" in table
    assert "Mở đợt đề cử" not in table
    table = text_of(page(clerk, "trail", year="2026")).split("<tbody>", 1)[1]
    assert "Nhắc đơn vị" not in table
    assert "Mở đợt đề cử" in table
    table = text_of(page(clerk, "trail", verb="calls")).split("<tbody>", 1)[1]
    assert "Nhắc đơn vị" in table
    assert "Nạp danh mục" not in table
    assert page(clerk, "trail", year="x", verb="y", by="z").status_code == 200


def test_what_vetting_said_is_read_in_the_trail_by_the_few_alone(client, office, inspector):
    one = factories.nominations(factories.call(2027), 1)[0]
    appraisals.record_evidence(one, kind="vetting", by=office, outcome=False, document="12-CV")
    assert Event.objects.get(verb="appraisals.evidence").detail["outcome"] is False
    tables = {}
    for reader in (office, inspector):
        client.force_login(reader)
        tables[reader] = text_of(page(client, "trail", verb="appraisals.evidence")).split("<tbody>", 1)[1]
        assert one.person.full_name in tables[reader]
    assert "12-CV" in tables[office]
    assert "12-CV" not in tables[inspector]
    assert "đã đổi, không hiện giá trị" in tables[inspector]


def test_who_may_not_see_nominees_reads_the_trail_without_names(client, office):
    one = factories.nominations(factories.call(2027), 1)[0]
    appraisals.record_evidence(one, kind="health", by=office, outcome=True, document="12-CV")
    client.force_login(factories.account("khoa", role="administrator"))
    text = text_of(page(client, "trail"))
    assert "một đề cử" in text
    assert "/2027/appraisals/" not in text
    assert "/2027/courses/" not in text
    assert one.person.full_name not in text


@pytest.mark.parametrize("role", ["unit", "committee", "finance", "participant"])
def test_the_trail_is_not_for_everybody(client, role):
    client.force_login(factories.account("la", role=role))
    assert page(client, "trail").status_code == 403


def test_the_trail_asks_no_more_for_more_events(clerk, office):
    call = factories.call(2027)
    counts = []
    for many in (1, 3):
        for one in factories.nominations(call, many):
            appraisals.record_evidence(one, kind="health", by=office, outcome=True)
        with CaptureQueriesContext(connection) as asked:
            page(clerk, "trail")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


def test_a_page_of_the_trail_holds_fifty(clerk):
    call = factories.call(2027)
    for number in range(55):
        factories.course(call, f"NH-{number:02d}")
    assert text_of(page(clerk, "trail")).count('data-l="Người làm"') == 50
    assert page(clerk, "trail", page="2").status_code == 200
    assert page(clerk, "trail", page="x").status_code == 200
