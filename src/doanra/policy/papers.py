"""Papers that a dossier is usually made of, as a list to choose from. No source that was read lists them.

So no year asks for any of them by itself: the office takes over what its own document asks for. A paper on political
vetting is never among them: of it only outcome, date and number are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAsked:
    """One paper: a code that stays, what it is called, what the unit should look to."""

    code: str
    label: str
    help: str = ""


_ALL = (
    PaperAsked(code="cv", label="Sơ yếu lý lịch", help="Có xác nhận của cơ quan quản lý cán bộ."),
    PaperAsked(code="comment", label="Nhận xét, đánh giá của đơn vị", help="Kết quả xếp loại của năm gần nhất."),
    PaperAsked(code="health", label="Giấy khám sức khoẻ", help="Còn hạn đến ngày khai giảng."),
    PaperAsked(code="commitment", label="Bản cam kết", help="Có chữ ký của người được cử; nộp chậm nhất trước khi đi."),
)
_LANGUAGE = PaperAsked(code="certificate", label="Chứng chỉ ngoại ngữ", help="Nếu đã có.")


def offered(programme: Programme) -> tuple[PaperAsked, ...]:
    """The papers to choose from for a programme, in the order in which they are shown."""
    return (*_ALL, _LANGUAGE) if programme is Programme.LANGUAGE else _ALL
