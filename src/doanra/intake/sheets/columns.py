"""The columns of a catalogue of courses: heading as the template has it, other spellings, how a cell is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from doanra.intake.sheets import cells
from doanra.intake.sheets.cells import Reader
from doanra.intake.text.keys import phrase_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``reader`` takes the year; ``default`` stands for an empty cell of a column that is not required."""

    key: str
    heading: str
    reader: Callable[[int], Reader]
    required: bool = False
    default: Any = ""
    others: tuple[str, ...] = ()
    help: str = ""

    def names(self) -> set[str]:
        """Folded forms of all its headings."""
        return {phrase_key(name) for name in (self.heading, *self.others)}


def _always(reader: Reader) -> Callable[[int], Reader]:
    return lambda year: reader


COLUMNS: tuple[Column, ...] = (
    Column(key="code", heading="Mã khoá", reader=_always(cells.code), required=True, others=("Mã",), help="NH-01"),
    Column(
        key="programme", heading="Chương trình", reader=_always(cells.programme), required=True,
        help="Ngắn hạn, Trung hạn hoặc Ngoại ngữ",
    ),
    Column(
        key="topic", heading="Chủ đề", reader=_always(cells.limited(240)), required=True,
        others=("Tên khoá", "Nội dung", "Tên khoá học"),
    ),
    Column(
        key="content_group", heading="Nhóm nội dung", reader=_always(cells.content_group),
        help="1 đến 4, theo KL 39-KL/TW, mục 2.3",
    ),
    Column(key="field", heading="Lĩnh vực", reader=_always(cells.field_of_work), help="để trống: mọi lĩnh vực"),
    Column(
        key="field_share", heading="Tỉ lệ cùng lĩnh vực", reader=_always(cells.share), default=Decimal("0.5"),
        help="0,5 là ít nhất một nửa số người",
    ),
    Column(
        key="audiences", heading="Đối tượng", reader=_always(cells.audiences), help="A, B, C ...; để trống: mọi nhóm"
    ),
    Column(
        key="host", heading="Cơ sở đào tạo", reader=_always(cells.limited(160)), others=("Nơi học", "Đối tác"),
    ),
    Column(
        key="country", heading="Nước", reader=_always(cells.limited(80)), required=True,
        others=("Quốc gia", "Nước đến"),
        help="Hàn Quốc",
    ),
    Column(
        key="language", heading="Ngoại ngữ", reader=_always(cells.language), others=("Thứ tiếng", "Tiếng"),
        help="chỉ của chương trình ngoại ngữ",
    ),
    Column(
        key="interpreted", heading="Có phiên dịch", reader=_always(cells.yes_or_no), default=False,
        others=("Phiên dịch",), help="Có hoặc để trống",
    ),
    Column(
        key="seats_min", heading="Số chỗ ít nhất", reader=_always(cells.whole(1, 500)), required=True,
        others=("Số chỗ từ", "Chỗ ít nhất"),
    ),
    Column(
        key="seats_max", heading="Số chỗ nhiều nhất", reader=_always(cells.whole(1, 500)), required=True,
        others=("Số chỗ đến", "Chỗ nhiều nhất"),
    ),
    Column(key="band_low", heading="Bậc thấp nhất", reader=_always(cells.whole(1, 5)), default=1, help="1 đến 5"),
    Column(key="band_high", heading="Bậc cao nhất", reader=_always(cells.whole(1, 5)), default=5, help="1 đến 5"),
    Column(
        key="band_span", heading="Độ rộng bậc trong đoàn", reader=_always(cells.whole(1, 5)), default=2,
        others=("Độ rộng bậc",), help="2: chênh nhau nhiều nhất một bậc",
    ),
    Column(
        key="starts", heading="Ngày khai giảng dự kiến", reader=cells.days, required=True,
        others=("Ngày khai giảng", "Khai giảng"), help="một hay nhiều ngày, cách nhau bằng “;”",
    ),
    Column(
        key="days", heading="Số ngày", reader=_always(cells.whole(1, 366)), required=True, others=("Thời gian (ngày)",),
    ),
    Column(
        key="abroad_first", heading="Ở nước ngoài từ ngày thứ", reader=_always(cells.whole(1, 366)), default=None,
        help="để trống: từ ngày đầu",
    ),
    Column(
        key="abroad_last", heading="Ở nước ngoài đến ngày thứ", reader=_always(cells.whole(1, 366)), default=None,
        help="để trống: đến ngày cuối",
    ),
    Column(
        key="cost_fixed", heading="Chi phí cố định (đồng)", reader=_always(cells.amount), default=Decimal(0),
        others=("Chi phí cố định",), help="cho cả đoàn",
    ),
    Column(
        key="cost_per_head", heading="Chi phí một người (đồng)", reader=_always(cells.amount), default=Decimal(0),
        others=("Chi phí một người", "Chi phí mỗi người"),
    ),
)  # fmt: skip
"""In the order of the template."""
