"""Every paper's sample, rendered and read back: the words must be those of ``expected/<paper>.txt``."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from documents.reading import opened, text
from docx import Document
from lxml import etree

from doanra.documents import make_templates
from doanra.documents.papers import paper
from doanra.documents.render import papers, render_word
from doanra.terms.refusal import NotFound, Refused

EXPECTED = Path(__file__).parent / "expected"
ON = date(2027, 1, 5)
NAMES = sorted(papers())


def rendered(name: str) -> bytes:
    return render_word(name, context=paper(name).sample(), on=ON)


def test_the_papers_are_those_with_an_expected_text() -> None:
    assert sorted(path.stem for path in EXPECTED.glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_reads_as_expected(name: str) -> None:
    assert text(rendered(name)) == (EXPECTED / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_samples_say_that_they_are_synthetic(name: str) -> None:
    assert paper(name).sample_file.read_text("utf-8").startswith("# Synthetic")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert rendered(name) == rendered(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_template_is_what_its_script_builds(name: str) -> None:
    built = io.BytesIO()
    make_templates.build(name).save(built)
    for part in ("word/document.xml", "word/styles.xml"):
        assert _canonical(built, part) == _canonical(paper(name).template, part)


def _canonical(file: Path | io.BytesIO, part: str) -> bytes:
    with zipfile.ZipFile(file) as parts:
        return etree.tostring(etree.fromstring(parts.read(part)), method="c14n")


@pytest.mark.parametrize("name", NAMES)
def test_the_file_carries_title_body_and_the_day_given(name: str) -> None:
    properties = opened(rendered(name)).core_properties
    assert properties.title == paper(name).sample().title
    assert properties.author == "Ban Chỉ đạo thực hiện Kết luận số 39-KL/TW"
    assert properties.created is not None
    assert properties.created.date() == ON


@pytest.mark.parametrize("name", NAMES)
def test_the_head_follows_the_party_layout(name: str) -> None:
    head = opened(rendered(name)).tables[0]
    left, right = head.rows[0].cells
    lines = [line for line in left.paragraphs if line.text]
    shown = [(line.text.replace("\n", " / "), line.runs[0].bold, line.runs[0].font.size.pt) for line in lines]
    assert shown == [
        ("BAN TỔ CHỨC TRUNG ƯƠNG", None, 14),
        ("BAN CHỈ ĐẠO THỰC HIỆN / KẾT LUẬN SỐ 39-KL/TW", True, 14),
        ("*", None, 14),
    ]
    title = right.paragraphs[0]
    assert (title.text, title.runs[0].bold, title.runs[0].font.size.pt) == ("ĐẢNG CỘNG SẢN VIỆT NAM", True, 15)
    dated = head.rows[1].cells[1].paragraphs[0].runs[0]
    assert (dated.italic, dated.font.size.pt) == (True, 14)


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_a4_in_times_new_roman_with_the_margins_set(name: str) -> None:
    document = opened(rendered(name))
    assert document.styles["Normal"].font.name == "Times New Roman"
    for section in document.sections:
        size = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        upright = section.page_width < section.page_height
        margins = [
            round(edge.mm)
            for edge in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        ]
        assert (size, margins) == ([210, 297], [20, 20, 30, 20] if upright else [20, 20, 20, 20])


def test_an_issued_paper_has_its_number_and_day() -> None:
    sample = paper("year_plan").sample()
    head = dataclasses.replace(sample.letterhead, number=7, issued_on=date(2027, 2, 1))
    words = text(render_word("year_plan", context=dataclasses.replace(sample, letterhead=head), on=ON))
    assert "Số 07-KH/BCĐ | Hà Nội, ngày 01 tháng 02 năm 2027" in words
    assert "....." not in words


def test_a_body_without_parent_has_no_empty_line_for_it() -> None:
    sample = paper("chaser_letter").sample()
    bare = dataclasses.replace(sample, letterhead=dataclasses.replace(sample.letterhead, parent=""))
    cell = opened(render_word("chaser_letter", context=bare, on=ON)).tables[0].rows[0].cells[0]
    assert cell.paragraphs[0].text.startswith("BAN CHỈ ĐẠO")


def test_text_from_people_cannot_break_the_file() -> None:
    sample = dataclasses.replace(paper("chaser_letter").sample(), unit="Sở <A> & “B” {{ 7*7 }} \x0b\ud800{% x %}")
    assert "Kính gửi: Sở <A> & “B” {{ 7*7 }} {% x %}" in text(render_word("chaser_letter", context=sample, on=ON))


def test_an_office_template_replaces_ours(tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("Kính gửi {{ paper.unit }}, hạn {{ paper.due_on|day }}")
    own.save(tmp_path / "own.docx")
    sample = paper("chaser_letter").sample()
    word = render_word("chaser_letter", context=sample, on=ON, template=tmp_path / "own.docx")
    assert text(word) == "Kính gửi Tỉnh uỷ Mẫu Sơn, hạn 30/11/2026\n"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ paper.nothing }}",
        "{{ paper.unit.__class__.__mro__ }}",
        "{% for x in %}",
        "{{ paper.year|nosuch }}",
        "{% if paper.year %}",
        "{{ paper.year + paper.unit }}",
        "{{ paper.year.nothing.more }}",
    ],
)
def test_a_tag_that_cannot_be_filled_is_refused(tag: str, tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph(tag)
    own.save(tmp_path / "own.docx")
    with pytest.raises(Refused) as refused:
        render_word("chaser_letter", context=paper("chaser_letter").sample(), on=ON, template=tmp_path / "own.docx")
    assert refused.value.code == "documents.template-tag"
    assert "own.docx" in refused.value.message


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_a_template_that_is_no_word_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(content)
    with pytest.raises(Refused, match=r"Không đọc được tệp mẫu “own\.docx”"):
        render_word("chaser_letter", context=paper("chaser_letter").sample(), on=ON, template=tmp_path / "own.docx")


def test_a_missing_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Không đọc được"):
        render_word("chaser_letter", context=paper("chaser_letter").sample(), on=ON, template=tmp_path / "none.docx")


def test_an_unknown_paper_is_not_found() -> None:
    with pytest.raises(NotFound, match="chaser_letter, consultation_letter, delegation_list, year_plan"):
        paper("nothing")


def test_the_context_of_another_paper_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError):
        render_word("year_plan", context=paper("chaser_letter").sample(), on=ON)
