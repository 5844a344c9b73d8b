"""Tables of people thrown together by chance: headers cut, merged, repeated; sections, totals, notes, signatures."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from intake.elsewhere.columns import Column, Maker
from intake.elsewhere.people import TONGUES, Nominee, nominee, spoilt

WORDS = {"short": "ngắn hạn", "medium": "trung hạn", "language": "ngoại ngữ"}


@dataclass
class Sheet:
    """Rows of cells with merges ((top, left, bottom, right) from 0) and the people in them."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    people: list[Nominee] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False


class TableMaker:
    """One sheet with one or more tables of people in rows."""

    def __init__(self, r: random.Random, name: str) -> None:
        self.r = r
        self.sheet = Sheet(name)

    def make(self) -> Sheet:
        """The sheet."""
        r, sheet = self.r, self.sheet
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            self._table()
        self._foot()
        return sheet

    def _table(self) -> None:
        r = self.r
        self.by = r.choice(["row", "row", "section", "title"])
        kind, tongue = r.choice(["short", "medium", "language"]), r.choice(list(TONGUES))
        self.maker = Maker(r, by=self.by)
        fixed = {"programme": kind, "language": tongue} if self.by == "title" else {}
        self.people = [nominee(r, **fixed) for _ in range(r.randrange(2, 9))]
        if r.random() < 0.4:
            cells = self.by == "row" and self.maker.programme_by in ("words", "codes")
            self.people.append(spoilt(nominee(r, **fixed), r, programme_in_cell=cells))
            if self.maker.birth_by in ("three", "three_heads", "day_and_year") and self.people[-1].codes == [
                "birth_date_invalid"
            ]:
                self.people.pop()
            r.shuffle(self.people)
        self.columns = self.maker.columns()
        self._features()
        self._title(kind, tongue)
        self._header()
        self._body()

    def _features(self) -> None:
        m = self.maker
        self.sheet.features |= {
            f"by:{self.by}", f"gender:{m.gender_by}", f"name:{m.name_by}", f"index:{m.index}",
            f"programme:{m.programme_by}",
            f"birth:{m.birth_by}", f"date:{m.style}", f"legend:{m.legend_at}" if m.legends() else "legend:none",
        }  # fmt: skip

    def _title(self, kind: str, tongue: str) -> None:
        r, rows = self.r, self.sheet.rows
        rows += [[] for _ in range(r.randrange(0, 3))]
        if not self.sheet.people and r.random() < 0.7:
            rows += [
                ["TỈNH UỶ MẪU", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
                ["BAN TỔ CHỨC", "", "", "Mẫu, ngày 5 tháng 12 năm 2022"],
                ["*"],
            ]
        what = "bồi dưỡng ở nước ngoài năm 2023"
        if self.by == "title":
            what = f"bồi dưỡng {WORDS[kind]}{f' (tiếng {TONGUES[tongue]})' if kind == 'language' else ''} năm 2023"
        title = f"DANH SÁCH CÁN BỘ ĐĂNG KÝ {what}"
        at = r.randrange(0, 3)
        rows.append([""] * at + [title.upper() if r.random() < 0.7 else title])
        if r.random() < 0.4:
            self.sheet.merges.append((len(rows) - 1, at, len(rows) - 1, max(at + 2, len(self.columns) - 1)))
        if r.random() < 0.5:
            rows.append(["(Kèm theo Công văn số 12-CV/TU ngày 5/12/2022)"])
        if self.maker.legends() and self.maker.legend_at == "title":
            rows += [[f"({legend})"] for legend in self.maker.legends()]
        if r.random() < 0.5:
            rows.append([])

    # -- header

    def _header(self, *, again: bool = False) -> None:
        r = self.r
        if not again:
            self.look = r.choice(["plain", "plain", "cut", "merged", "merged"])
            self.numbers = r.choice(["", "", "({})", "{}", "int"])
        deep = max(len(column.path) for column in self.columns)
        self.sheet.features |= {f"header:{self.look}", f"depth:{deep}"}
        cut = None if self.look != "cut" else self.cut if again else self._cut()
        self.cut = cut
        lines = cut or self._grouped(deep)
        top = len(self.sheet.rows)
        self.sheet.rows += [list(line) for line in lines]
        if self.look == "merged" and deep == 2:
            self._merge(top)
        if self.numbers:
            row: list[Any] = [
                n if self.numbers == "int" else self.numbers.format(n) for n in range(1, len(self.columns) + 1)
            ]
            self.sheet.rows.append(row)

    def _grouped(self, deep: int) -> list[list[str]]:
        if deep == 1:
            return [[column.path[0] for column in self.columns]]
        upper, lower = [], []
        for at, column in enumerate(self.columns):
            group = column.path[0] if len(column.path) > 1 else ""
            first = not group or at == 0 or self.columns[at - 1].path[:-1] != column.path[:-1]
            upper.append(column.path[0] if first else "")
            lower.append(column.path[-1] if group else "")
        return [upper, lower]

    def _cut(self) -> list[list[str]] | None:
        """Single headers cut at spaces over two or three rows; groups stay as they are in the first and last."""
        deep = self.r.choice([2, 2, 3])
        lines: list[list[str]] = [[] for _ in range(deep)]
        for at, column in enumerate(self.columns):
            if len(column.path) > 1:
                first = at == 0 or self.columns[at - 1].path[:-1] != column.path[:-1]
                cells = [column.path[0] if first else "", *[""] * (deep - 2), column.path[-1]]
            else:
                words = column.path[0].replace("\n", " ").split(" ")
                if "(" in column.path[0] or len(words) == 1:
                    cells = [column.path[0], *[""] * (deep - 1)]
                else:
                    pieces = min(deep, len(words))
                    step = -(-len(words) // pieces)
                    cells = [" ".join(words[n * step : (n + 1) * step]) for n in range(deep)]
            for line, cell in zip(lines, cells, strict=True):
                line.append(cell)
        return [line for line in lines if any(line)]

    def _merge(self, top: int) -> None:
        at = 0
        while at < len(self.columns):
            path = self.columns[at].path
            end = at
            while (
                len(path) > 1
                and end + 1 < len(self.columns)
                and self.columns[end + 1].path[:-1] == path[:-1]
                and len(self.columns[end + 1].path) > 1
            ):
                end += 1
            if end > at:
                self.sheet.merges.append((top, at, top, end))
            elif len(path) == 1:
                self.sheet.merges.append((top, at, top + 1, at))
            at = end + 1

    # -- body

    def _body(self) -> None:
        r = self.r
        if self.by == "section":
            order = ["short", "medium", "language"]
            self.people.sort(key=lambda person: order.index(person.programme))
        style = r.choice(
            [
                "A. Bồi dưỡng {}",
                "I - LỚP {}",
                "Phần thứ nhất: chương trình {}",
                "{}",
                "B) Khoá {} (02 người)",
                "NH TH NN",
            ]
        )
        units = self.by != "section" and r.random() < 0.4
        restart = r.random() < 0.5
        number, before, pages = 0, "", r.random() < 0.25
        for count, person in enumerate(self.people):
            if self.by == "section" and person.programme != before:
                words = dict(zip(WORDS, style.split(" "), strict=False)) if style == "NH TH NN" else WORDS
                self._line(words[person.programme] if words is not WORDS else style.format(WORDS[person.programme]))
                before, number = person.programme, 0 if restart else number
            if units and count % 3 == 0:
                self._line(
                    r.choice(
                        [
                            "I. Huyện uỷ A",
                            "Ban Tổ chức Tỉnh uỷ",
                            "* Sở Nội vụ",
                            "Khối các cơ quan tỉnh (3 người)",
                            "VĂN PHÒNG UBND TỈNH",
                        ]
                    )
                )
                number = 0 if restart else number
                self.sheet.features.add("sections:unit")
            if pages and count == 3:
                self._header(again=True)
                self.sheet.features.add("header:again")
            if r.random() < 0.1:
                self.sheet.rows.append([])
            number += 1
            self._person(person, number)
        count = len(self.people)
        total: list[list[Any]] = [
            ["", f"Tổng cộng: {count} người"], ["Tổng số", count], ["", "Cộng", "", count], [],
            [f"Danh sách này có {count} người./."], ["", f"Danh sách gồm {count:02d} đồng chí"],
            ["", "Trong đó nữ:", 1], ["", "Tỷ lệ nữ", "33%"], [f"Ấn định danh sách: {count} người"],
            ["Người liên hệ:", "Nguyễn Văn Hỏi", "", "", "0951234567"], ["Bằng chữ: Bảy người"],
        ]  # fmt: skip
        self.sheet.rows.append(r.choice(total))
        if self.maker.legends() and self.maker.legend_at == "note":
            self.sheet.rows += [[f"Ghi chú: {legend}"] for legend in self.maker.legends()]

    def _line(self, text: str) -> None:
        at = self.r.choice([0, 1]) if self.maker.index != "none" else 0
        self.sheet.rows.append([""] * at + [text[0].upper() + text[1:]])
        if self.r.random() < 0.5:
            row = len(self.sheet.rows) - 1
            self.sheet.merges.append((row, at, row, len(self.columns) - 1))

    def _person(self, person: Nominee, number: int) -> None:
        self.sheet.rows.append([column.cell(person, number) for column in self.columns])
        person.row = person.row_end = len(self.sheet.rows)
        keys = {column.key for column in self.columns}
        person.sheet = self.sheet.name
        if "party" not in keys:
            person.party = ""
        if "priority" not in keys:
            person.priority = 0
        self.sheet.people.append(person)
        if self.r.random() < 0.02:
            self.sheet.hidden_rows.add(person.row)

    def _foot(self) -> None:
        r, rows = self.r, self.sheet.rows
        if r.random() < 0.15:
            self._counts()
        right = [""] * max(2, len(self.columns) - 3)
        if r.random() < 0.3:
            rows.append([])
        if r.random() < 0.8:
            rows += [
                [*right, "Mẫu, ngày 5 tháng 12 năm 2022"],
                [
                    r.choice(["", "Nơi nhận:", "NGƯỜI LẬP BIỂU"]),
                    *right[1:],
                    r.choice(["T/M BAN THƯỜNG VỤ", "KT. GIÁM ĐỐC", "TL. BỘ TRƯỞNG", "CHỦ TỊCH", "Q. VỤ TRƯỞNG"]),
                ],
                [
                    r.choice(["", "- Như trên;", "- Ban Tổ chức Trung ương;"]),
                    *right[1:],
                    r.choice(["PHÓ BÍ THƯ", "PHÓ GIÁM ĐỐC", "(Ký, ghi rõ họ tên)"]),
                ],
                [r.choice(["", "- Lưu: VT, TCCB."])],
                [],
                ["", r.choice(["", "Lê Thị Lập"]), *right[2:], "Phạm Văn Ký"],
            ]

    def _counts(self) -> None:
        """A table that counts the people of the sheet."""
        self.sheet.features.add("foot:counts")
        self.sheet.rows += [[], ["TỔNG HỢP"], ["Chương trình", "Số lượng", "Nam", "Nữ"]]
        for kind, words in WORDS.items():
            count = sum(person.programme == kind for person in self.sheet.people)
            self.sheet.rows.append([words.capitalize(), count, count, 0])
        self.sheet.rows.append(["Tổng", len(self.sheet.people), len(self.sheet.people), 0])


def columns_of(maker: TableMaker) -> list[Column]:
    """The columns of the last table made."""
    return maker.columns
