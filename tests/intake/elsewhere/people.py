"""Invented nominees with the faults that rows may have. Nobody here is real."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

FAMILY = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Lý", "Giàng", "Lò", "Tống",
    "Công", "Vừ", "K'",
]  # fmt: skip
MIDDLE = {
    "male": ["Văn", "Hữu", "Đức", "Quốc", "Trọng", "Mạnh"],
    "female": ["Thị", "Thuý", "Ngọc", "Diệu", "Thị Hồng"],
}
GIVEN = {
    "male": ["An", "Bình", "Cường", "Dũng", "Hùng", "Nam", "Quân", "Sơn", "Hoà", "Mật", "Cộng", "Trọng"],
    "female": ["Bích", "Hoa", "Lan", "Mai", "Nga", "Oanh", "Thuỷ", "Yến", "Nữ", "Anh"],
}
POSTS = [
    "Phó Vụ trưởng Vụ Pháp chế",
    "Giám đốc Sở Nội vụ",
    "Tỉnh uỷ viên, Bí thư Huyện uỷ",
    "Phó Chánh Thanh tra",
    "Chuyên viên chính",
    "Trưởng phòng Bảo vệ bí mật nhà nước",
    "Phó Cục trưởng Cục Bảo mật",
    "Giảng viên Khoa Ngoại ngữ, Trường Đại học A",
    "Phó Trưởng ban\nBan Tổ chức Tỉnh uỷ",
    "UVBTV, Trưởng Ban Dân vận Thành uỷ",
]
TONGUES = {"en": "Anh", "lo": "Lào", "zh": "Trung Quốc", "km": "Khmer"}


@dataclass
class Nominee:
    """What a row says; ``codes`` are those of errors that it must be refused with."""

    name: str
    gender: str
    birth: str
    position: str
    programme: str
    language: str
    priority: int
    party: str
    workplace: str
    codes: list[str] = field(default_factory=list)
    row: int = 0
    row_end: int = 0
    sheet: str = ""


def nominee(r: random.Random, *, programme: str = "", language: str = "") -> Nominee:
    """One person; programme and language as said, or by chance."""
    gender = r.choice(["male", "female"])
    programme = programme or r.choice(["short", "medium", "language"])
    if programme == "language" and not language:
        language = r.choice(list(TONGUES))
    birth = f"{r.randrange(1962, 1995)}-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}"
    return Nominee(
        f"{r.choice(FAMILY)} {r.choice(MIDDLE[gender])} {r.choice(GIVEN[gender])}",
        gender,
        birth[: r.choice([10, 10, 10, 10, 7, 4])],
        r.choice(POSTS),
        programme,
        language if programme == "language" else "",
        r.randrange(1, 9),
        f"{r.randrange(1996, 2020)}-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}"[: r.choice([10, 10, 7])],
        r.choice(["Sở Nội vụ", "Vụ Hợp tác quốc tế", "UBND huyện M"]),
    )


def spoilt(person: Nominee, r: random.Random, *, programme_in_cell: bool) -> Nominee:
    """The same with one mistake for which the row must be refused."""
    kind = r.choice(["date", "name", "programme" if programme_in_cell else "date"])
    if kind == "date":
        person.birth, person.codes = "1975-02-31", ["birth_date_invalid"]
    elif kind == "name":
        person.name, person.codes = "", ["name_missing"]
    else:
        person.programme, person.language, person.codes = "other", "", ["programme_unknown"]
    return person
