"""Builds the Word template of the year plan. Run through ``doanra.documents.make_templates``."""

from __future__ import annotations

from typing import Any

from doanra.documents.blocks import (
    CENTRE,
    body,
    end_quietly,
    fill,
    heading,
    new_paper,
    row,
    row_tag,
    table,
    tag,
    turn_page,
    write,
)
from doanra.documents.frame import kind_and_extract, party_foot, party_head
from doanra.documents.layout import Layout
from doanra.documents.people_table import people_table

_ANNEX_OF = (
    "(Kèm theo Kế hoạch số {{ paper.letterhead.reference }}, {{ paper.letterhead.dated }} "
    "của {{ paper.letterhead.name }})"
)
_TASKS = (
    "1. Cơ quan Thường trực Ban Chỉ đạo chủ trì, phối hợp với các cơ quan liên quan thẩm định tiêu chuẩn, điều kiện "
    "của cán bộ; thống nhất nội dung, chương trình với các cơ sở đào tạo; trình Lãnh đạo Ban Chỉ đạo quyết định danh "
    "sách từng đoàn; tổ chức gặp mặt, giao nhiệm vụ trước khi đi; tổng hợp, báo cáo kết quả.",
    "2. Các cơ quan, đơn vị, địa phương có cán bộ trong danh sách bố trí công việc và thời gian để cán bộ tham gia "
    "đủ khoá; bổ sung hồ sơ còn thiếu theo yêu cầu của Cơ quan Thường trực; kịp thời thông báo khi có thay đổi về "
    "nhân sự.",
    "3. Các cơ quan thành viên Ban Chỉ đạo theo chức năng, nhiệm vụ phối hợp quản lý, bảo vệ cán bộ trước, trong và "
    "sau khoá; bảo đảm kinh phí và thủ tục theo quy định.",
    "4. Trưởng đoàn và cán bộ được cử đi chấp hành quy định của Đảng, pháp luật của Nhà nước và của nước sở tại; ký "
    "cam kết trước khi đi, viết bài thu hoạch và báo cáo sau khi kết thúc khoá.",
)


def build(layout: Layout) -> Any:
    """The template as a python-docx document."""
    document = new_paper(layout)
    party_head(document, layout, width=layout.upright)
    extract = "bồi dưỡng cán bộ lãnh đạo, quản lý ở nước ngoài\nbằng ngân sách nhà nước năm {{ paper.year }}"
    kind_and_extract(document, layout, kind="KẾ HOẠCH", extract=extract)
    _bases(document)
    _aims(document)
    _registered(document, layout)
    _programme_table(document, layout)
    _budget(document, layout)
    heading(document, "V- TỔ CHỨC THỰC HIỆN")
    for task in _TASKS:
        last = body(document, task)
    last.paragraph_format.keep_with_next = True
    party_foot(document, layout, width=layout.upright)
    turn_page(document, layout)
    _courses(document, layout)
    _lists(document, layout)
    end_quietly(document)
    return document


def _bases(document: Any) -> None:
    tag(document, "{%p for basis in paper.bases %}")
    body(document, "- Căn cứ {{ basis }}{{ ',' if loop.last else ';' }}", italic=True)
    tag(document, "{%p endfor %}")
    body(
        document,
        "{{ paper.letterhead.name }} ban hành Kế hoạch bồi dưỡng cán bộ lãnh đạo, quản lý ở nước ngoài bằng ngân sách "
        "nhà nước năm {{ paper.year }} như sau:",
    )


def _aims(document: Any) -> None:
    heading(document, "I- MỤC TIÊU")
    body(
        document,
        "1. Tổ chức các khoá bồi dưỡng thiết thực, đúng đối tượng, đủ tiêu chuẩn, điều kiện, gắn với vị trí công tác "
        "và quy hoạch cán bộ; sử dụng kinh phí tiết kiệm, hiệu quả, đúng quy định.",
    )
    body(
        document,
        "2. Chỉ tiêu năm {{ paper.year }}: khoảng {{ paper.targets.total|figure }} cán bộ, trong đó: bồi dưỡng ngắn "
        "hạn khoảng {{ paper.targets.short|figure }} cán bộ; bồi dưỡng trung hạn khoảng {{ "
        "paper.targets.medium|figure }} cán bộ; bồi dưỡng ngoại ngữ khoảng {{ paper.targets.language|figure }} cán "
        "bộ{% if paper.targets.parts != paper.targets.total %} (các chỉ tiêu thành phần cộng lại là {{ "
        "paper.targets.parts|figure }}; ghi nguyên theo Kết luận số 39-KL/TW){% endif %}.",
    )


def _registered(document: Any, layout: Layout) -> None:
    heading(document, "II- KẾT QUẢ ĐĂNG KÝ")
    body(
        document,
        "1. Tính đến ngày {{ paper.registered_on|day }}, có {{ paper.answered|figure }}/{{ paper.called|figure }} "
        "đơn vị gửi danh sách đăng ký{% for group in paper.units %}{{ ', gồm ' if loop.first else '; ' }}{{ "
        "group.answered|figure }}/{{ group.many|figure }} {{ group.label }}{% endfor %}.",
    )
    body(document, "2. Kết quả rà soát tiêu chuẩn, điều kiện (lượt đăng ký):").paragraph_format.keep_with_next = True
    heads = ("Loại hình", "Đăng ký", "Đủ điều kiện", "Còn thiếu căn\u00a0cứ", "Không đủ điều kiện")
    made = table(document, _across(layout.upright, (0.32, 0.15, 0.17, 0.18, 0.18)))
    fill(row(made, head=True), heads, size=layout.table, bold=True, centred=range(5), keep=True)
    row_tag(made, "{%tr for line in paper.registrations %}")
    columns = ("nominated", "eligible", "unknown", "refused")
    counts = [f"{{{{ line.{column}|figure }}}}" for column in columns]
    label = "Bồi dưỡng {{ line.programme.label|lower }}"
    fill(row(made), [label, *counts], size=layout.table, centred=range(1, 5), keep=True)
    row_tag(made, "{%tr endfor %}")
    sums = [f"{{{{ paper.registered('{column}')|figure }}}}" for column in columns]
    fill(row(made), ["Cộng", *sums], size=layout.table, bold=True, centred=range(1, 5))


def _programme_table(document: Any, layout: Layout) -> None:
    heading(document, "III- PHƯƠNG ÁN TỔ CHỨC")
    body(
        document,
        "Tổ chức {{ paper.annexed|length|figure }} đoàn, lớp với {{ paper.people|figure }} cán bộ. Danh mục các khoá "
        "tại Phụ lục 1{% if paper.annexed %}; danh sách từng đoàn, lớp {% if paper.annexed|length > 1 %}từ Phụ lục 2 "
        "đến Phụ lục {{ paper.annexed|length + 1 }}{% else %}tại Phụ lục 2{% endif %}{% endif %}.",
    ).paragraph_format.keep_with_next = True
    heads = ("Loại hình", "Chỉ tiêu", "Số đoàn, lớp", "Số cán bộ", "So với chỉ tiêu")
    made = table(document, _across(layout.upright, (0.32, 0.15, 0.17, 0.18, 0.18)))
    fill(row(made, head=True), heads, size=layout.table, bold=True, centred=range(5), keep=True)
    row_tag(made, "{%tr for share in paper.shares %}")
    numbers = ("share.target", "share.delegations|length", "share.people")
    cells = ["{{ share.label }}", *(f"{{{{ {one}|figure }}}}" for one in numbers), "{{ share.against_target }}"]
    fill(row(made), cells, size=layout.table, centred=range(1, 5), keep=True)
    row_tag(made, "{%tr endfor %}")
    sums = ("paper.targets.total", "paper.annexed|length", "paper.people")
    fill(
        row(made),
        ["Cộng", *(f"{{{{ {one}|figure }}}}" for one in sums), ""],
        size=layout.table,
        bold=True,
        centred=range(1, 5),
    )


def _budget(document: Any, layout: Layout) -> None:
    heading(document, "IV- KINH PHÍ DỰ KIẾN")
    tag(document, "{%p if paper.budget %}")
    body(
        document, "Kinh phí dự kiến do ngân sách nhà nước bảo đảm (đơn vị tính: đồng):"
    ).paragraph_format.keep_with_next = True
    made = table(document, _across(layout.upright, (0.08, 0.47, 0.27, 0.18)))
    heads = ("TT", "Nội dung", "Số tiền", "Ghi chú")
    fill(row(made, head=True), heads, size=layout.table, bold=True, centred=range(4), keep=True)
    row_tag(made, "{%tr for line in paper.budget %}")
    cells = ("{{ loop.index }}", "{{ line.label }}", "{{ line.figure }}", "{{ line.note }}")
    fill(row(made), cells, size=layout.table, centred=(0, 3), right=(2,), keep=True)
    row_tag(made, "{%tr endfor %}")
    total = ("", "Cộng", "{{ paper.budget_total|figure }}", "")
    fill(row(made), total, size=layout.table, bold=True, centred=(0, 3), right=(2,))
    body(
        document,
        "Bằng chữ: {{ paper.budget_words }}.{% if paper.budget_is_illustrative %} Các khoản ghi “giả định” được tính "
        "theo số liệu minh hoạ, chưa phải định mức chi.{% endif %}",
        italic=True,
    )
    tag(document, "{%p else %}")
    body(
        document, "Kinh phí thực hiện Kế hoạch do ngân sách nhà nước bảo đảm theo dự toán được cấp có thẩm quyền duyệt."
    )
    tag(document, "{%p endif %}")


def _annex_head(document: Any, *, title: str, lines: tuple[str, ...], new_page: bool) -> None:
    name = write(document, title, bold=True, align=CENTRE, style="Heading 2")
    name.paragraph_format.page_break_before = new_page
    for line in lines:
        write(document, line, bold=True, align=CENTRE)
    write(document, _ANNEX_OF, italic=True, align=CENTRE, size=13, after=8)


def _courses(document: Any, layout: Layout) -> None:
    lines = ("DANH MỤC CÁC KHOÁ BỒI DƯỠNG NĂM {{ paper.year }}",)
    _annex_head(document, title="Phụ lục 1", lines=lines, new_page=False)
    made = table(document, _across(layout.lying, (0.04, 0.092, 0.198, 0.17, 0.055, 0.158, 0.05, 0.122, 0.115)))
    heads = (
        "TT",
        "Mã",
        "Chủ đề",
        "Đối tượng",
        "Số lượng",
        "Cơ sở đào tạo, nước",
        "Số ngày",
        "Thời gian dự kiến",
        "Trưởng đoàn",
    )
    fill(row(made, head=True), heads, size=layout.table, bold=True, centred=range(9), keep=True)
    row_tag(made, "{%tr for share in paper.shares if share.delegations %}")
    group = row(made)
    group[0].merge(group[-1])
    text = (
        "{{ loop.index|roman }}. {{ share.label }} ({{ share.delegations|length|figure }} "
        "{{ 'lớp' if share.programme == 'language' else 'đoàn' }}, {{ share.people|figure }} cán bộ)"
    )
    fill(group[:1], (text,), size=layout.table, bold=True, keep=True)
    row_tag(made, "{%tr for one in share.delegations %}")
    names = ("code", "topic", "audience", "size", "host_and_country", "days", "when", "head_name")
    cells = ["{{ loop.index }}", *(f"{{{{ one.{name} }}}}" for name in names)]
    fill(row(made), cells, size=layout.table, centred=(0, 1, 4, 6, 7))
    row_tag(made, "{%tr endfor %}")
    row_tag(made, "{%tr endfor %}")


def _lists(document: Any, layout: Layout) -> None:
    tag(document, "{%p for one in paper.annexed %}")
    lines = (
        "DANH SÁCH {{ one.name|upper }} {{ one.code }}",
        "Chủ đề: {{ one.topic }}",
    )
    _annex_head(document, title="Phụ lục {{ loop.index + 1 }}", lines=lines, new_page=True)
    facts = (
        "{{ one.host_and_country }}{% if one.when %}; {{ one.when|lower_first }}{% endif %}; {{ one.days }} ngày; "
        "{{ one.size }} cán bộ{% if one.head_name %}; Trưởng đoàn: đồng chí {{ one.head_name }}{% endif %}."
    )
    write(document, facts, align=CENTRE, size=13, after=8)
    tag(document, "{%p if one.members %}")
    people_table(document, layout, width=layout.lying, people="one.listed", kept="2, 3")
    tag(document, "{%p else %}")
    write(document, "(Chưa có danh sách.)", italic=True, align=CENTRE)
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def _across(width: float, shares: tuple[float, ...]) -> list[float]:
    return [width * share for share in shares]
