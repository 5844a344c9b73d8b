"""Builds the Word template of the letter of call. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents import official_letter
from doanra.documents.blocks import CENTRE, body, end_quietly, fill, row, row_tag, table, tag, write
from doanra.documents.layout import Layout


def build(layout: Layout) -> Any:
    """The template as a python-docx document."""
    about = "Về việc đề cử cán bộ đi bồi dưỡng ở nước ngoài năm {{ paper.year }}"
    document = official_letter.begin(layout, about=about, to="{{ paper.to }}")
    body(
        document,
        "Thực hiện Kết luận số 39-KL/TW, ngày 18/7/2022 của Bộ Chính trị về chủ trương bồi dưỡng cán bộ lãnh đạo, "
        "quản lý ở nước ngoài bằng ngân sách nhà nước, {{ paper.letterhead.name }} đề nghị {{ paper.unit or 'các cơ "
        "quan, đơn vị, địa phương' }} đề cử cán bộ tham gia các khoá bồi dưỡng năm {{ paper.year }} như sau:",
    )
    _programmes(document)
    tag(document, "{%p if paper.quota %}")
    body(document, "Chỉ tiêu của {{ paper.unit }}: {{ paper.quota }}.")
    tag(document, "{%p endif %}")
    _needs(document)
    _papers(document)
    body(
        document,
        "Danh sách gửi về chậm nhất {{ paper.due_day }}{% if paper.people_due_day %}; giấy tờ của từng người gửi "
        "chậm nhất {{ paper.people_due_day }}{% endif %}. Trường hợp không đề cử ai, đề nghị có công văn trả lời, ghi "
        "rõ để Ban Chỉ đạo biết.",
    )
    closing = "Trân trọng đề nghị {{ paper.unit or 'các cơ quan, đơn vị, địa phương' }} quan tâm thực hiện."
    official_letter.close(document, layout, closing=closing)
    _annex(document, layout)
    end_quietly(document)
    return document


def _programmes(document: Any) -> None:
    tag(document, "{%p for one in paper.programmes %}")
    body(document, "- {{ one.name }}: {{ one.about }}{% if one.seats %}; cả năm {{ one.seats }} chỗ{% endif %}.")
    tag(document, "{%p endfor %}")


def _needs(document: Any) -> None:
    body(
        document,
        "Trước khi đề cử, đề nghị nêu nhiệm vụ cần làm, điều còn thiếu và số người cần cử; mỗi đề cử ghi rõ đáp ứng "
        "nhu cầu nào.",
    )


def _papers(document: Any) -> None:
    tag(document, "{%p for one in paper.papers_asked %}")
    body(document, "Hồ sơ của mỗi người đi {{ one.name|lower }} gồm: {{ one.asked }}.")
    tag(document, "{%p endfor %}")


def _annex(document: Any, layout: Layout) -> None:
    """The list of recipients on a page of its own; only in the letter to all."""
    tag(document, "{%p if paper.groups %}")
    head = write(document, "DANH SÁCH NƠI NHẬN", size=layout.kind, bold=True, align=CENTRE)
    head.paragraph_format.page_break_before = True
    write(
        document,
        "kèm theo Công văn số {{ paper.letterhead.reference }} "
        "({{ paper.asked_units }} cơ quan, đơn vị, địa phương)",
        italic=True, align=CENTRE, after=8,
    )  # fmt: skip
    for with_quotas in (True, False):
        tag(document, f"{{%p if {'' if with_quotas else 'not '}paper.with_quotas %}}")
        _list(document, layout, with_quotas=with_quotas)
        tag(document, "{%p endif %}")
    tag(document, "{%p endif %}")


def _list(document: Any, layout: Layout, *, with_quotas: bool) -> None:
    many = layout.upright - 14
    made = table(document, (14, many - 50, 50) if with_quotas else (14, many))
    heads = ("TT", "Nơi nhận", "Chỉ tiêu") if with_quotas else ("TT", "Nơi nhận")
    fill(row(made, head=True), heads, size=12, bold=True, centred=(0, 1, 2))
    row_tag(made, "{%tr for group in paper.groups %}")
    named = ("", "{{ group.name }}", "") if with_quotas else ("", "{{ group.name }}")
    fill(row(made), named, size=12, bold=True, keep=True)
    row_tag(made, "{%tr for one in group.recipients %}")
    cells = ("{{ one.number }}", "{{ one.name }}", "{{ one.seats|join('; ') }}")
    fill(row(made), cells if with_quotas else cells[:2], size=12, centred=(0,))
    row_tag(made, "{%tr endfor %}")
    row_tag(made, "{%tr endfor %}")
