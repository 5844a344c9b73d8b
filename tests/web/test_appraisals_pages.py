"""Pages of verdicts: the list, "Vì sao?", papers that are missing, the rules in force; who may see and do what."""

import io
import re
from datetime import date

import factories
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doanra.records.models import Evidence, Participation, Waiver
from doanra.stages import appraisals
from doanra.terms.refusal import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    made = factories.call(2027)
    factories.course(made)
    return made


@pytest.fixture
def as_office(client, office):
    client.force_login(office)
    return client


def why(nomination):
    return reverse("web:appraisals_why", args=[nomination.call.year, nomination.pk])


def went_before(nomination):
    Participation.objects.create(
        person=nomination.person, funded_by="kl39", programme="short", title="Khoá cũ", country="Úc",
        starts_on=date(2023, 5, 8), ends_on=date(2023, 5, 21),
    )  # fmt: skip


# --- the list


def test_the_list_says_the_state_in_words_and_in_given_name_order(as_office, call):
    for name in ("Trần Văn Bình", "Lê Thị Ân", "Vũ Minh An"):
        unit = factories.Unit.objects.get(slug="p-cao-bang")
        factories.nominations(call, 1, person=factories.person(unit, full_name=name))
    page = as_office.get(reverse("web:appraisals", args=[2027])).content.decode()
    assert "Trong 3 đề cử: 0 đủ điều kiện, 3 chưa rõ, 0 không đủ điều kiện." in page
    assert page.index("Vũ Minh An") < page.index("Lê Thị Ân") < page.index("Trần Văn Bình")


def test_the_list_is_narrowed_by_a_rule(as_office, call):
    (old,) = factories.nominations(call, 1, birth="1966-01-10")
    (young,) = factories.nominations(call, 1, birth="1980-01-10")
    page = as_office.get(reverse("web:appraisals", args=[2027]), {"rule": "months_left", "verdict": "not_met"})
    names = [line.nomination.person.full_name for line in page.context["page_obj"]]
    assert names == [old.person.full_name]
    everybody = as_office.get(reverse("web:appraisals", args=[2027]), {"rule": "health"})
    assert {line.nomination.pk for line in everybody.context["page_obj"]} == {old.pk, young.pk}
    nonsense = as_office.get(reverse("web:appraisals", args=[2027]), {"rule": "(", "standing": "x", "page": "z"})
    assert nonsense.status_code == 200


def test_an_empty_year_says_what_to_do(as_office, call):
    page = as_office.get(reverse("web:appraisals", args=[2027])).content.decode()
    assert "Chưa có đề cử nào" in page
    assert reverse("web:nominations", args=[2027]) in page


def test_a_year_is_judged_again(as_office, call):
    (nomination,) = factories.nominations(call, 1)
    went_before(nomination)
    answer = as_office.post(reverse("web:appraisals_again", args=[2027]), follow=True)
    assert "Đã thẩm định lại 1 đề cử" in answer.content.decode()
    nomination.appraisal.refresh_from_db()
    assert nomination.appraisal.not_met == "short_once"


def test_an_inspector_reads_and_judges_nothing(client, inspector, call):
    (nomination,) = factories.nominations(call, 1)
    client.force_login(inspector)
    page = client.get(why(nomination)).content.decode()
    assert "Ghi bằng chứng" not in page
    assert client.post(reverse("web:appraisals_again", args=[2027])).status_code == 403
    assert client.post(reverse("web:appraisals_evidence", args=[2027, nomination.pk])).status_code == 403


def test_a_unit_sees_its_own_people_only(client, stranger, call):
    (own,) = factories.nominations(call, 1)
    (other,) = factories.nominations(call, 1, unit="p-lang-son")
    client.force_login(stranger)
    lines = client.get(reverse("web:appraisals", args=[2027])).context["page_obj"]
    assert [line.nomination.pk for line in lines] == [own.pk]
    assert client.get(why(own)).status_code == 200
    assert client.get(why(other)).status_code == 404
    assert client.get(reverse("web:appraisals_missing", args=[2027])).context["people"] == 1


def test_a_participant_sees_no_verdicts(client, call):
    client.force_login(factories.account("em", role="participant"))
    (nomination,) = factories.nominations(call, 1)
    for address in (reverse("web:appraisals", args=[2027]), why(nomination)):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["appraisals", "appraisals_missing"])
def test_queries_do_not_grow_with_the_list(as_office, call, name):
    counts = []
    for many in (1, 2):
        factories.nominations(call, many)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            as_office.get(reverse(f"web:{name}", args=[2027]))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


# --- "Vì sao?"


def test_why_gives_conclusion_clause_values_and_sentence(as_office, call):
    (nomination,) = factories.nominations(call, 1, birth="1966-01-10")
    page = as_office.get(why(nomination)).content.decode()
    assert f"Vì sao {nomination.person.full_name} chưa đi được?" in page
    answer = as_office.get(why(nomination)).context["said"].answer
    deciding = sum(finding["blocks"] for finding in nomination.appraisal.findings)
    assert answer == f"Không đủ điều kiện: 1 trong {deciding} điều không đạt"
    assert "QĐ 02-QĐ/BCĐ, điều kiện riêng của chương trình ngắn hạn" in page
    assert "tệp giả định, dòng 1" in page
    assert "chưa bảo đảm 18 tháng" in page
    assert "chậm nhất" in page


def test_why_another_day_is_judged_and_not_kept(as_office, call):
    (nomination,) = factories.nominations(call, 1, birth="1966-08-10")
    kept = nomination.appraisal.findings
    page = as_office.get(why(nomination), {"on": "2025-06-02"}).content.decode()
    assert "Đây là xét thử" in page
    assert "xét thử với ngày khai giảng 2/6/2025" in page
    course = as_office.get(why(nomination), {"course": "NH-01@2027-09-06"}).content.decode()
    assert "khoá NH-01 Hàn Quốc, khai giảng 6/9/2027" in course
    nomination.appraisal.refresh_from_db()
    assert nomination.appraisal.findings == kept
    assert as_office.get(why(nomination), {"on": "xxx"}).status_code == 200


def test_a_day_before_the_policy_is_refused_in_words(as_office, call):
    (nomination,) = factories.nominations(call, 1)
    answer = as_office.get(why(nomination), {"on": "2020-01-01"})
    assert answer.status_code == 400
    assert "chưa có Kết luận số 39-KL/TW" in answer.content.decode()


def test_evidence_is_recorded_and_the_verdict_follows(as_office, call):
    (nomination,) = factories.nominations(call, 1)
    answer = as_office.post(
        reverse("web:appraisals_evidence", args=[2027, nomination.pk]),
        {"rule": "health", "kind": "health", "outcome": "no", "on": "2027-01-05", "document": "GK-7"},
        follow=True,
    )
    assert answer.redirect_chain == [(why(nomination), 302)]
    assert "Kết luận bây giờ: không đủ điều kiện" in answer.content.decode()
    paper = Evidence.objects.get()
    assert (paper.kind, paper.outcome, paper.document) == ("health", False, "GK-7")


def test_political_vetting_has_no_place_for_a_note(as_office, call):
    (nomination,) = factories.nominations(call, 1)
    given = {"rule": "vetting", "kind": "vetting", "outcome": "yes", "on": "2027-01-05", "note": "nội dung mật"}
    page = as_office.get(why(nomination)).context["said"]
    form = next(one for one in page.open if one.rule == "vetting").forms["record"]
    assert "note" not in form.fields
    as_office.post(reverse("web:appraisals_evidence", args=[2027, nomination.pk]), given)
    assert Evidence.objects.get().note == ""
    anyhow = as_office.post(reverse("web:appraisals_evidence", args=[2027, nomination.pk]), {**given, "rule": ""})
    assert anyhow.status_code == 400
    assert "nội dung mật" not in Evidence.objects.values_list("note", flat=True)


def test_an_end_of_leading_asks_for_day_and_reason(as_office, call):
    (nomination,) = factories.nominations(call, 1)
    address = reverse("web:appraisals_evidence", args=[2027, nomination.pk])
    answer = as_office.post(address, {"rule": "months_left", "kind": "term_end", "on": "2028-01-01"})
    assert answer.status_code == 400
    assert "Mốc thôi lãnh đạo cần ngày và lý do" in answer.content.decode()
    as_office.post(address, {"rule": "months_left", "kind": "term_end", "on": "2028-01-01", "note": "hết nhiệm kỳ"})
    nomination.appraisal.refresh_from_db()
    assert "months_left" in nomination.appraisal.not_met


def test_an_appraiser_sees_no_verdict_and_does_not_waive(client, call):
    client.force_login(factories.account("dung", role="appraiser"))
    (nomination,) = factories.nominations(call, 1)
    assert client.get(why(nomination)).status_code == 403
    assert client.post(reverse("web:appraisals_waive", args=[2027, nomination.pk])).status_code == 403


def test_a_leader_of_the_committee_waives_and_records_nothing(client, call):
    client.force_login(factories.account("minh", role="leader"))
    (nomination,) = factories.nominations(call, 1)
    went_before(nomination)
    appraisals.appraise(call, by=None)
    page = client.get(why(nomination)).content.decode()
    assert "Ghi quyết định miễn" in page
    assert "Ghi bằng chứng" not in page


def test_only_what_the_text_allows_is_waived(as_office, call, office):
    (nomination,) = factories.nominations(call, 1)
    went_before(nomination)
    as_office.post(reverse("web:appraisals_judge_again", args=[2027, nomination.pk]))
    address = reverse("web:appraisals_waive", args=[2027, nomination.pk])
    given = {"document": "118-CV/BCĐ", "on": "2027-01-20", "signer": "Phó Trưởng ban"}
    refused = as_office.post(address, {**given, "rule": "health"})
    assert refused.status_code == 400
    assert not Waiver.objects.exists()
    answer = as_office.post(address, {**given, "rule": "short_once"}, follow=True).content.decode()
    assert "Đã ghi quyết định miễn 118-CV/BCĐ" in answer
    assert "1 miễn" in answer


def test_why_asks_a_fixed_number_of_queries(as_office, call):
    (nomination,) = factories.nominations(call, 1)
    with CaptureQueriesContext(connection) as before:
        as_office.get(why(nomination))
    factories.course(call, "NH-02")
    factories.nominations(call, 2)
    with CaptureQueriesContext(connection) as after:
        as_office.get(why(nomination))
    assert len(before) == len(after) <= 30


# --- papers that are missing


def test_missing_papers_stand_by_owner_and_go_out_as_excel(as_office, call, office):
    one, other = factories.nominations(call, 2)
    appraisals.record_evidence(one, kind="health", by=office, outcome=True, on=date(2026, 12, 1))
    page = as_office.get(reverse("web:appraisals_missing", args=[2027]), {"owner": "p-cao-bang"})
    owner = page.context["chosen"]
    assert "giấy khám sức khoẻ" not in owner.for_all
    assert [line.others for line in owner.told_apart() if line.nomination.pk == other.pk] == [("giấy khám sức khoẻ",)]
    assert f"- Đồng chí {other.person.full_name}: giấy khám sức khoẻ" in page.content.decode()
    book = as_office.get(reverse("web:appraisals_missing_workbook", args=[2027]), {"owner": "p-cao-bang"})
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows(min_row=4, values_only=True))
    assert len(rows) == owner.total
    assert (other.person.full_name, "giấy khám sức khoẻ") in {(row[1], row[6]) for row in rows}


def test_an_owner_who_owes_nothing_is_not_found(as_office, call):
    factories.nominations(call, 1)
    assert as_office.get(reverse("web:appraisals_missing", args=[2027]), {"owner": "p-ha-noi"}).status_code == 404


def test_papers_do_not_help_whom_a_rule_stops(as_office, call):
    factories.nominations(call, 1, birth="1966-01-10")
    page = as_office.get(reverse("web:appraisals_missing", args=[2027]))
    assert page.context["people"] == 0
    assert "Không giấy tờ nào đang phải chờ" in page.content.decode()


# --- the rules in force


def test_the_policy_page_keeps_total_and_parts_apart(as_office, call):
    page = as_office.get(reverse("web:policy"), {"on": "2027-04-05"}).content.decode()
    assert "40 + 250 + 120 = 410, văn bản ghi 400" in page
    assert "50 + 300 + 150 = 500, đúng như văn bản ghi" in page
    assert "ít nhất 18 tháng" in page
    assert "ít nhất 24 tháng" in page


def test_the_policy_page_of_an_early_day_says_that_there_is_none(as_office, call):
    page = as_office.get(reverse("web:policy"), {"on": "2021-01-01"}).content.decode()
    assert "chưa có Kết luận số 39-KL/TW" in page
    assert "ít nhất 18 tháng" not in page
    first = as_office.get(reverse("web:policy"), {"on": "2022-08-01"}).content.decode()
    assert "chưa thấy văn bản nào quy định" in first


def test_the_list_is_shown_by_units_then_or_now(client, office):
    """Hà Giang went into Tuyên Quang on 1-7-2025: a list of 2023 says either name first, and always both."""
    call = factories.call(2023)
    factories.nominations(call, 1, unit="p-ha-giang")
    client.force_login(office)
    then = client.get("/2023/appraisals/").content.decode()
    assert "Hà Giang · nay là Tuyên Quang" in then
    now = client.get("/2023/appraisals/?by=now").content.decode()
    assert "Tuyên Quang · khi đó: Hà Giang" in now


def test_the_second_of_two_at_one_case_is_told_what_the_first_did(as_office, call):
    """And loses no text; what was read meanwhile can be sent again."""
    (nomination,) = factories.nominations(call, 1)
    address = reverse("web:appraisals_evidence", args=[2027, nomination.pk])
    mine = {"rule": "health", "kind": "health", "outcome": "yes", "document": "GK-8", "seen": "0"}
    first = factories.account("binh-van-phong", role="office")
    appraisals.record_evidence(nomination, kind="health", outcome=False, document="GK-7", by=first)
    answer = as_office.post(address, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Binh-Van-Phong vừa ghi" in shown
    assert "GK-7" in shown
    assert 'value="GK-8"' in shown
    assert Evidence.objects.get().document == "GK-7"
    seen = re.search(r'name="seen" value="(\d+)"', shown).group(1)
    assert as_office.post(address, {**mine, "seen": seen}).status_code == 302
    assert Evidence.objects.get().document == "GK-8"


def test_two_waivers_of_one_rule_at_once(as_office, call):
    (nomination,) = factories.nominations(call, 1)
    decided = {"document": "118-CV/BCĐ", "on": date(2026, 10, 1), "signer": "Phó Trưởng ban"}
    appraisals.waive(nomination, rule="short_once", by=None, **decided)
    with pytest.raises(Stale, match=r"quyết định miễn.*118-CV/BCĐ"):
        appraisals.waive(nomination, rule="short_once", by=None, seen=0, **{**decided, "document": "119-CV/BCĐ"})
    assert nomination.waivers.get().document == "118-CV/BCĐ"
