"""The columns that lists have, with their headers as paths, and what stands in them for a person."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from intake.elsewhere.people import TONGUES, Nominee
from intake.elsewhere.spellings import CROSSES, STYLES, boxed, dated

Cell = Any
HEADS = {
    "index": "STT|TT|Số TT|Số thứ tự|No.|#",
    "name": (
        "Họ và tên|Họ tên|Họ và tên cán bộ|HỌ VÀ TÊN|"
        "Họ, tên khai sinh|Họ tên cán bộ đề nghị|Họ và tên (chữ in hoa)|Họ và tên đồng chí|"
        "Họ tên người được cử|Họ và tên nhân sự|Tên cán bộ"
    ),
    "birth": (
        "Ngày sinh|Năm sinh|Ngày tháng năm sinh|Ngày, tháng, năm sinh|"
        "Sinh ngày|Ngày, tháng,\nnăm sinh|NĂM SINH|Ngày sinh (dd/mm/yyyy)|NTNS|Năm sanh|Ngày sinh (ghi đủ)"
    ),
    "gender": "Giới tính|Nam/Nữ|GT|Giới|Giới tính (Nam/Nữ)|Phái",
    "position": (
        "Chức vụ|Chức vụ, đơn vị công tác|Chức danh, nơi công tác|Chức vụ hiện nay|"
        "Chức vụ, ĐV công tác|Chức vụ (Đảng, chính quyền)|CHỨC VỤ|Chức vụ đang đảm nhiệm|Cương vị"
    ),
    "workplace": "Đơn vị công tác|Cơ quan công tác|Nơi công tác|Cơ quan, đơn vị",
    "programme": (
        "Chương trình|Chương trình đăng ký|Loại hình bồi dưỡng|Khoá đăng ký|"
        "Loại hình|Chương trình bồi dưỡng|Lớp đăng ký|Hình thức bồi dưỡng|Nguyện vọng|Đăng kí khoá"
    ),
    "language": (
        "Ngoại ngữ đăng ký|Thứ tiếng|Đăng ký học tiếng|Ngôn ngữ đăng ký|Ngoại ngữ đăng ký học|Ngoại ngữ đăng kí|Môn"
    ),
    "priority": "Ưu tiên|Thứ tự ưu tiên|TT ưu tiên|Mức ưu tiên",
    "party": "Ngày vào Đảng|Vào Đảng|Ngày kết nạp|Ngày vào ĐCSVN|Ngày kết nạp Đảng",
    "ethnic": "Dân tộc",
    "home": "Quê quán|Nguyên quán",
    "study": "Trình độ chuyên môn|Chuyên môn",
    "level": "Trình độ ngoại ngữ|Ngoại ngữ (trình độ)|Trình độ NN",
    "phone": "Điện thoại|SĐT|Số điện thoại",
    "id": "Số CCCD|CCCD/CMND|Số định danh cá nhân",
    "planned": "Quy hoạch chức danh|Chức danh quy hoạch",
    "note": "Ghi chú",
}
ODD = {"Nguyện vọng", "Môn"}
"""Heads that say nothing by themselves: what stands beneath them does."""

FILL = {
    "ethnic": ["Kinh", "Tày", "Mông"],
    "home": ["Quế Sơn, Quảng Nam", "Hà Nội", "Nam Đàn, Nghệ An"],
    "study": ["Thạc sĩ Luật", "Đại học Kinh tế", "Cử nhân tiếng Anh"],
    "level": ["Tiếng Pháp B1", "Anh B2", "Không", ""],
    "phone": ["0951234567", 951234567.0, "095 123 4567"],
    "id": ["003075001234", 3075001234.0, "3.075001234E+9"],
    "planned": ["Thứ trưởng", "Giám đốc Sở", ""],
    "note": ["", "", "Con liệt sĩ"],
}
SHORT = {"short": ["Ngắn hạn", "BD ngắn hạn", "ngắn hạn"], "medium": ["Trung hạn", "Lớp trung hạn"]}


@dataclass(frozen=True)
class Column:
    """The header from the outermost title down, and the cell of a person (number in the list given)."""

    path: tuple[str, ...]
    cell: Callable[[Nominee, int], Cell]
    key: str = ""


class Maker:
    """Chooses columns for one table and says what stands in them."""

    def __init__(self, r: random.Random, *, by: str) -> None:
        self.r, self.by, self.odd = r, by, True
        self.style = r.choice(STYLES)
        self.cross = r.choice(CROSSES)
        self.party_style = r.choice(["date", "slash", "dot", "iso"])
        self.gender_by = r.choice(
            ["column", "column", "code", "female", "both", "birth", "names", "address", "boxes", "behind"]
        )
        self.name_by = (
            "names"
            if self.gender_by == "names"
            else r.choice(["one", "one", "one", "two", "two_grouped", "three", "unheaded"])
        )
        if self.gender_by in ("behind", "address") and self.name_by in ("three", "unheaded"):
            self.name_by = "one"
        if self.gender_by == "behind":
            self.name_by = "one"
        self.index = r.choice(["1", "1", "01", "1.", "roman", "letter", "none"])
        self.programme_by = r.choice(["words", "codes", "marks", "coded_marks", "boxes"]) if by == "row" else by
        self.tongue_by = r.choice(["column", "in_cell"]) if by == "row" else "column"
        if self.programme_by in ("codes", "coded_marks", "boxes"):
            self.tongue_by = "column"
        self.odd = by == "row" and self.programme_by not in ("codes", "coded_marks", "boxes")
        self.birth_by = (
            r.choice(["one", "one", "three", "three_heads", "day_and_year"]) if self.gender_by != "birth" else "split"
        )
        self.legend_at = r.choice(["header", "note", "title"])
        self.caps = r.random() < 0.2
        self.codes = r.choice(
            [{"short": 1, "medium": 2, "language": 3}, {"short": "A", "medium": "B", "language": "C"}]
        )
        self.gender_codes = r.choice([{"male": 1, "female": 0}, {"male": 1, "female": 2}])

    def legends(self) -> list[str]:
        """What must be written of codes somewhere around the table."""
        found = []
        mark = self.r.choice([": ", " - ", " = ", ". "])
        names = {"short": "Ngắn hạn", "medium": "Trung hạn", "language": "Ngoại ngữ"}
        if self.programme_by in ("codes", "coded_marks"):
            found.append("; ".join(f"{self.codes[key]}{mark}{names[key]}" for key in names))
        if self.gender_by == "code":
            found.append(
                "; ".join(f"{self.gender_codes[key]}{mark}{word}" for key, word in (("male", "Nam"), ("female", "Nữ")))
            )
        return found

    def columns(self) -> list[Column]:
        """The columns in an order by chance, number and name first."""
        r = self.r
        groups = [*self._births(), *self._genders(), [self._plain("position")], *self._courses()]
        for key in ("party", "priority", "workplace"):
            if r.random() < 0.5:
                groups.append([self._plain(key)])
        groups += [[self._plain(key)] for key in r.sample(sorted(FILL), r.randrange(0, 5))]
        r.shuffle(groups)
        first = [] if self.index == "none" else [[self._plain("index")]]
        return [column for group in [*first, *self._names(), *groups] for column in group]

    def _head(self, key: str) -> str:
        return self.r.choice([head for head in HEADS[key].split("|") if self.odd or head not in ODD])

    def _plain(self, key: str) -> Column:
        r = self.r
        cells: dict[str, Callable[[Nominee, int], Cell]] = {
            "index": lambda p, n: numbered(n, self.index),
            "position": lambda p, n: p.position,
            "workplace": lambda p, n: p.workplace,
            "priority": lambda p, n: p.priority,
            "party": lambda p, n: dated(p.party, r, self.party_style),
            "programme": lambda p, n: self._programme(p),
            "language": lambda p, n: (
                r.choice(["tiếng {}", "{}", "Tiếng {}"]).format(TONGUES[p.language]) if p.language else ""
            ),
        }
        return Column((self._head(key),), cells.get(key) or (lambda p, n: r.choice(FILL[key])), key)

    def _name_of(self, p: Nominee) -> str:
        name = p.name.upper() if self.caps else p.name
        if self.gender_by == "address" and name:
            return ("Ông " if p.gender == "male" else "Bà ") + name
        if self.gender_by == "behind" and name:
            return f"{name} ({'nam' if p.gender == 'male' else 'nữ'})"
        return name

    def _names(self) -> list[list[Column]]:
        word = self._head("name")
        if self.name_by == "names":
            titles = self.r.choice([(word, "Nam", "Nữ"), ("", f"{word} nam", f"{word} nữ")])
            return [
                [
                    Column(
                        tuple(filter(None, (titles[0], titles[at]))),
                        lambda p, n, g=g: self._name_of(p) if p.gender == g else "",
                        "name",
                    )
                    for at, g in ((1, "male"), (2, "female"))
                ]
            ]
        if self.name_by == "one":
            return [[Column((word,), lambda p, n: self._name_of(p), "name")]]
        if self.name_by == "three":
            parts = (("Họ", 0, 1), ("Tên đệm", 1, -1), ("Tên", -1, None))
            return [
                [
                    Column((head,), lambda p, n, a=a, b=b: " ".join(p.name.split(" ")[a:b]), "name")
                    for head, a, b in parts
                ]
            ]
        if self.name_by == "unheaded":
            return [
                [
                    Column((word,), lambda p, n: p.name.rpartition(" ")[0], "name"),
                    Column(("",), lambda p, n: p.name.rpartition(" ")[2], "given"),
                ]
            ]
        over = (word,) if self.name_by == "two_grouped" else ()
        family = self.r.choice(["Họ đệm", "Họ và tên đệm", "Họ, chữ đệm", "Họ"])
        return [
            [
                Column((*over, family), lambda p, n: self._name_of(p).rpartition(" ")[0], "name"),
                Column((*over, "Tên"), lambda p, n: self._name_of(p).rpartition(" ")[2], "given"),
            ]
        ]

    def _births(self) -> list[list[Column]]:
        r, word = self.r, self._head("birth")
        if self.birth_by == "split":
            return [
                [
                    Column(
                        (word, label), lambda p, n, g=g: dated(p.birth, r, self.style) if p.gender == g else "", "birth"
                    )
                    for g, label in (("male", "Nam"), ("female", "Nữ"))
                ]
            ]
        if self.birth_by == "three":
            return [
                [
                    Column((word, label), lambda p, n, at=at: _part(p, at), "birth")
                    for label, at in (("Ngày", 2), ("Tháng", 1), ("Năm", 0))
                ]
            ]
        if self.birth_by == "three_heads":
            heads = (("Ngày sinh", 2), ("Tháng sinh", 1), ("Năm sinh", 0))
            return [[Column((head,), lambda p, n, at=at: _part(p, at), "birth") for head, at in heads]]
        if self.birth_by == "day_and_year":
            return [
                [
                    Column(("Ngày, tháng sinh",), lambda p, n: "/".join(map(str, _parts(p)[:0:-1])), "birth"),
                    Column(("Năm sinh",), lambda p, n: _part(p, 0), "birth"),
                ]
            ]
        return [[Column((word,), lambda p, n: dated(p.birth, r, self.style), "birth")]]

    def _genders(self) -> list[list[Column]]:
        if self.gender_by == "column":
            return [[Column((self._head("gender"),), lambda p, n: "Nam" if p.gender == "male" else "Nữ", "gender")]]
        if self.gender_by == "code":
            head = self._head("gender") if self.legend_at != "header" else f"Giới tính ({self.legends()[-1]})"
            return [[Column((head,), lambda p, n: self.gender_codes[p.gender], "gender")]]
        if self.gender_by == "boxes":
            words = {"male": "Nam", "female": "Nữ"}
            return [[Column((self._head("gender"),), lambda p, n: boxed(words, p.gender), "gender")]]
        if self.gender_by == "female":
            return [[Column(("Nữ",), lambda p, n: self.cross if p.gender == "female" else "", "gender")]]
        if self.gender_by == "both":
            return [
                [
                    Column(("Giới tính", label), lambda p, n, g=g: self.cross if p.gender == g else "", "gender")
                    for g, label in (("male", "Nam"), ("female", "Nữ"))
                ]
            ]
        return []

    def _courses(self) -> list[list[Column]]:
        found: list[list[Column]] = []
        word = self._head("programme")
        if self.programme_by in ("codes", "coded_marks") and self.legend_at == "header":
            word = f"{word} ({self.legends()[0]})"
        if self.programme_by in ("words", "codes"):
            found.append([Column((word,), lambda p, n: self._programme(p), "programme")])
        elif self.programme_by == "boxes":
            kinds = {"short": "Ngắn hạn", "medium": "Trung hạn", "language": "Ngoại ngữ"}
            found.append([Column((word,), lambda p, n: boxed(kinds, p.programme), "programme")])
        elif self.programme_by == "marks":
            kinds = {"short": "Ngắn hạn", "medium": "Trung hạn"}
            if self.tongue_by == "column":
                kinds["language"] = "Ngoại ngữ"
            else:
                kinds |= {key: f"Tiếng {tongue}" for key, tongue in TONGUES.items()}
            found.append(
                [
                    Column(
                        (word, title), lambda p, n, k=k: self.cross if k in (p.programme, p.language) else "", "mark"
                    )
                    for k, title in kinds.items()
                ]
            )
        elif self.programme_by == "coded_marks":
            found.append(
                [
                    Column((word, str(code)), lambda p, n, k=k: self.cross if k == p.programme else "", "mark")
                    for k, code in self.codes.items()
                ]
            )
        if self.tongue_by == "column" and self.by in ("row", "section"):
            found.append([self._plain("language")])
        return found

    def _programme(self, p: Nominee) -> Cell:
        r = self.r
        if p.programme == "other":
            return 9 if self.programme_by == "codes" else "Dài hạn"
        if self.programme_by == "codes":
            return self.codes[p.programme]
        if p.programme != "language":
            return r.choice(SHORT[p.programme])
        tongue = TONGUES[p.language]
        return (
            "Ngoại ngữ"
            if self.tongue_by == "column"
            else r.choice([f"Ngoại ngữ (tiếng {tongue})", f"Tiếng {tongue}", f"NN - tiếng {tongue}"])
        )


def _parts(p: Nominee) -> list[int]:
    return [int(piece) for piece in p.birth.split("-")]


def _part(p: Nominee, at: int) -> Cell:
    parts = _parts(p)
    return parts[at] if at < len(parts) else ""


def numbered(number: int, style: str) -> Cell:
    """The running number as lists write it."""
    if style == "roman":
        return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"][
            (number - 1) % 15
        ]
    if style == "letter":
        return "abcdefghiklmnopqrstuvxy"[(number - 1) % 23]
    return {"01": f"{number:02d}", "1.": f"{number}."}.get(style, number)
