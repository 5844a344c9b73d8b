"""Builds the Word template of the answer. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents import official_letter
from doanra.documents.blocks import body, end_quietly, fill, row, row_tag, table, tag, write
from doanra.documents.layout import Layout

_COUNTS = (("Số dòng đã đọc", "read"), ("Nhận", "accepted"), ("Không đổi", "unchanged"), ("Trả lại", "returned"))
_WIDTHS = (10, 27, 35, 45, 43)
"""Number, place, name, what is wrong, what to do: millimetres of an upright page."""


def build(layout: Layout) -> Any:
    """The template as a python-docx document."""
    about = "Về việc trả lời danh sách cán bộ đăng ký bồi dưỡng ở nước ngoài năm {{ paper.year }}"
    document = official_letter.begin(layout, about=about, to="{{ paper.unit }}")
    body(
        document,
        "{% if paper.letter %}Phúc đáp {{ paper.letter }} của {{ paper.unit }}, {% endif %}{{ paper.letterhead.name }} "
        "đã nhận được danh sách cán bộ đăng ký bồi dưỡng ở nước ngoài bằng ngân sách nhà nước năm {{ paper.year }} của "
        "{{ paper.unit }} (tệp “{{ paper.file_name }}”, nhận ngày {{ paper.received_day }}).",
    )
    tag(document, "{%p if paper.unreadable %}")
    _unreadable(document)
    tag(document, "{%p else %}")
    _read(document, layout)
    tag(document, "{%p endif %}")
    official_letter.close(document, layout, closing="Trân trọng cảm ơn sự phối hợp của {{ paper.unit }}.")
    tag(document, "{%p if paper.rows %}")
    _annex(document, layout)
    tag(document, "{%p endif %}")
    end_quietly(document)
    return document


def _unreadable(document: Any) -> None:
    body(document, "Danh sách chưa tổng hợp được vì lý do sau: {{ paper.unreadable }}")
    body(document, "Đề nghị {{ paper.unit }} gửi lại danh sách trước {{ paper.due_day }}.")


def _read(document: Any, layout: Layout) -> None:
    body(document, "Kết quả kiểm tra danh sách như sau:").paragraph_format.keep_with_next = True
    counts = table(document, (40, 40, 40, 40))
    fill(row(counts), [name for name, _ in _COUNTS], size=layout.table, bold=True, centred=range(4), keep=True)
    texts = [f"{{{{ paper.{field}|figure }}}}" for _, field in _COUNTS]
    fill(row(counts), texts, size=layout.table, centred=range(4))
    write(document, size=4).paragraph_format.line_spacing = 0.6
    tag(document, "{%p if paper.warned %}")
    body(
        document,
        "Trong số dòng được nhận có {{ paper.warned|figure }} dòng cần xem lại, đã tô vàng và ghi rõ trong tệp kèm "
        "theo.",
    )
    tag(document, "{%p endif %}")
    tag(document, "{%p if paper.returned %}")
    body(
        document,
        "Đề nghị {{ paper.unit }} sửa {{ paper.returned|figure }} dòng nêu tại Phụ lục và gửi lại trước "
        "{{ paper.due_day }}. Danh sách của {{ paper.unit }} được gửi kèm: các ô phải sửa tô đỏ, kết quả và lý do của "
        "từng dòng ghi ở hai cột cuối. Có thể sửa ngay trên tệp đó; các dòng đã nhận không phải gửi lại.",
    )
    tag(document, "{%p else %}")
    body(
        document,
        "Danh sách không có dòng nào phải sửa. Kết quả thẩm định tiêu chuẩn, điều kiện của từng cán bộ sẽ được thông "
        "báo sau. Trường hợp có thay đổi về nhân sự, đề nghị {{ paper.unit }} thông báo trước {{ paper.due_day }}.",
    )
    tag(document, "{%p endif %}")
    tag(document, "{%p if paper.workbook_note %}")
    body(document, "{{ paper.workbook_note }}", italic=True)
    tag(document, "{%p endif %}")


def _annex(document: Any, layout: Layout) -> None:
    official_letter.annex(document, layout, kind="PHỤ LỤC", title="Các dòng phải sửa")
    made = table(document, _WIDTHS)
    heads = ("TT", "Vị trí trong tệp", "Họ và tên", "Vì sao trả lại", "Cần ghi thế nào")
    fill(row(made, head=True), heads, size=layout.table, bold=True, centred=range(5))
    row_tag(made, "{%tr for one in paper.rows %}")
    cells = row(made)
    texts = ("{{ loop.index }}", "{{ one.place }}", "{{ one.full_name }}")
    fill(cells[:3], texts, size=layout.table, centred=(0,))
    for cell, name in zip(cells[3:], ("wrong", "remedy"), strict=True):
        official_letter.lines(cell, layout, of=f"one.{name}")
    row_tag(made, "{%tr endfor %}")
    tag(document, "{%p if paper.left_out %}")
    write(
        document,
        "Còn {{ paper.left_out|figure }} dòng nữa, ghi đủ trong tệp kèm theo.",
        size=layout.table,
        italic=True,
        before=6,
    )
    tag(document, "{%p endif %}")
