"""Builds the Word template of the request and its reminder. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents.blocks import CENTRE, body, end_quietly, fill, new_paper, row, row_tag, table, tag, write
from doanra.documents.frame import party_foot, party_head
from doanra.documents.layout import Layout

_WIDTHS = (11, 42, 58, 49)
"""Number, name, post, what else: millimetres of an upright page."""


def build(layout: Layout) -> Any:
    """The template as a python-docx document."""
    document = new_paper(layout)
    extract = (
        "Về việc {% if paper.reminds_of %}nhắc {% endif %}cho ý kiến đối với cán bộ được đề cử bồi dưỡng ở nước ngoài "
        "năm {{ paper.year }}"
    )
    party_head(document, layout, width=layout.upright, extract=extract)
    write(document, "Kính gửi: {{ paper.body }}", align=CENTRE, before=18, after=12)
    tag(document, "{%p if paper.reminds_of %}")
    _reminder(document)
    tag(document, "{%p else %}")
    _request(document)
    tag(document, "{%p endif %}")
    _how(document)
    tag(document, "{%p if paper.contact %}")
    body(document, "Thông tin liên hệ: {{ paper.contact }}.")
    tag(document, "{%p endif %}")
    body(document, "Trân trọng cảm ơn sự phối hợp của {{ paper.body }}.").paragraph_format.keep_with_next = True
    party_foot(document, layout, width=layout.upright)
    _annex(document, layout)
    end_quietly(document)
    return document


def _request(document: Any) -> None:
    body(
        document,
        "Thực hiện Kết luận số 39-KL/TW, ngày 18/7/2022 của Bộ Chính trị về chủ trương bồi dưỡng cán bộ lãnh đạo, "
        "quản lý ở nước ngoài bằng ngân sách nhà nước, {{ paper.letterhead.name }} đã tổng hợp danh sách cán bộ được "
        "các cơ quan, đơn vị, địa phương đề cử năm {{ paper.year }}.",
    )
    body(
        document,
        "Đề nghị {{ paper.body }} cho ý kiến{% if paper.about %} {{ paper.about }}{% endif %} đối với "
        "{{ paper.left|figure }} đồng chí có tên trong danh sách kèm theo.",
    )


def _reminder(document: Any) -> None:
    body(
        document,
        "{{ paper.letterhead.name }} đã đề nghị {{ paper.body }} cho ý kiến{% if paper.about %} {{ paper.about }}"
        "{% endif %} đối với {{ paper.asked|figure }} đồng chí được đề cử năm {{ paper.year }} "
        "({{ paper.reminds_of }}).",
    )
    body(
        document,
        "Đến ngày {{ paper.as_of_day }}, {{ paper.letterhead.name }} chưa nhận được ý kiến đối với "
        "{{ paper.left|figure }} đồng chí có tên trong danh sách kèm theo. Việc chưa trả lời không được coi là đồng ý.",
    )


def _how(document: Any) -> None:
    tag(document, "{%p if paper.vets %}")
    body(
        document,
        "Ý kiến chỉ ghi kết quả, số và ngày của văn bản; nội dung thẩm tra đề nghị không gửi kèm. Đề nghị gửi trước "
        "{{ paper.due_day }}.",
    )
    tag(document, "{%p else %}")
    body(
        document,
        "Đối với từng người đề nghị ghi rõ: đồng ý, không đồng ý hoặc cần bổ sung; trường hợp không đồng ý hoặc cần "
        "bổ sung đề nghị nêu lý do. Ý kiến gửi bằng văn bản có số, ngày, hoặc ghi trên bảng tính gửi kèm, trước "
        "{{ paper.due_day }}.",
    )
    tag(document, "{%p endif %}")


def _annex(document: Any, layout: Layout) -> None:
    first = write(document, "DANH SÁCH", size=layout.kind, bold=True, align=CENTRE)
    first.paragraph_format.page_break_before = True
    write(document, "Cán bộ đề nghị cho ý kiến", size=layout.extract, bold=True, align=CENTRE)
    write(
        document,
        "(Kèm theo Công văn số {{ paper.letterhead.reference }}, {{ paper.letterhead.dated }} của "
        "{{ paper.letterhead.name }})",
        size=layout.table,
        italic=True,
        align=CENTRE,
        after=8,
    )
    made = table(document, _WIDTHS)
    heads = ("TT", "Họ và tên", "Chức vụ, đơn vị", "Thông tin khác")
    fill(row(made, head=True), heads, size=layout.table, bold=True, centred=range(4))
    row_tag(made, "{%tr for one in paper.people %}")
    cells = row(made)
    fill(cells[:3], ("{{ loop.index }}", "{{ one.full_name }}", "{{ one.post }}"), size=layout.table, centred=(0,))
    write(cells[3], "{%p for text in one.details %}")
    write(cells[3], "{{ text }}", size=layout.table, before=2, after=2)
    write(cells[3], "{%p endfor %}")
    row_tag(made, "{%tr endfor %}")
