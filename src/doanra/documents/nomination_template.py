"""The list that a unit fills in, as an Excel workbook: one row a person, lists to choose from, a hidden key a row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from doanra.documents.figures import short_date
from doanra.documents.printable import printable
from doanra.terms.dates import PartialDate
from doanra.terms.words import Gender, Language, Programme

KEY_HEADING = "Mã dòng (Đoàn Ra)"
_EMPTY_ROWS = 60
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_RATINGS = (
    "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ",
)  # fmt: skip
_DISCIPLINE = ("Không", "Khiển trách", "Cảnh cáo", "Cách chức", "Đang bị xem xét")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """One person as the unit last told; ``key`` is the row's own, given to no other row."""

    key: str
    full_name: str
    birth: PartialDate | None = None
    gender: Gender | None = None
    position: str = ""
    workplace: str = ""
    language: Language | None = None
    priority: int | None = None
    party_joined: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationTemplate:
    """A list of one unit for one programme of a year; without rows it is empty."""

    year: int
    unit: str
    programme: Programme
    rows: tuple[TemplateRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: int
    help: str
    choices: tuple[str, ...] = ()


def _columns(programme: Programme, *, year: int) -> dict[str, _Column]:
    columns = {
        "number": _Column("TT", 5, "Số thứ tự."),
        "full_name": _Column("Họ và tên", 28, "Phải điền. Viết đủ họ, tên đệm, tên, có dấu."),
        "birth": _Column("Ngày sinh", 13, "Phải điền. Ví dụ 05/8/1975; chỉ biết tháng hoặc năm thì ghi 8/1975, 1975."),
        "gender": _Column("Giới tính", 10, "Chọn trong danh sách.", tuple(one.label for one in Gender)),
        "position": _Column("Chức vụ", 44, "Phải điền. Ghi đủ chức vụ Đảng và chính quyền đang giữ."),
        "workplace": _Column("Đơn vị công tác", 34, "Cơ quan, đơn vị nơi đang làm việc."),
        "programme": _Column("Chương trình đăng ký", 16, "Chọn trong danh sách.", tuple(p.label for p in Programme)),
        "language": _Column("Ngoại ngữ đăng ký học", 18, "Chỉ điền khi đăng ký học ngoại ngữ.", _languages()),
        "priority": _Column("Thứ tự ưu tiên", 10, "1 là người được ưu tiên nhất của đơn vị."),
        "party_joined": _Column("Ngày vào Đảng", 13, "Ví dụ 03/02/2001; chưa là đảng viên thì để trống."),
        "id_number": _Column("Số định danh cá nhân", 20, "12 chữ số. Để trống nếu đã gửi trước và không đổi."),
        "evaluation": _Column(f"Đánh giá, xếp loại năm {year - 1}", 30, "Chọn trong danh sách.", _RATINGS),
        "discipline": _Column("Kỷ luật", 16, "Chọn trong danh sách; không có thì ghi Không.", _DISCIPLINE),
        "note": _Column("Ghi chú", 26, "Điều cần nói thêm."),
    }
    if programme is not Programme.LANGUAGE:
        del columns["language"]
    return columns


def _languages() -> tuple[str, ...]:
    return tuple(one.label for one in Language)


def render_template(template: NominationTemplate, *, on: date) -> bytes:
    """An .xlsx file; ``on`` is its day of creation. Text that looks like a formula stays text."""
    title = (
        f"DANH SÁCH CÁN BỘ ĐĂNG KÝ BỒI DƯỠNG Ở NƯỚC NGOÀI NĂM {template.year}, "
        f"CHƯƠNG TRÌNH {template.programme.label.upper()}"
    )
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": datetime.combine(on, time())})
        sheet = book.add_worksheet("Danh sách")
        columns = _columns(template.programme, year=template.year)
        sheet.write_string(0, 0, printable(template.unit).upper(), _form(book, bold=True))
        sheet.write_string(2, 0, title, _form(book, bold=True, font_size=14))
        _heads(book, sheet, columns)
        for place, row in enumerate(template.rows, 5):
            _row(book, sheet, place, columns, _values(row, template.programme, number=place - 4), key=row.key)
        last = 4 + len(template.rows) + _EMPTY_ROWS
        _blank(book, sheet, first=5 + len(template.rows), last=last, columns=columns)
        _choices(sheet, columns, last=last)
        _page(sheet, columns, last=last)
        _guide(book, columns)
    return written.getvalue()


def _form(book: Workbook, **more: Any) -> Any:
    return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})


def _heads(book: Workbook, sheet: Any, columns: dict[str, _Column]) -> None:
    head = _form(book, bold=True, border=1, text_wrap=True, align="center", bg_color="#ECE9E2")
    for place, column in enumerate(columns.values()):
        sheet.set_column(place, place, column.width)
        sheet.write_string(4, place, column.heading, head)
    sheet.set_column(len(columns), len(columns), 20, None, {"hidden": True})
    sheet.write_string(4, len(columns), KEY_HEADING, head)
    sheet.set_row(4, 40)


def _values(row: TemplateRow, programme: Programme, *, number: int) -> dict[str, str | int]:
    return {
        "number": number,
        "full_name": row.full_name,
        "birth": short_date(row.birth),
        "gender": row.gender.label if row.gender else "",
        "position": row.position,
        "workplace": row.workplace,
        "programme": programme.label,
        "language": row.language.label if row.language else "",
        "priority": row.priority or "",
        "party_joined": short_date(row.party_joined),
    }


def _row(
    book: Workbook, sheet: Any, place: int, columns: dict[str, _Column], values: dict[str, str | int], *, key: str
) -> None:
    plain = _form(book, border=1, text_wrap=True, num_format="@")
    marked = _form(book, border=1, text_wrap=True, num_format="@", quote_prefix=True)
    number = _form(book, border=1)
    for column, name in enumerate(columns):
        value = values.get(name, "")
        if isinstance(value, int):
            sheet.write_number(place, column, value, number)
            continue
        text = printable(value)
        put = sheet.write_string if text else sheet.write_blank
        put(place, column, text, marked if text.startswith(_FORMULA_SIGNS) else plain)
    sheet.write_string(place, len(columns), key, plain)


def _blank(book: Workbook, sheet: Any, *, first: int, last: int, columns: dict[str, _Column]) -> None:
    """Lines to write on: identity numbers and dates stay as they are typed."""
    plain = _form(book, border=1, text_wrap=True, num_format="@")
    for place in range(first, last + 1):
        for column in range(len(columns)):
            sheet.write_blank(place, column, None, plain)


def _choices(sheet: Any, columns: dict[str, _Column], *, last: int) -> None:
    """Lists to choose from, offered and not enforced: what is written otherwise is judged on reading."""
    for place, column in enumerate(columns.values()):
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "information"}
            sheet.data_validation(5, place, last, place, rule)


def _page(sheet: Any, columns: dict[str, _Column], *, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.freeze_panes(5, 2)
    sheet.print_area(0, 0, last, len(columns) - 1)
    sheet.set_footer('&R&"Times New Roman"&10Trang &P/&N')


def _guide(book: Workbook, columns: dict[str, _Column]) -> None:
    sheet = book.add_worksheet("Cách điền")
    bold, plain = _form(book, bold=True, border=1), _form(book, border=1, text_wrap=True)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    lines: Sequence[tuple[str, str]] = (
        ("Cột", "Ghi gì"),
        *((column.heading, _told(column)) for column in columns.values()),
        ("Sửa người đã có", "Sửa ngay trên dòng của người đó, kể cả họ tên, ngày sinh; không chép dòng sang chỗ khác."),
        ("Thêm người", "Ghi vào dòng trống phía dưới."),
        ("Thôi không cử", "Xoá cả dòng. Cơ quan Thường trực sẽ hỏi lại trước khi ghi là đơn vị rút."),
    )
    for place, (name, text) in enumerate(lines):
        sheet.write_string(place, 0, name, bold)
        sheet.write_string(place, 1, text, bold if place == 0 else plain)


def _told(column: _Column) -> str:
    return f"{column.help} {'; '.join(column.choices)}".strip()
