"""The year plan: its sums, its order, its tables, and a long year."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from random import Random

from documents.papers_scene import delegation, long_year
from documents.reading import opened, text
from docx.oxml.ns import qn

from doanra.documents.delegation import Member
from doanra.documents.papers import paper
from doanra.documents.render import render_word
from doanra.documents.year_plan.context import Targets, YearPlan
from doanra.terms.dates import PartialDate
from doanra.terms.names import given_name_key
from doanra.terms.words import Gender, Programme

ON = date(2027, 1, 5)


def test_a_long_year_lists_everyone() -> None:
    document = opened(render_word("year_plan", context=long_year(), on=ON))
    lists = [table for table in document.tables if table.rows[0].cells[1].text == "Họ và tên"]
    assert len(lists) == 29
    assert sum(len(table.rows) - 2 for table in lists) == 410


def test_people_stand_by_given_name() -> None:
    document = opened(render_word("year_plan", context=long_year(), on=ON))
    for table in document.tables[-29:]:
        names = [row.cells[1].text for row in table.rows[2:]]
        assert names == sorted(names, key=given_name_key)
        assert [row.cells[0].text for row in table.rows[2:]] == [str(place) for place in range(1, len(names) + 1)]


def test_the_vietnamese_order_is_not_that_of_code_points() -> None:
    names = ("Lê Văn Đạt", "Trần Thị Ánh", "Bùi Văn Dũng", "Nguyễn Văn An", "Đỗ Văn An", "Phan Ân")
    scene = dataclasses.replace(
        long_year().delegations[0], members=tuple(Member(name, "Cục trưởng", "Bộ Mẫu") for name in names)
    )
    assert [one.full_name for one in scene.listed] == [
        "Đỗ Văn An",
        "Nguyễn Văn An",
        "Trần Thị Ánh",
        "Phan Ân",
        "Bùi Văn Dũng",
        "Lê Văn Đạt",
    ]


def test_rows_stay_whole_and_heads_repeat() -> None:
    document = opened(render_word("year_plan", context=long_year(), on=ON))
    for table in document.tables[-29:]:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True, True] + [False] * (len(table.rows) - 2)


def test_annexes_start_on_new_pages_and_are_numbered_through() -> None:
    document = opened(render_word("year_plan", context=long_year(), on=ON))
    annexes = [line for line in document.paragraphs if line.text.startswith("Phụ lục ")]
    assert [line.text for line in annexes] == [f"Phụ lục {number}" for number in range(1, 31)]
    assert all(line.paragraph_format.page_break_before for line in annexes[1:])
    assert [section.orientation for section in document.sections] == [0, 1]


def test_the_parts_of_the_first_period_are_told_apart_from_their_total() -> None:
    plan = dataclasses.replace(long_year(), targets=Targets(total=400, short=250, medium=40, language=120))
    assert "các chỉ tiêu thành phần cộng lại là 410; ghi nguyên theo Kết luận số 39-KL/TW" in _words(plan)
    assert "cộng lại là" not in _words(long_year())


def test_shares_say_what_the_target_lacks() -> None:
    plan = dataclasses.replace(long_year(), targets=Targets(total=500, short=256, medium=51, language=100))
    assert [share.against_target for share in plan.shares] == ["đủ", "thiếu 1", "vượt 4"]


def test_a_year_without_courses_or_money_still_prints() -> None:
    plan = dataclasses.replace(long_year(), delegations=(), budget=())
    words = _words(plan)
    assert "Tổ chức 0 đoàn, lớp với 0 cán bộ. Danh mục các khoá tại Phụ lục 1." in words
    assert "theo dự toán được cấp có thẩm quyền duyệt" in words
    assert "Phụ lục 2" not in words


def test_money_that_is_no_assumption_is_not_called_one() -> None:
    plan = long_year()
    sure = tuple(dataclasses.replace(line, illustrative=False) for line in plan.budget)
    assert "giả định" not in _words(dataclasses.replace(plan, budget=sure))
    assert "giả định" in _words(plan)


def test_parts_of_a_dong_are_shown_in_figures_and_rounded_in_words() -> None:
    plan = long_year()
    line = dataclasses.replace(plan.budget[0], amount=Decimal("1234567.89"))
    odd = dataclasses.replace(plan, budget=(line,))
    assert odd.budget[0].figure == "1.234.567,89"
    assert odd.budget_words.endswith("năm trăm sáu mươi tám đồng")


def test_who_has_no_sex_in_the_list_keeps_the_birth_date_as_a_remark() -> None:
    person = Member("Lê Mẫu An", "Cục trưởng", "Bộ Mẫu", birth=PartialDate(1978, 2), note="thiếu ảnh")
    assert (person.born_male, person.born_female) == ("", "")
    assert person.remarks == "thiếu ảnh; Sinh 02/1978, chưa rõ giới tính"
    known = dataclasses.replace(person, gender=Gender.FEMALE, is_head=True)
    assert (known.born_male, known.born_female, known.remarks) == ("", "02/1978", "Trưởng đoàn; thiếu ảnh")


def test_delegations_stand_by_programme_in_both_kinds_of_annex() -> None:
    plan = paper("year_plan").sample()
    assert [one.code for one in plan.delegations] == ["NN-01", "NH-01"]
    assert [one.code for one in plan.annexed] == ["NH-01", "NN-01"]


def test_a_class_of_language_is_named_by_its_language() -> None:
    one = delegation(Random(1), number=1, programme=Programme.LANGUAGE, size=1)
    assert one.name == "Lớp bồi dưỡng tiếng Anh"
    assert dataclasses.replace(one, language=None).name == "Lớp bồi dưỡng ngoại ngữ"


def _words(plan: YearPlan) -> str:
    return text(render_word("year_plan", context=plan, on=ON))
