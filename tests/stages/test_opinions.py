"""Opinions: given singly, in bulk and by workbook, taken back; two at once; vetting is for the few."""

import io
from dataclasses import replace
from datetime import date

import consulted
import factories
import openpyxl
import pytest
from consulted import LETTER, TODAY

from doanra.policy import access
from doanra.records.models import Appraisal, Event, Evidence, Opinion
from doanra.records.queries import reach
from doanra.records.queries.opinion_table import AGAINST, SILENT, STOPPED, OpinionTable, OwnRows, Wanted
from doanra.stages.consultations import letters, opinions, sheets
from doanra.terms.refusal import NotAllowed, NotFound, Refused, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def request_(call):
    """A list of three people put before one body."""
    return consulted.asked(consulted.frozen(call, 3), consulted.body("Một"))[0]


@pytest.fixture
def vetting(call):
    """A list of two people put before a body that vets."""
    return consulted.asked(consulted.frozen(call, 2), consulted.body("Bảo vệ", vets=True))[0]


def of(request, number=0):
    return request.opinions.order_by("pk")[number]


def test_a_body_speaks_for_its_own_people_and_the_request_ends_with_the_last(request_):
    by = consulted.appraiser("binh", of=request_.body)
    opinions.answer(request_, given=consulted.given(request_), by=by, on=TODAY)
    one = of(request_)
    assert (one.outcome, one.document, one.on, one.given_by, one.version) == ("agree", "45-CV/CQM", LETTER, by, 1)
    assert request_.state == "waiting"
    consulted.answered(request_, "agree", "disagree", "more")
    request_.refresh_from_db()
    assert request_.state == "answered"


def test_another_body_finds_no_such_request(request_):
    by = consulted.appraiser("la", of=consulted.body("Khác"))
    for act in (
        lambda: opinions.answer(request_, given=consulted.given(request_), by=by, on=TODAY),
        lambda: letters.workbook(request_, by=by, on=TODAY),
        lambda: letters.letter(request_, by=by, on=TODAY),
        lambda: sheets.load(request_, content=b"", by=by, on=TODAY),
    ):
        with pytest.raises(NotFound):
            act()
    assert not Opinion.objects.exclude(outcome="").exists()


@pytest.mark.parametrize(
    ("change", "say"),
    [
        ({"outcome": ""}, "Chưa chọn ý kiến"),
        ({"outcome": "yes"}, "Chưa chọn ý kiến"),
        ({"document": "  "}, "số và ngày"),
        ({"on": None}, "số và ngày"),
        ({"on": date(2026, 11, 17)}, "chưa tới"),
        ({"outcome": "disagree", "note": ""}, "nói rõ"),
        ({"outcome": "more", "note": " "}, "nói rõ"),
        ({"document": "x" * 121}, "số văn bản"),
        ({"note": "x" * 301}, "ghi chú"),
    ],
)
def test_what_is_no_opinion_is_refused(request_, change, say):
    with pytest.raises(Refused, match=say):
        opinions.answer(request_, given=replace(consulted.given(request_), **change), by=None, on=TODAY)
    assert of(request_).version == 0


def test_the_second_is_told_what_the_first_did(request_, office):
    mine = consulted.given(request_, outcome="disagree")
    opinions.answer(request_, given=consulted.given(request_), by=office, on=TODAY)
    with pytest.raises(Stale, match="An đã ghi “Đồng ý”, 45-CV/CQM, 10/11/2026"):
        opinions.answer(request_, given=mine, by=None, on=TODAY)
    assert of(request_).outcome == "agree"
    opinions.answer(request_, given=replace(mine, seen=1), by=None, on=TODAY)
    assert of(request_).outcome == "disagree"


def test_to_say_the_same_twice_changes_nothing(request_):
    one = consulted.given(request_)
    opinions.answer(request_, given=one, by=None, on=TODAY)
    assert opinions.answer(request_, given=one, by=None, on=TODAY).same == 1
    assert of(request_).version == 1


def test_in_bulk_who_was_changed_meanwhile_is_left_out_and_named(request_, office):
    many = [consulted.given(request_, number) for number in range(3)]
    opinions.answer(request_, given=consulted.given(request_, 1, "disagree"), by=office, on=TODAY)
    done = opinions.answer_many(request_, given=many, by=None, on=TODAY)
    ((name, why),) = done.skipped
    assert (done.changed, name) == (2, of(request_, 1).person.full_name)
    assert "An đã ghi “Không đồng ý”" in why
    assert of(request_, 1).outcome == "disagree"


def test_a_foreign_row_fails_the_whole_act_and_is_named(request_, call):
    (other,) = consulted.asked(consulted.frozen(call, 1), consulted.body("Hai"))
    strange = replace(consulted.given(other), place="dòng 9")
    with pytest.raises(NotFound, match=r"Dòng 9.*Không dòng nào được ghi"):
        opinions.answer_many(request_, given=[consulted.given(request_), strange], by=None, on=TODAY)
    assert not Opinion.objects.exclude(outcome="").exists()


def test_an_opinion_is_taken_back_with_a_reason_and_silence_begins_again(request_, office):
    consulted.answered(request_, "agree", "agree", "agree")
    opinions.take_back(of(request_), reason="ghi nhầm người", by=office)
    request_.refresh_from_db()
    one = of(request_)
    assert (one.outcome, one.document, one.on, one.version, request_.state) == ("", "", None, 2, "waiting")
    assert Event.objects.first().detail["reason"] == "ghi nhầm người"
    with pytest.raises(Refused, match="đang chưa có ý kiến"):
        opinions.take_back(one, reason="nữa", by=office)


def test_the_inspector_gives_no_opinion(request_, inspector):
    with pytest.raises(NotAllowed):
        opinions.answer(request_, given=consulted.given(request_), by=inspector, on=TODAY)


# --- others' opinions


def test_others_opinions_stay_hidden_until_ones_own_are_all_in(call):
    listed = consulted.frozen(call, 2)
    mine, other, vets = consulted.asked(
        listed, consulted.body("Một"), consulted.body("Hai"), consulted.body("Ba", vets=True)
    )
    consulted.answered(other, "disagree", "agree")
    consulted.answered(vets, "agree", "agree")
    consulted.answered(mine, "agree")
    mine.refresh_from_db()
    assert [row.others for row in OwnRows(mine)[:]] == [(), ()]
    consulted.answered(mine, "agree", "agree")
    mine.refresh_from_db()
    said = [[(body.short, one.outcome) for body, one in row.others] for row in OwnRows(mine)[:]]
    assert sorted(said) == [[("Hai", "agree")], [("Hai", "disagree")]]


def test_a_body_reaches_those_it_is_asked_about_and_nobody_else(request_, call):
    by = consulted.appraiser("binh", of=request_.body)
    factories.nominations(call, 2, unit="p-son-la")
    asked = set(request_.opinions.values_list("person__nomination", flat=True))
    assert set(call.nominations.filter(reach.nominations(by)).values_list("pk", flat=True)) == asked
    nobody = factories.account("khong", role="appraiser")
    assert not call.nominations.filter(reach.nominations(nobody)).exists()


# --- political vetting


def test_vetting_takes_no_note(vetting):
    with pytest.raises(Refused, match="chỉ ghi kết quả, ngày và số văn bản"):
        opinions.answer(vetting, given=consulted.given(vetting, note="vì sao"), by=None, on=TODAY)
    opinions.answer(vetting, given=consulted.given(vetting, outcome="more", note=""), by=None, on=TODAY)


def test_vetting_feeds_the_evidence_and_the_verdict(vetting):
    consulted.answered(vetting, "disagree", "agree", note="")
    one, two = (Evidence.objects.get(nomination=of(vetting, n).person.nomination) for n in (0, 1))
    assert (one.kind, one.outcome, one.document, one.on, one.note) == ("vetting", False, "45-CV/CQM", LETTER, "")
    assert (two.outcome, one.nomination.appraisal.not_met) == (True, "vetting")
    assert "vetting" not in two.nomination.appraisal.unknown
    opinions.take_back(of(vetting), reason="ghi nhầm", by=None)
    one.refresh_from_db()
    verdict = Appraisal.objects.get(nomination=one.nomination)
    assert (one.outcome, one.document, verdict.not_met) == (None, "", "")
    assert "vetting" in verdict.unknown


@pytest.mark.parametrize(("role", "reads"), [("office", True), ("chief", True), ("leader", True), ("committee", False),
                                             ("inspector", False)])  # fmt: skip
def test_vetting_is_read_by_the_few_in_cells_verdicts_and_filters(vetting, role, reads):
    consulted.answered(vetting, "disagree", "agree", note="")
    reader = factories.account("doc", role=role)
    table = OpinionTable(vetting.consultation, wanted=Wanted(), reader=reader)
    cells = [line.cells[0] for line in table[:]]
    assert {cell.kept for cell in cells} == {not reads}
    assert ({cell.opinion.outcome for cell in cells if cell.opinion}) == ({"agree", "disagree"} if reads else set())
    assert [body.short for body in table.kept] == ([] if reads else ["Bảo vệ"])
    for only in (AGAINST, STOPPED):
        found = OpinionTable(vetting.consultation, wanted=Wanted(only=only), reader=reader)
        assert len(found) == (1 if reads else 0)
    stopped = {line.standing for line in table[:]} & {"not_eligible"}
    assert bool(stopped) is reads


def test_the_table_as_a_workbook_drops_vetting_and_says_so(vetting, inspector):
    consulted.answered(vetting, "disagree", "agree", note="")
    paper = letters.table(vetting.consultation, wanted=Wanted(), said=["Lọc: tất cả"], by=inspector, on=TODAY)
    page = openpyxl.load_workbook(io.BytesIO(paper.content)).active
    cells = [str(cell) for row in page.values for cell in row if cell]
    assert "Lọc: tất cả" in cells
    assert any("Không có ý kiến của Bảo vệ" in cell for cell in cells)
    assert not any("Không đồng ý" in cell or "45-CV" in cell for cell in cells)


def test_the_table_tells_apart_silence_and_not_being_asked(request_):
    consulted.answered(request_, "agree")
    silent = OpinionTable(request_.consultation, wanted=Wanted(only=SILENT), reader=None)
    assert len(silent) == 2
    assert all(line.cells[0].opinion.outcome == "" for line in silent[:])


# --- the workbook


def filled(request, *rows, keep=()):
    """The request's workbook with these answers in its first rows; ``keep`` cells set by hand."""
    book = openpyxl.load_workbook(io.BytesIO(letters.workbook(request, by=None, on=TODAY).content))
    page = book.active
    heads = {cell.value: cell.column for cell in page[4]}
    for place, row in enumerate(rows, 5):
        for head, value in zip(
            ("Ý kiến", "Số văn bản", "Ngày văn bản", "Lý do, hoặc cần bổ sung gì"), row, strict=False
        ):
            page.cell(place, heads[head], value)
    for cell, value in keep:
        page[cell] = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


YES = ("Đồng ý", "45-CV", "10/11/2026")


def test_the_workbook_comes_back_with_its_answers(request_):
    loaded = sheets.load(
        request_, content=filled(request_, YES, ("không đồng ý", "45-CV", LETTER, "tuổi")), by=None, on=TODAY
    )
    assert (loaded.done.changed, loaded.silent, loaded.faults) == (2, 1, [])
    assert sorted(Opinion.objects.values_list("outcome", "on")) == [("", None), ("agree", LETTER), ("disagree", LETTER)]


def test_wrong_rows_are_named_by_row_cell_and_reason_and_good_ones_are_taken(request_):
    content = filled(request_, ("có lẽ", "45-CV", "10/11/2026"), ("Đồng ý", "45-CV", "31/2/2026"), YES)
    loaded = sheets.load(request_, content=content, by=None, on=TODAY)
    assert loaded.done.changed == 1
    assert [(one.row, one.column, one.heading) for one in loaded.faults] == [
        (5, "G", "Ý kiến"),
        (6, "I", "Ngày văn bản"),
    ]
    assert "không phải là một ý kiến" in loaded.faults[0].message


def test_a_row_without_number_day_or_reason_is_named(request_):
    content = filled(request_, ("Đồng ý", "", "10/11/2026"), ("Cần bổ sung", "45-CV", "10/11/2026"))
    loaded = sheets.load(request_, content=content, by=None, on=TODAY)
    assert [(one.row, one.column, one.heading) for one in loaded.faults] == [
        (5, "H", "Số văn bản"), (6, "J", "Lý do, hoặc cần bổ sung gì"),
    ]  # fmt: skip
    assert loaded.done.changed == 0


def test_where_only_the_day_is_missing_the_cell_of_the_day_is_named(request_):
    loaded = sheets.load(request_, content=filled(request_, ("Đồng ý", "45-CV", "")), by=None, on=TODAY)
    assert [(one.row, one.heading) for one in loaded.faults] == [(5, "Ngày văn bản")]


def test_a_key_of_another_request_fails_the_whole_workbook(request_, call):
    (other,) = consulted.asked(consulted.frozen(call, 1), consulted.body("Hai"))
    strange = sheets.key_of(other.opinions.first())
    for key in (strange, sheets.key_of(of(request_))[:-1] + "z", "YK-1-0-000000"):
        with pytest.raises(NotFound, match=r"Dòng 6 .*Không dòng nào được ghi"):
            sheets.load(request_, content=filled(request_, YES, YES, keep=[("A6", key)]), by=None, on=TODAY)
    assert not Opinion.objects.exclude(outcome="").exists()


def test_a_key_beside_another_name_or_twice_is_named(request_):
    keys = [sheets.key_of(one) for one in request_.opinions.order_by("person__sort_key", "person_id")]
    swapped = filled(request_, YES, keep=[("B5", "Người Khác Hẳn")])
    assert "đứng cạnh tên" in sheets.load(request_, content=swapped, by=None, on=TODAY).faults[0].message
    double = filled(request_, YES, YES, keep=[("A6", keys[0]), ("B6", request_.opinions.order_by(
        "person__sort_key", "person_id")[0].person.full_name)])  # fmt: skip
    loaded = sheets.load(request_, content=double, by=None, on=TODAY)
    assert ("cùng một người" in loaded.faults[0].message, loaded.done.changed) == (True, 0)


def test_an_old_workbook_overrides_nothing_that_was_said_since(request_, office):
    content = filled(request_, YES, YES, YES)
    row = request_.opinions.order_by("person__sort_key", "person_id")[0]
    given = opinions.Given(opinion=row.pk, outcome="disagree", document="50-CV", on=LETTER, note="tuổi")
    opinions.answer(request_, given=given, by=office, on=TODAY)
    loaded = sheets.load(request_, content=content, by=None, on=TODAY)
    assert loaded.done.changed == 2
    assert loaded.done.skipped[0][0] == row.person.full_name
    row.refresh_from_db()
    assert row.outcome == "disagree"


def test_the_workbook_of_a_body_shows_its_own_fields_and_vetting_has_no_note(vetting):
    vetting.body.sees = ["unit_name", "party_joined"]
    vetting.body.save()
    page = openpyxl.load_workbook(io.BytesIO(letters.workbook(vetting, by=None, on=TODAY).content)).active
    assert [cell.value for cell in page[4]] == [
        "Mã dòng (không sửa)", "Họ và tên", "Ngày vào Đảng", "Đơn vị cử", "Ý kiến", "Số văn bản", "Ngày văn bản",
    ]  # fmt: skip
    assert access.reads(consulted.appraiser("x", of=vetting.body).duty, "vetting") is False
