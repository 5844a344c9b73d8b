"""Builds the Word template of the request and its reminder. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents import official_letter
from doanra.documents.blocks import body, end_quietly, fill, row, row_tag, table, tag
from doanra.documents.layout import Layout

_WIDTHS = (11, 42, 58, 49)
"""Number, name, post, what else: millimetres of an upright page."""


def build(layout: Layout) -> Any:
    """The template as a python-docx document."""
    about = (
        "Về việc {% if paper.reminds_of %}nhắc {% endif %}cho ý kiến đối với cán bộ được đề cử bồi dưỡng ở nước ngoài "
        "năm {{ paper.year }}"
    )
    document = official_letter.begin(layout, about=about, to="{{ paper.body }}")
    tag(document, "{%p if paper.reminds_of %}")
    _reminder(document)
    tag(document, "{%p else %}")
    _request(document)
    tag(document, "{%p endif %}")
    _how(document)
    official_letter.close(document, layout, closing="Trân trọng cảm ơn sự phối hợp của {{ paper.body }}.")
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
    official_letter.annex(document, layout, kind="DANH SÁCH", title="Cán bộ đề nghị cho ý kiến")
    made = table(document, _WIDTHS)
    heads = ("TT", "Họ và tên", "Chức vụ, đơn vị", "Thông tin khác")
    fill(row(made, head=True), heads, size=layout.table, bold=True, centred=range(4))
    row_tag(made, "{%tr for one in paper.people %}")
    cells = row(made)
    fill(cells[:3], ("{{ loop.index }}", "{{ one.full_name }}", "{{ one.post }}"), size=layout.table, centred=(0,))
    official_letter.lines(cells[3], layout, of="one.details")
    row_tag(made, "{%tr endfor %}")
