"""Builds the Word template of the reminder. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents import official_letter
from doanra.documents.blocks import body, end_quietly
from doanra.documents.layout import Layout


def build(layout: Layout) -> Any:
    """The template as a python-docx document."""
    about = "Về việc gửi danh sách cán bộ đăng ký bồi dưỡng ở nước ngoài năm {{ paper.year }}"
    document = official_letter.begin(layout, about=about, to="{{ paper.unit }}")
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
    official_letter.close(document, layout, closing="Trân trọng đề nghị {{ paper.unit }} quan tâm thực hiện.")
    end_quietly(document)
    return document
