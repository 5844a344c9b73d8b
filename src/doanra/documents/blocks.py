"""Blocks that the Word templates are built of: page, paragraphs and tables. Text may hold template tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from doanra.documents.layout import Layout, Margins

LEFT, CENTRE, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def new_paper(layout: Layout) -> Any:
    """An empty A4 document in Vietnamese: upright, page number at the top centre from page 2 on."""
    document = Document()
    _style(document.styles["Normal"], layout.font, layout.body)
    for level in (1, 2):
        _style(document.styles[f"Heading {level}"], layout.font, layout.body)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section, layout.margins)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    return document


def turn_page(document: Any, layout: Layout) -> None:
    """From here pages lie on their side; numbering goes on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    tiny(document.paragraphs[-1])
    lay(section, layout)
    section.different_first_page_header_footer = False


def lay(section: Any, layout: Layout) -> None:
    """Puts the pages of a section on their side."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    upright = layout.margins
    _margins(section, Margins(top=upright.top, bottom=upright.right, left=upright.bottom, right=upright.top))


def write(
    place: Any,
    text: str = "",
    *,
    size: int | None = None,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: float = 0,
    after: float = 0,
    style: str | None = None,
) -> Any:
    """A paragraph at the end of a document or cell; ``before`` and ``after`` in points. A new cell has one already."""
    fresh = getattr(place, "_tc", None) is not None and len(place.paragraphs) == 1 and not place.paragraphs[0].text
    paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
    if style:
        paragraph.style = style
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    form = paragraph.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(before), Pt(after)
    return paragraph


def body(document: Any, text: str, *, italic: bool = False, bold: bool = False) -> Any:
    """A paragraph of running text: first line in by 10 mm, justified."""
    paragraph = write(document, text, italic=italic, bold=bold, align=JUSTIFIED, before=3, after=3)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.line_spacing = 1.15
    return paragraph


def heading(document: Any, text: str, *, level: int = 1) -> Any:
    """A bold head of a section that stays with what follows and shows in the navigation of Word."""
    paragraph = write(document, text, bold=True, before=9, after=3, style=f"Heading {level}")
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph


def tag(document: Any, text: str) -> None:
    """A template tag (``{%p for ... %}``) in a paragraph of its own, which vanishes when the paper is filled."""
    write(document, text)


def table(document: Any, widths: Sequence[float], *, grid: bool = True) -> Any:
    """An empty table of fixed widths (mm) in the middle of the page; ``grid`` draws its lines."""
    made = document.add_table(rows=0, cols=len(widths))
    made.style = "Table Grid" if grid else "Normal Table"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    _cell_margins(made, left=1.5 if grid else 0, right=1.5 if grid else 0)
    return made


def row(made: Any, *, head: bool = False) -> list[Any]:
    """A new row that never breaks over pages; ``head`` rows repeat on every page. Returns its cells."""
    added = made.add_row()
    settings = added._tr.get_or_add_trPr()
    settings.append(OxmlElement("w:cantSplit"))
    if head:
        settings.append(OxmlElement("w:tblHeader"))
    for cell, column in zip(added.cells, made.columns, strict=True):
        cell.width = column.width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return list(added.cells)


def fill(
    cells: Sequence[Any],
    texts: Sequence[str],
    *,
    size: int,
    bold: bool = False,
    centred: Sequence[int] = (),
    right: Sequence[int] = (),
    keep: bool = False,
) -> None:
    """One text for each cell; columns in ``centred`` or ``right`` are aligned so; ``keep`` stays with the next row."""
    for index, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        align = CENTRE if index in centred else RIGHT if index in right else LEFT
        paragraph = write(cell, text, size=size, bold=bold, align=align, before=2, after=2)
        paragraph.paragraph_format.keep_with_next = keep


def row_tag(made: Any, text: str) -> None:
    """A template tag (``{%tr for ... %}``) in a row of its own, which vanishes when the paper is filled."""
    write(made.add_row().cells[0], text)


def line(cell: Any, *, inset: float) -> None:
    """A thin solid line across a cell, in from both sides by so many mm. A paragraph of its own: it bounds no text."""
    paragraph = cell.add_paragraph()
    tiny(paragraph)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(inset)
    borders = OxmlElement("w:pBdr")
    border = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    following = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *following)


def end_quietly(document: Any) -> Any:
    """The paragraph that Word wants after a last table, too small to open a page of its own."""
    paragraph = document.add_paragraph()
    tiny(paragraph)
    return paragraph


def tiny(paragraph: Any) -> None:
    """Makes an empty paragraph one point high."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.keep_with_next = False
    mark = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "2")
    mark.append(size)
    paragraph._p.get_or_add_pPr().insert_element_before(mark, "w:sectPr", "w:pPrChange")


def _margins(section: Any, margins: Margins) -> None:
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)


def _style(style: Any, font: str, size: int) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = None
    style.font.italic = False
    marks = style.element.get_or_add_rPr()
    fonts = marks.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    marks.append(language)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.widow_control = True


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = CENTRE
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text or None
        run._r.append(mark)


def _cell_margins(made: Any, *, left: float, right: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("left", left), ("right", right)):
        mark = OxmlElement(f"w:{side}")
        mark.set(qn("w:w"), str(round(width * 56.7)))
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    made._tbl.tblPr.insert(list(made._tbl.tblPr).index(look) if look is not None else len(made._tbl.tblPr), margins)
