"""Reads a workbook of courses abroad that people have been on since 2008: every row, good or with its faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doanra.intake.cells.dates import read_date
from doanra.intake.containers.grid import Grid, letter_of
from doanra.intake.reading import DEFAULT_LIMITS, Limits, Value
from doanra.intake.sheets.cells import Wrong, is_empty, limited, programme, text
from doanra.intake.sheets.courses import SheetFault
from doanra.intake.sheets.opening import open_sheets
from doanra.intake.text.keys import phrase_key
from doanra.terms.dates import PartialDate
from doanra.terms.names import proper_case
from doanra.terms.refusal import Refused

FIRST_YEAR = 1990
"""Before it nobody went on a programme that any rule looks at; an earlier year is a slip of the hand."""
_SEARCHED = 40
_NAME_LENGTH = 120
_NONE = frozenset(
    {
        "khong", "khong co", "chua", "chua co", "chua tham gia", "khong tham gia", "chua di", "chua di lan nao",
        "chua tham gia khoa nao",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryColumn:
    """One column: its heading in the template, other spellings, what the template says of it."""

    key: str
    heading: str
    others: tuple[str, ...] = ()
    help: str = ""
    of_person: bool = False


HISTORY_COLUMNS: tuple[HistoryColumn, ...] = (
    HistoryColumn(
        key="full_name", heading="Họ và tên", others=("Họ tên", "Họ và tên cán bộ", "Họ, tên"), of_person=True,
        help="Phải điền ở dòng đầu của mỗi người; các khoá tiếp theo của người đó có thể để trống.",
    ),
    HistoryColumn(
        key="birth", heading="Ngày sinh", others=("Năm sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh"),
        of_person=True, help="Ví dụ 05/8/1975; chỉ biết tháng hoặc năm thì ghi 8/1975, 1975.",
    ),
    HistoryColumn(
        key="id_number", heading="Số định danh cá nhân", others=("Số CCCD", "CCCD", "Số định danh"), of_person=True,
        help="12 chữ số, nếu có: nhờ đó tìm đúng người.",
    ),
    HistoryColumn(
        key="unit", heading="Đơn vị", others=("Đơn vị cử", "Cơ quan", "Đơn vị công tác", "Cơ quan, đơn vị", "Nơi cử"),
        of_person=True, help="Đơn vị cử đi, theo tên khi đó.",
    ),
    HistoryColumn(
        key="title", heading="Khoá học", others=("Tên khoá", "Tên khoá học", "Khoá bồi dưỡng", "Nội dung", "Lớp"),
        help="Tên khoá. Người chưa đi khoá nào thì ghi: Chưa tham gia.",
    ),
    HistoryColumn(
        key="funded_by", heading="Nguồn kinh phí",
        others=("Chương trình, đề án", "Đề án", "Theo đề án", "Thuộc chương trình", "Kinh phí", "Nguồn"),
        help="Kết luận 39; Đề án 165; hoặc tên chương trình khác.",
    ),
    HistoryColumn(
        key="programme", heading="Loại hình", others=("Chương trình", "Hình thức", "Loại khoá"),
        help="Ngắn hạn, Trung hạn hoặc Ngoại ngữ; chưa rõ thì để trống.",
    ),
    HistoryColumn(key="country", heading="Nước", others=("Nước đến", "Quốc gia", "Tại nước"), help="Nước đến học."),
    HistoryColumn(
        key="starts", heading="Từ ngày", others=("Từ", "Ngày đi", "Bắt đầu", "Thời gian đi", "Năm", "Từ tháng"),
        help="Phải điền, ít nhất là năm: 05/9/2012, 9/2012 hoặc 2012.",
    ),
    HistoryColumn(
        key="ends", heading="Đến ngày", others=("Đến", "Ngày về", "Kết thúc", "Đến tháng"),
        help="Như cột Từ ngày; chưa rõ thì để trống.",
    ),
    HistoryColumn(
        key="decision", heading="Số quyết định", others=("Quyết định", "Quyết định cử", "Số, ngày quyết định"),
        help="Nếu có, ví dụ 214-QĐ/BTCTW, 03/8/2012.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row: ``values`` by the keys of the columns (dates as PartialDate or None), ``faults`` of its cells.

    ``is_none``: the row declares that the person has been on no course. A row with a fault is not to be taken.
    """

    sheet: str
    row: int
    values: dict[str, Any]
    is_none: bool = False
    faults: tuple[SheetFault, ...] = ()


@dataclass(slots=True)
class HistorySheets:
    """All rows of a workbook; ``unread``: headings that no one knows, which are left out."""

    rows: list[HistoryLine] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_histories(content: bytes, *, on: date, name: str = "", limits: Limits = DEFAULT_LIMITS) -> HistorySheets:
    """The old records of every sheet that has their heads; ``on`` is the day after which no course can have begun.

    Refused as ``open_sheets`` refuses, and with ``no_table`` for a workbook without such a sheet.
    """
    grids = open_sheets(name, content, limits=limits)
    found, tables = HistorySheets(), 0
    for grid in grids:
        at = _heads(grid)
        if at is not None:
            tables += 1
            _read(grid, at, found, on=on)
    if not tables:
        raise Refused(
            "no_table",
            "Không tìm thấy bảng quá trình bồi dưỡng: không dòng nào có đủ các đầu cột “Họ và tên”, “Khoá học”, "
            "“Từ ngày”.",
            remedy="Dùng tệp mẫu, hoặc đặt tên cột như tệp mẫu.",
        )
    return found


_BY_NAME = {phrase_key(name): one.key for one in HISTORY_COLUMNS for name in (one.heading, *one.others)}


def _heads(grid: Grid) -> int | None:
    """Index of the row of heads: it names people, a course or its payer, and a time."""
    for place, line in enumerate(grid.lines[:_SEARCHED]):
        keys = {_BY_NAME.get(phrase_key(text(cell))) for cell in line}
        if {"full_name", "starts"} <= keys and keys & {"title", "funded_by"}:
            return place
    return None


def _read(grid: Grid, at: int, found: HistorySheets, *, on: date) -> None:
    places: dict[str, int] = {}
    for place, cell in enumerate(grid.lines[at]):
        key = _BY_NAME.get(phrase_key(text(cell)))
        if key and key not in places:
            places[key] = place
        elif not key and not is_empty(cell) and phrase_key(text(cell)) not in ("tt", "stt", "ghi chu"):
            found.unread.append(text(cell))
    above: dict[str, Any] = {}
    for offset in range(at + 1, len(grid.lines)):
        line = _Line(grid, offset, places, on=on)
        if line.is_signature:
            break
        if not line.is_record:
            above = {}
            continue
        if line.names_nobody and above:
            line.values |= above
        above = {one.key: line.values.get(one.key) for one in HISTORY_COLUMNS if one.of_person}
        found.rows.append(line.record())


class _Line:
    """One line under the heads, with what its cells say and what is wrong with them."""

    def __init__(self, grid: Grid, offset: int, places: dict[str, int], *, on: date) -> None:
        self.sheet, self.row, self.on = grid.name, grid.first_row + offset, on
        self._places = places
        self._cells = list(grid.lines[offset])
        self.faults: list[SheetFault] = []
        self.values: dict[str, Any] = {}
        for key, reader in _READERS.items():
            self._put(key, reader)
        self.is_none = phrase_key(self.values["title"] or "") in _NONE or (
            not self.values["title"] and phrase_key(self.values["funded_by"] or "") in _NONE
        )

    def _cell(self, key: str) -> Value:
        place = self._places.get(key)
        return self._cells[place] if place is not None and place < len(self._cells) else None

    def _put(self, key: str, reader: Callable[[Value], Any]) -> None:
        cell = self._cell(key)
        try:
            self.values[key] = None if is_empty(cell) else reader(cell)
        except Wrong as wrong:
            self.values[key] = None
            self._fault(key, wrong.message, wrong.remedy)

    def _fault(self, key: str, message: str, remedy: str) -> None:
        heading = next(one.heading for one in HISTORY_COLUMNS if one.key == key)
        place = self._places.get(key)
        self.faults.append(SheetFault(self.row, "" if place is None else letter_of(place), heading, message, remedy))

    @property
    def names_nobody(self) -> bool:
        return is_empty(self._cell("full_name"))

    @property
    def is_record(self) -> bool:
        """A person with a course; sections, sums and empty lines are none."""
        says_course = any(not is_empty(self._cell(key)) for key in ("title", "funded_by", "starts", "country"))
        first = next((phrase_key(text(cell)) for cell in self._cells if not is_empty(cell)), "")
        return says_course and first not in ("cong", "tong", "tong cong", "tong so")

    @property
    def is_signature(self) -> bool:
        filled = [phrase_key(text(cell)) for cell in self._cells if not is_empty(cell)]
        return any(re.match(r"(?:nguoi lap|noi nhan|t m |thu truong don vi)", one) for one in filled)

    def record(self) -> HistoryLine:
        """The line as it is handed on."""
        if not self.values["full_name"]:
            self._fault("full_name", "thiếu họ và tên", "Ghi họ và tên của người đi học.")
        if not self.is_none:
            self._check_course()
        return HistoryLine(self.sheet, self.row, self.values, self.is_none, tuple(self.faults))

    def _check_course(self) -> None:
        starts: PartialDate | None = self.values["starts"]
        ends: PartialDate | None = self.values["ends"]
        if starts is None:
            if is_empty(self._cell("starts")):
                self._fault("starts", "thiếu thời gian đi", "Ghi ít nhất là năm, ví dụ 2012.")
        elif starts.earliest > self.on:
            self._fault("starts", f"{starts.vietnamese()} còn ở phía trước", "Chỉ ghi khoá đã đi; sửa lại thời gian.")
        elif starts.year < FIRST_YEAR:
            self._fault("starts", f"năm {starts.year} không đúng", f"Ghi năm từ {FIRST_YEAR} trở đi, ví dụ 2012.")
        elif ends is not None and ends.latest < starts.earliest:
            self._fault("ends", f"{ends.vietnamese()} trước ngày đi {starts.vietnamese()}", "Sửa một trong hai ngày.")


def _name(value: Value) -> str:
    return proper_case(limited(_NAME_LENGTH)(value))


def _date(value: Value) -> PartialDate:
    found = read_date(value, century_from=60)
    if found.date is None:
        said = "không có ngày này" if found.nonexistent else "không đọc được ngày"
        raise Wrong(f"“{text(value)}”: {said}", "Ghi như 05/9/2012, 9/2012 hoặc 2012.")
    return found.date


def _birth(value: Value) -> PartialDate:
    found = read_date(value)
    if found.date is None:
        raise Wrong(f"“{text(value)}” không phải ngày sinh", "Ghi như 05/8/1975, 8/1975 hoặc 1975.")
    return found.date


def _number(value: Value) -> str:
    found = re.sub(r"\D", "", text(value))
    if len(found) not in (9, 12):
        raise Wrong(f"số định danh có {len(found)} chữ số", "Ghi đủ 12 chữ số, hoặc để trống.")
    return found


def _programme(value: Value) -> str:
    return str(programme(value))


_READERS: dict[str, Callable[[Value], Any]] = {
    "full_name": _name, "birth": _birth, "id_number": _number, "unit": limited(200), "title": limited(200),
    "funded_by": limited(80), "programme": _programme, "country": limited(80), "starts": _date, "ends": _date,
    "decision": limited(120),
}  # fmt: skip


def funding(said: str | None) -> str:
    """Who paid, as the facts of the rules name it: ``kl39``, ``scheme165``, ``other``; "" where nothing is said."""
    key = phrase_key(said or "")
    if not key:
        return ""
    if re.search(r"\b165\b", key):
        return "scheme165"
    return "kl39" if re.search(r"\b(?:kl|ket luan)\s?(?:so )?39\b|\b39 kl\b", key) else "other"


def headings() -> Sequence[str]:
    """The heads of the template, in order."""
    return [one.heading for one in HISTORY_COLUMNS]
