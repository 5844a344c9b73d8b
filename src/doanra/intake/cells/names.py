"""Names of people: the forms of address come off (and are told, for they say the gender), the rest is kept."""

from __future__ import annotations

import re

from doanra.intake.text.keys import tidy
from doanra.terms.names import fold, proper_case
from doanra.terms.words import Gender

_SURNAMES = frozenset(
    fold(name)
    for name in ["An", "Âu", "Bá", "Bạch", "Bàn", "Bành", "Bế", "Biện", "Bùi", "Ca", "Cái", "Cam", "Cầm", "Cao", "Cát", "Cấn", "Chảo", "Chẩu", "Châu", "Chế", "Chu", "Chử", "Chúng", "Chương", "Công", "Cồ", "Cổ", "Cù", "Cung", "Cư", "Cứ", "Dã", "Danh", "Diêm", "Diệp", "Doãn", "Dư", "Dương", "Đàm", "Đan", "Đàng", "Đào", "Đăng", "Đặng", "Đậu", "Điền", "Điêu", "Điểu", "Đinh", "Đoàn", "Đỗ", "Đồng", "Đổng", "Đới", "Đường", "Giang", "Giàng", "Giáp", "Hà", "Hạ", "Hạng", "Hàn", "Hầu", "Hình", "Hoa", "Hoàng", "Hoắc", "Hờ", "Hồ", "Hồng", "Hùng", "Huỳnh", "Hứa", "Hướng", "Kha", "Khà", "Khâu", "Khổng", "Khuất", "Khúc", "Khương", "Kiên", "Kiều", "Kim", "Ksor", "La", "Lã", "Lạc", "Lại", "Lâm", "Lầu", "Lê", "Liêu", "Liễu", "Lò", "Lô", "Lộc", "Lỗ", "Lục", "Luyện", "Lư", "Lù", "Lương", "Lường", "Lưu", "Lữ", "Ly", "Lý", "Ma", "Má", "Mã", "Mạc", "Mạch", "Mai", "Man", "Mẫn", "Mang", "Mạnh", "Mâu", "Mẫu", "Mè", "Mông", "Mùa", "Nay", "Ngạc", "Ngân", "Nghiêm", "Ngọ", "Ngô", "Ngụy", "Nguyễn", "Nhan", "Nhâm", "Nhữ", "Niê", "Ninh", "Nông", "Ong", "Ông", "Phạm", "Phan", "Phàn", "Phí", "Phó", "Phù", "Phùng", "Phương", "Quách", "Quan", "Quàng", "Quảng", "Quản", "Rcom", "Rmah", "Sa", "Sái", "Sầm", "Siu", "Sình", "Sơn", "Sùng", "Sử", "Tạ", "Tán", "Tào", "Tăng", "Tẩn", "Thạch", "Thái", "Thang", "Thành", "Thào", "Thân", "Thẩm", "Thi", "Thiệu", "Thiều", "Thịnh", "Thòng", "Thôi", "Thùy", "Thường", "Tiêu", "Tiết", "Tinh", "Tòng", "Tô", "Tôn", "Tống", "Trà", "Trạc", "Trác", "Trang", "Tráng", "Tráng", "Trần", "Trâu", "Tri", "Triệu", "Triều", "Trịnh", "Trình", "Trưng", "Trương", "Trường", "Tưởng", "Từ", "Ung", "Uông", "Vạn", "Vàng", "Vi", "Viêm", "Viên", "Vì", "Vòng", "Võ", "Vũ", "Vừ", "Vương", "Xa", "Xồng", "Xuân", "Ya", "Yên", "Đèo", "Điểu", "Kpă", "Kpa", "Y", "H", "A", "K'"]
)
_PLAIN_SURNAMES = frozenset(map(fold, _SURNAMES))
_TITLE = re.compile(
    r"^(?:[-–+•*.,;:\s]+|\d{1,3}\s*[.)/-]\s*)*"
    r"(?:(?P<title>đồng\s*chí|đ\s*[/.]?\s*c(?=[\s.:/])|ông|bà|anh(?=\s*:)|chị(?=\s*:)|ô\.|b\.(?=\s*\w{2})|mr|mrs|ms"
    r"|(?:gs|pgs|ts|ths|cn|ks|bs|ds|ls|tskh|bsck[12i]+)(?=\.|\s+\w))(?:\s*[.:,/]\s*|\s+))",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:[-–+•*.,;:\s]+|\d{1,3}\s*[.)/-]\s*)+")
_TAIL = re.compile(r"(?:\s*\([^)]*\)|\s*\[[^\]]*\]|[\s*.,;:+•–-]+)+$")
_FEMALE = {"bà", "chị", "mrs", "ms", "b."}
_MALE = {"ông", "anh", "mr", "ô."}
_WORD = r"[^\W\d_]+(?:['’.-]?[^\W\d_]+)*"
_LETTERS = re.compile(rf"{_WORD}(?: {_WORD}){{1,6}}")


def has_surname(text: str) -> bool:
    """Whether the first word is a known Vietnamese family name (any spelling of tones)."""
    first = read_name(text)[0].split(" ", 1)[0].casefold()
    return first in _SURNAMES or (first.isascii() and first in _PLAIN_SURNAMES)


def read_name(text: str) -> tuple[str, Gender | None]:
    """The clean name, proper case if it was in capitals, and the gender that a form of address says.

    ``Đ/c Nguyễn Văn An`` gives the name and None, ``BÀ TRẦN THỊ B (*)`` gives ``Trần Thị B`` and female.
    """
    name = tidy(text)
    gender: Gender | None = None
    while match := _TITLE.match(name):
        rest = name[match.end() :]
        if " " not in rest.strip():
            break
        title = match["title"].casefold()
        gender = gender or (Gender.FEMALE if title in _FEMALE else Gender.MALE if title in _MALE else None)
        name = rest
    if not name[:1].isalpha():
        name = _LEAD.sub("", name)
    if not name[-1:].isalpha():
        name = _TAIL.sub("", name)
    return _cased(name), gender


def _cased(name: str) -> str:
    """Capitals or small letters alone become proper case; TCVN3 leaves small words among capitals."""
    if name.isupper():
        return proper_case(name)
    if name.islower() or all(word.isupper() or len(word) < 3 for word in name.split(" ")):
        return proper_case(name.upper())
    return name


def looks_like_name(text: str) -> bool:
    """Whether a text could be the name of a person: 2 to 7 words of letters, each beginning with a capital."""
    name, _ = read_name(text)
    if _LETTERS.fullmatch(name) is None or len(name) > 60:
        return False
    words = name.split(" ")
    return all(word[0].isupper() for word in words) or (has_surname(name) and len(words) < 6)
