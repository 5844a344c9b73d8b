"""Builds the Word template of the reminder. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents.blocks import CENTRE, body, end_quietly, new_paper, tag, write
from doanra.documents.frame import party_foot, party_head
from doanra.documents.layout import Layout


def build(layout: Layout) -> Any:
    """The template as a python-docx document."""
    document = new_paper(layout)
    extract = "Về việc gửi danh sách cán bộ đăng ký bồi dưỡng ở nước ngoài năm {{ paper.year }}"
    party_head(document, layout, width=layout.upright, extract=extract)
    write(document, "Kính gửi: {{ paper.unit }}", align=CENTRE, before=18, after=12).runs[0].italic = None
    body(
        document,
        "Thực hiện Kết luận số 39-KL/TW, ngày 18/7/2022 của Bộ Chính trị về chủ trương bồi dưỡng cán bộ lãnh đạo, "
        "quản lý ở nước ngoài bằng ngân sách nhà nước, {{ paper.letterhead.name }} đã đề nghị các cơ quan, đơn vị, "
        "địa phương gửi danh sách cán bộ đăng ký tham gia các khoá bồi dưỡng năm {{ paper.year }}{% if "
        "paper.call_reference %} ({{ paper.call_reference }}){% endif %}, thời hạn gửi là ngày {{ paper.due_day }}.",
    )
    body(
        document,
        "Đến ngày {{ paper.as_of_day }}, {{ paper.letterhead.name }} chưa nhận được danh sách của {{ paper.unit }}.",
    )
    body(
        document,
        "Đề nghị {{ paper.unit }} gửi danh sách chậm nhất {{ paper.new_due_day }} để kịp tổng hợp, xây dựng kế hoạch "
        "năm. Trường hợp không có cán bộ đăng ký, đề nghị có văn bản trả lời để Ban Chỉ đạo biết. Nếu danh sách đã "
        "được gửi, đề nghị thông báo số, ngày của văn bản để đối chiếu.",
    )
    tag(document, "{%p if paper.contact %}")
    body(document, "Thông tin liên hệ: {{ paper.contact }}.")
    tag(document, "{%p endif %}")
    body(document, "Trân trọng đề nghị {{ paper.unit }} quan tâm thực hiện.").paragraph_format.keep_with_next = True
    party_foot(document, layout, width=layout.upright)
    end_quietly(document)
    return document
