"""Invented lists in invented layouts: other words, orders, header depths, sections and signatures, with their truth.

Guards against learning the public corpus by heart. Nobody in it is real.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

_FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Lý",
    "Giàng",
    "Lò",
    "Tống",
    "Công",
]
_MIDDLE = {"male": ["Văn", "Hữu", "Đức", "Quốc"], "female": ["Thị", "Thuý", "Ngọc", "Diệu"]}
_GIVEN = {
    "male": ["An", "Bình", "Cường", "Dũng", "Hùng", "Nam", "Quân", "Sơn", "Hoà"],
    "female": ["Bích", "Hoa", "Lan", "Mai", "Nga", "Oanh", "Thuỷ", "Yến"],
}
_POSTS = [
    "Phó Vụ trưởng Vụ Pháp chế",
    "Giám đốc Sở Nội vụ",
    "Tỉnh uỷ viên, Bí thư Huyện uỷ",
    "Chuyên viên Văn phòng",
    "Trưởng phòng Tổ chức cán bộ",
    "Phó Chủ tịch UBND tỉnh",
    "Chánh Thanh tra",
    "Phó Trưởng Ban Dân vận",
]
_WORDS: dict[str, list[str]] = {
    "index": ["STT", "TT", "Số TT", "Số thứ tự", "Stt"],
    "full_name": [
        "Họ và tên",
        "HỌ VÀ TÊN",
        "Họ tên",
        "Họ và tên cán bộ",
        "Họ, tên",
        "Họ và tên (theo khai sinh)",
        "Cán bộ được cử",
    ],
    "birth": ["Ngày sinh", "Ngày, tháng, năm sinh", "NĂM SINH", "Sinh ngày", "Ngày tháng\nnăm sinh"],
    "gender": ["Giới tính", "Nam/Nữ", "Giới", "Phái", "GIỚI TÍNH"],
    "position": [
        "Chức vụ",
        "Chức vụ, đơn vị công tác",
        "Chức danh",
        "Chức vụ hiện nay",
        "CHỨC VỤ HIỆN TẠI",
        "Vị trí công tác",
    ],
    "programme": [
        "Chương trình đăng ký",
        "Loại hình bồi dưỡng",
        "Khoá đăng ký",
        "Lớp đăng ký",
        "Hình thức bồi dưỡng",
        "Đăng ký khóa",
    ],
    "language": [
        "Ngoại ngữ đăng ký",
        "Thứ tiếng đăng ký",
        "Đăng ký học tiếng",
        "Ngôn ngữ đăng ký học",
        "Tiếng đăng ký",
    ],
    "party": ["Ngày vào Đảng", "Ngày kết nạp Đảng", "Vào Đảng ngày", "Ngày, tháng, năm vào Đảng", "Năm vào Đảng CSVN"],
    "ethnic": ["Dân tộc"],
    "level": ["Trình độ ngoại ngữ", "Ngoại ngữ (trình độ)", "Chứng chỉ ngoại ngữ"],
    "planned": ["Quy hoạch", "Chức danh quy hoạch", "Quy hoạch chức danh 2021-2026"],
    "home": ["Quê quán", "Nguyên quán", "Nơi sinh"],
    "study": ["Trình độ chuyên môn", "Chuyên môn", "Học vị"],
    "note": ["Ghi chú", "GHI CHÚ"],
}
_SHORT = {
    "short": ["Ngắn hạn", "BD ngắn hạn", "Khoá ngắn hạn", "ngắn hạn"],
    "medium": ["Trung hạn", "Lớp trung hạn", "BD trung hạn"],
}
_TONGUES = {"en": "Anh", "lo": "Lào", "zh": "Trung Quốc", "km": "Khmer"}
_FILL = {
    "ethnic": "Kinh",
    "level": "Tiếng Pháp B1",
    "planned": "Thứ trưởng",
    "home": "Quế Sơn, Lào Cai",
    "study": "Thạc sĩ Luật",
    "note": "",
}


@dataclass
class Truth:
    """What a row of the list says."""

    row: int
    full_name: str
    gender: str
    birth: str
    position: str
    programme: str
    language: str
    party: str


@dataclass
class Listing:
    """A sheet as rows of cells with merges, and the people in it."""

    rows: list[list[Any]] = field(default_factory=list)
    truth: list[Truth] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    sheet: str = "DS"


class Maker:
    """Makes one list from a seed."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        r = self.r
        self.list = Listing()
        self.by = r.choice(["column", "marks", "section", "sheet", "title"])
        self.tongue_by = r.choice(["column", "in_cell", "section"])
        self.gender_by = r.choice(["column", "female", "both", "birth", "address"])
        self.dates = r.choice(["/", "-", ".", "spelt", "date"])
        self.extras = r.sample(["ethnic", "level", "planned", "home", "study", "note"], r.randrange(0, 5))
        self.depth = r.choice([1, 2])
        self.merged = r.random() < 0.6
        self.caps = r.random() < 0.2
        self.number_row = r.choice(["", "({})", "{}"])
        self.indexed = r.random() < 0.85
        self.people: list[dict[str, str]] = [self._person() for _ in range(r.randrange(3, 12))]
        if self.by in ("sheet", "title"):
            kind = r.choice(["short", "medium", "en", "km"])
            for person in self.people:
                person["programme"] = "language" if kind in _TONGUES else kind
                person["language"] = kind if kind in _TONGUES else ""
            self.one = kind

    def _person(self) -> dict[str, str]:
        r = self.r
        gender = r.choice(["male", "female"])
        programme = r.choice(["short", "medium", "language"])
        name = f"{r.choice(_FAMILY)} {r.choice(_MIDDLE[gender])} {r.choice(_GIVEN[gender])}"
        return {
            "name": name,
            "gender": gender,
            "programme": programme,
            "language": r.choice(list(_TONGUES)) if programme == "language" else "",
            "birth": f"{r.randrange(1962, 1995)}-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}"[
                : r.choice([10, 10, 10, 7, 4])
            ],
            "party": f"{r.randrange(1996, 2020)}-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}",
            "position": r.choice(_POSTS),
        }

    # -- cells

    def _written(self, iso: str) -> Any:
        parts = [int(part) for part in iso.split("-")]
        if len(parts) == 1:
            return self.r.choice([parts[0], str(parts[0])])
        if self.dates == "date" and len(parts) == 3:
            return date(*parts)
        if self.dates == "spelt":
            words = [f"tháng {parts[1]}", f"năm {parts[0]}"]
            return " ".join([f"ngày {parts[2]}", *words] if len(parts) == 3 else words)
        mark = self.dates if self.dates in "/-." else "/"
        return mark.join(f"{part:02d}" if self.r.random() < 0.5 else str(part) for part in reversed(parts))

    def _columns(self) -> list[tuple[str, str, str]]:
        """(key, title of the group or "", title) of every column in a random order, the name among the first."""
        word = {key: self.r.choice(words) for key, words in _WORDS.items()}
        groups: list[list[tuple[str, str, str]]] = [
            [("position", "", word["position"])],
            [("party", "", word["party"])],
        ]
        if self.gender_by == "birth":
            groups.append([("birth_male", word["birth"], "Nam"), ("birth_female", word["birth"], "Nữ")])
        else:
            groups.append([("birth", "", word["birth"])])
        if self.gender_by == "column":
            groups.append([("gender", "", word["gender"])])
        elif self.gender_by == "female":
            groups.append([("female", "", "Nữ")])
        elif self.gender_by == "both":
            groups.append([("male", "Giới tính", "Nam"), ("female", "Giới tính", "Nữ")])
        groups += [[(key, "", word[key])] for key in self.extras]
        if self.by == "column":
            groups.append([("programme", "", word["programme"])])
        elif self.by == "marks":
            kinds = [("short", "Ngắn hạn"), ("medium", "Trung hạn")]
            kinds += (
                [("language", "Ngoại ngữ")]
                if self.tongue_by == "column"
                else [(k, f"Tiếng {t}") for k, t in _TONGUES.items()]
            )
            groups.append([(f"mark_{key}", word["programme"], title) for key, title in kinds])
        if self.tongue_by == "column" and self.by in ("column", "marks", "section"):
            groups.append([("language", "", word["language"])])
        self.r.shuffle(groups)
        head = [("index", "", word["index"])] if self.indexed else []
        name = [("name", "", word["full_name"])]
        if self.r.random() < 0.25:
            name = [("family", word["full_name"] if self.r.random() < 0.5 else "", "Họ đệm"), ("given", "", "Tên")]
            name[1] = ("given", name[0][1], "Tên")
        return head + name + [column for group in groups for column in group]

    def _cell(self, key: str, person: dict[str, str], number: int) -> Any:
        name = person["name"]
        if self.gender_by == "address":
            name = ("Ông " if person["gender"] == "male" else "Bà ") + name
        if self.caps:
            name = name.upper()
        if key == "programme":
            return self._programme_text(person)
        if key.startswith("mark_"):
            kind = key.removeprefix("mark_")
            return self.r.choice("xX") if kind in (person["programme"], person["language"]) else ""
        if key.startswith("birth_"):
            return self._written(person["birth"]) if key == f"birth_{person['gender']}" else ""
        simple = {
            "index": number,
            "name": name,
            "family": name.rsplit(" ", 1)[0],
            "given": name.rsplit(" ", 1)[-1],
            "position": person["position"],
            "gender": "Nam" if person["gender"] == "male" else "Nữ",
            "male": "x" if person["gender"] == "male" else "",
            "female": "x" if person["gender"] == "female" else "",
            "language": f"tiếng {_TONGUES[person['language']]}" if person["language"] else "",
        }
        if key in simple:
            return simple[key]
        return self._written(person[key]) if key in ("birth", "party") else _FILL[key]

    def _programme_text(self, person: dict[str, str]) -> str:
        if person["programme"] != "language":
            return self.r.choice(_SHORT[person["programme"]])
        tongue = _TONGUES[person["language"]]
        return (
            "Ngoại ngữ"
            if self.tongue_by == "column"
            else self.r.choice([f"Ngoại ngữ (tiếng {tongue})", f"Tiếng {tongue}"])
        )

    # -- lines

    def make(self) -> Listing:
        """The list."""
        columns = self._columns()
        self._title()
        self._header(columns)
        self._body(columns)
        self._foot(len(columns))
        return self.list

    def _title(self) -> None:
        r, rows = self.r, self.list.rows
        rows += [[] for _ in range(r.randrange(0, 3))]
        if r.random() < 0.7:
            rows += [
                ["TỈNH UỶ MẪU", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
                ["BAN TỔ CHỨC", "", "", "Mẫu, ngày 5 tháng 12 năm 2022"],
                ["*"],
            ]
        what = "ĐĂNG KÝ BỒI DƯỠNG Ở NƯỚC NGOÀI NĂM 2023"
        if self.by == "title":
            named = {"short": "NGẮN HẠN", "medium": "TRUNG HẠN"}.get(
                self.one
            ) or f"NGOẠI NGỮ (TIẾNG {_TONGUES[self.one].upper()})"
            what = f"ĐĂNG KÝ BỒI DƯỠNG {named} NĂM 2023"
        elif self.by == "sheet":
            self.list.sheet = {"short": "Ngắn hạn", "medium": "DS trung han"}.get(
                self.one
            ) or f"NN tiếng {_TONGUES[self.one]}"
        rows += [
            [""] * r.randrange(0, 3) + [f"DANH SÁCH CÁN BỘ {what}"],
            ["(Kèm theo Công văn số 12-CV/TU ngày 5/12/2022)"],
            [],
        ]

    def _header(self, columns: list[tuple[str, str, str]]) -> None:
        rows = self.list.rows
        top = len(rows) + 1
        if not any(group for _, group, _ in columns):
            rows.append([title for _, _, title in columns])
        else:
            upper, lower = [], []
            for at, (_, group, title) in enumerate(columns):
                first = group and (at == 0 or columns[at - 1][1] != group)
                upper.append(group if first else "" if group else title)
                lower.append(title if group else "")
            rows += [upper, lower]
            if self.merged:
                self._merge_header(columns, top)
        if self.number_row:
            rows.append([self.number_row.format(at) for at in range(1, len(columns) + 1)])

    def _merge_header(self, columns: list[tuple[str, str, str]], top: int) -> None:
        at = 0
        while at < len(columns):
            group = columns[at][1]
            end = at
            while group and end + 1 < len(columns) and columns[end + 1][1] == group:
                end += 1
            left, right = _letter(at), _letter(end)
            if end > at:
                self.list.merges.append(f"{left}{top}:{right}{top}")
            elif not group:
                self.list.merges.append(f"{left}{top}:{left}{top + 1}")
            at = end + 1

    def _body(self, columns: list[tuple[str, str, str]]) -> None:
        r = self.r
        order = ["short", "medium", "language"]
        if self.by == "section":
            self.people.sort(key=lambda person: (order.index(person["programme"]), person["language"]))
        previous = ("", "")
        style = r.choice(
            ["A. Bồi dưỡng {}", "I - LỚP {}", "Phần thứ nhất: chương trình {}", "{}", "B) Khoá {} (02 người)"]
        )
        for number, person in enumerate(self.people, 1):
            if self.by == "section":
                previous = self._sections(person, previous, style)
            if r.random() < 0.1:
                self.list.rows.append([])
            self.list.rows.append([self._cell(key, person, number) for key, _, _ in columns])
            gender = "" if self.gender_by == "none" else person["gender"]
            self.list.truth.append(
                Truth(
                    len(self.list.rows),
                    person["name"],
                    gender,
                    person["birth"],
                    person["position"],
                    person["programme"],
                    person["language"],
                    person["party"],
                )
            )

    def _sections(self, person: dict[str, str], previous: tuple[str, str], style: str) -> tuple[str, str]:
        at = [""] * (self.r.choice([0, 1]) if self.indexed else 0)
        words = {"short": "ngắn hạn", "medium": "trung hạn", "language": "ngoại ngữ"}
        if person["programme"] != previous[0]:
            text = style.format(words[person["programme"]])
            self.list.rows.append([*at, text[0].upper() + text[1:]])
        if self.tongue_by != "column" and person["language"] and person["language"] != previous[1]:
            self.list.rows.append(
                [
                    *at,
                    self.r.choice(["1. Tiếng {}", "- Tiếng {}", "a) Lớp tiếng {}", "Tiếng {}"]).format(
                        _TONGUES[person["language"]]
                    ),
                ]
            )
        return person["programme"], person["language"]

    def _foot(self, width: int) -> None:
        r, rows = self.r, self.list.rows
        total = [
            ["", f"Tổng cộng: {len(self.people)} người"],
            ["Tổng số", len(self.people)],
            ["", "Cộng", "", len(self.people)],
            [],
        ]
        rows.append(r.choice(total))
        if r.random() < 0.5:
            rows.append(["Ghi chú: đồng chí Nguyễn Văn Thử xin rút khỏi lớp ngắn hạn."])
        if r.random() < 0.8:
            right = [""] * max(2, width - 3)
            rows += [
                [],
                [*right, "Mẫu, ngày 5 tháng 12 năm 2022"],
                ["", "NGƯỜI LẬP BIỂU", *right[2:], "T/M BAN THƯỜNG VỤ"],
                [*right, "PHÓ BÍ THƯ"],
                [],
                [],
                ["", "Lê Thị Lập", *right[2:], "Phạm Văn Ký"],
            ]


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else "A" + chr(39 + column)
