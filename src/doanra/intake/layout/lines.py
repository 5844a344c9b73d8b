"""What a line of a table body is when it is no person: a section, a total, a note, the beginning of the signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from doanra.intake.cells.names import has_surname, looks_like_name
from doanra.intake.cells.provinces import PLACES
from doanra.intake.cells.words import language_of_cell, languages_in, programmes_in
from doanra.intake.reading import Value
from doanra.intake.text.keys import phrase_key
from doanra.terms.words import Language


class Kind(Enum):
    """Kinds of lines that are told by their text."""

    TOTAL = "total"
    NOTE = "note"
    SIGNATURE = "signature"
    SECTION = "section"


_TOTAL = re.compile(r"^(?:tổng (?:cộng|số)|tổng|cộng|tổng hợp|t[ỷỉ] lệ|trong đó|bằng chữ|số người)\b(?! hòa| hoà)")
_TOTAL_PLAIN = re.compile(r"^(?:tong (?:cong|so)|cong)(?: \d+.*)?$|^(?:tong cong|tong so)\b")
_NOTE = re.compile(
    r"^(?:ghi chu|luu y|chu thich|chu y|danh sach (?:nay )?(?:gom|co)|de nghi|"
    r"kinh de nghi|cac dong chi|nguon|"
    r"thu tu uu tien|noi nhan|ket luan|theo|(?:nguoi |thong tin )?lien he|moi (?:thong tin|chi tiet)|"
    r"(?:can bo |nguoi )?(?:dau moi|phu trach)|dien thoai|email)\b"
)
_CLOSING = re.compile(
    r"^(?:xin )?trân trọng\b|^(?:xin )?tran trong(?: (?:kinh|cam on|de nghi)| *[.!/]|$)"
)  # not Trần Trọng
_SIGNATURE = re.compile(
    r"^(?:t\s*/\s*m|tm\.?\s|tm\.|k\s*/?\s*t\.|t\s*/\s*l|t\s*/?\s*l\.|tuq\.|thừa lệnh|thay mặt)|"
    r"^(?:người lập\b|"
    r"nguoi lap|thủ trưởng (?:đơn vị|cơ quan)|xác nhận của|nơi nhận|người duyệt|lãnh đạo đơn vị|kế toán trưởng)|"
    r"^\(?\s*(?:ký|đã ký|ký tên)[\s,).]",
)
_SIGNED_LINE = re.compile(
    r"^[^\d:]{0,60},?\s*ngày\s*[\d.…_/ ]*\s*tháng\s*[\d.…_/ ]*\s*năm\s*[\d.…_ ]*$|"
    r"^[^\d:,]{2,40},\s*(?:ngày\s*)?\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}$"
)
_SIGNER = re.compile(
    r"^\s*(?:(?:q|kt)\s*\.\s*|quyền\s+)?(?:tổng giám đốc|giám đốc|chủ tịch|trưởng|bộ trưởng|"
    r"thứ trưởng|bí thư|phó|chánh|vụ trưởng|thủ trưởng|"
    r"chuyên viên|cán bộ|kế toán|thư ký|nhân viên|cán sự|"
    r"tổng biên tập|chủ nhiệm|thường trực|tổng kiểm toán|thống đốc|viện trưởng|cục trưởng)\b"
)
_OFFICE = re.compile(
    r"^(?:vu|cuc|ban|so|phong|van phong|vien|hoc vien|trung tam|tong cuc|thanh tra|uy ban|ubnd|hdnd|tinh|thanh|huyen|"
    r"quan|thi xa|"
    r"khoi|cong ty|cong an|cong doan|tong cong ty|truong|benh vien|bao|tap chi|dai|dang uy|"
    r"dang bo|co quan|don vi|nhom|bo|toa an|"
    r"nha xuat ban|"
    r"hoi|lien doan|mat tran|doan|chi cuc|lop|khoa|chuong trinh|dien|doi tuong|cap|dot|phan|muc|danh sach|can bo|"
    r"lanh dao|"
    r"cac|hoc|boi duong|dao tao|dang ky)\b"
)
_ACRONYM = re.compile(r"\b[A-ZĐ]{3,}\b")
_LONGEST_SECTION = 60
_BULLETS = ("*", "-", "+", "•", "(", "“", "[")
_ENUMERATOR = re.compile(
    r"^\s*(?:[IVXivx]{1,5}|[A-Za-z]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/:-]\s*\S|^\s*(?:phần|mục|nhóm)\s+\S", re.IGNORECASE
)
_LETTERED = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]?|\d{1,2}\.\d{1,2}\.?")


def kind_of(text: str) -> Kind | None:
    """The kind of a line by the first text that stands in it, None if the text tells nothing."""
    toned, key = text.strip().casefold(), phrase_key(text)
    if _TOTAL.match(toned.lstrip("-*( ")) or (toned.isascii() and _TOTAL_PLAIN.match(key)):
        return Kind.TOTAL
    if _SIGNATURE.match(toned) or _SIGNED_LINE.match(toned):
        return Kind.SIGNATURE
    if _NOTE.match(key) or _CLOSING.match(toned) or (toned.startswith(_BULLETS) and not _is_bulleted_section(toned)):
        return Kind.NOTE
    return None


def _is_bulleted_section(text: str) -> bool:
    """``- Tiếng Lào:``, ``* Bồi dưỡng ngắn hạn``: short, and naming a programme or language."""
    if text[0] not in "-*+•" or len(text) > _LONGEST_SECTION:
        return False
    return bool(programmes_in(text)) or isinstance(language_of_cell(text.lstrip("-*+• ")), Language)


def is_section_text(text: str) -> bool:
    """Whether a text alone in its line heads a section (programme, language, office) and is not a person's name."""
    if programmes_in(text) or languages_in(text):
        return True
    key = phrase_key(text)
    if key in PLACES or (not text.isupper() and _ACRONYM.search(text)):
        return True
    if _ENUMERATOR.match(text):
        return not looks_like_name(text) or _OFFICE.match(_without_number(key)) is not None
    if _OFFICE.match(key):
        capitals = all(word[:1].isupper() for word in text.split())
        return not (capitals and looks_like_name(text) and has_surname(text))
    return not looks_like_name(text)


def _without_number(key: str) -> str:
    return re.sub(r"^(?:[ivx]{1,5}|[a-z]|\d{1,2}(?: \d{1,2})*)\s+", "", key)


def is_section_number(text: str) -> bool:
    """I, II, A, B, 1.1: numbers that sections bear; people bear 1, 2, 3."""
    return _LETTERED.fullmatch(text.strip()) is not None


def signs(line: Sequence[Value]) -> bool:
    """Whether any cell of the line opens the block of signatures (place and date, T/M, NGƯỜI LẬP BIỂU)."""
    texts = [cell for cell in line if isinstance(cell, str) and cell]
    if any(len(text) < 120 and kind_of(text) is Kind.SIGNATURE for text in texts):
        return True
    return 0 < len(texts) < 3 and all(_SIGNER.match(text.casefold()) and text.isupper() for text in texts)


def is_signed(line: Sequence[Value]) -> bool:
    """Whether a line holds the names of two people or more and nothing else, as below signatures."""
    filled = [cell for cell in line if cell not in ("", None)]
    return len(filled) > 1 and all(
        isinstance(cell, str) and " " in cell and has_surname(cell) and looks_like_name(cell) for cell in filled
    )
