"""What Word insists on and LibreOffice forgives: the order of properties, and a paragraph in every cell."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from documents.reading import opened
from docx.oxml.ns import qn

from doanra.documents.papers import paper
from doanra.documents.render import papers, render_word

# ISO/IEC 29500-1, in the order of the schema; the ones that our papers use
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc rPr sectPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar vAlign",
    "rPr": "rStyle rFonts b bCs i iCs caps color kern sz szCs u lang",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
}
ON = date(2027, 1, 5)


@pytest.mark.parametrize("name", sorted(papers()))
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    document = opened(render_word(name, context=paper(name).sample(), on=ON))
    for root in (document.element, document.styles.element):
        for kind, order in _ORDER.items():
            known = [qn(f"w:{child}") for child in order.split()]
            for properties in root.iter(qn(f"w:{kind}")):
                places = [known.index(child.tag) for child in properties if child.tag in known]
                assert places == sorted(places), [child.tag for child in properties]


@pytest.mark.parametrize("name", sorted(papers()))
def test_every_cell_ends_with_a_paragraph_even_without_recipients(name: str) -> None:
    bare = dataclasses.replace(paper(name).sample(), recipients=())
    document = opened(render_word(name, context=bare, on=ON))
    cells = list(document.element.iter(qn("w:tc")))
    assert cells
    assert all(cell[-1].tag == qn("w:p") for cell in cells)
    assert not any("Nơi nhận:" in cell.xpath("string()") for cell in cells)


@pytest.mark.parametrize("name", sorted(papers()))
def test_rows_have_as_many_columns_as_their_grid(name: str) -> None:
    document = opened(render_word(name, context=paper(name).sample(), on=ON))
    for table in document.element.iter(qn("w:tbl")):
        grid = len(table.tblGrid.findall(qn("w:gridCol")))
        assert {sum(cell.grid_span for cell in row.tc_lst) for row in table.tr_lst} == {grid}
