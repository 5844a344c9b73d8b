"""Four plain ways in which units lay out their lists: which columns there are and how programmes are kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from doanra.intake.specimens.people import Nominee
from doanra.terms.words import Gender, Programme

Cell = str | int | date
LANGUAGE_LABELS = {"en": "Tiếng Anh", "zh": "Tiếng Trung Quốc", "lo": "Tiếng Lào", "km": "Tiếng Khmer"}


@dataclass(frozen=True, slots=True)
class Column:
    """A header (with a second line under a shared first one), a width in characters and what stands in a row."""

    header: str
    value: Callable[[Nominee], Cell]
    width: int = 14
    part: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """``apart``: programmes are told by a cell of the row, by a heading above rows, or by the sheet."""

    name: str
    apart: Literal["cell", "section", "sheet"]
    columns: tuple[Column, ...]
    has_programme_cell: bool = False

    @property
    def header_rows(self) -> int:
        """One, or two where columns share a header."""
        return 2 if any(column.part for column in self.columns) else 1


def _text_day(value: date | str) -> str:
    return value if isinstance(value, str) else f"{value:%d/%m/%Y}"


def _mark(programme: Programme) -> Callable[[Nominee], Cell]:
    return lambda person: "x" if person.programme == programme else ""


def _born(gender: Gender) -> Callable[[Nominee], Cell]:
    return lambda person: _text_day(person.birth) if person.gender is gender else ""


def _programme(person: Nominee) -> Cell:
    return person.programme.label if isinstance(person.programme, Programme) else person.programme


def _language(person: Nominee) -> Cell:
    return LANGUAGE_LABELS[person.language] if person.language else ""


NAME = Column("Họ và tên", lambda person: person.name, 26)
POSITION = Column("Chức vụ, đơn vị công tác", lambda person: person.position, 48)
GENDER = Column("Giới tính", lambda person: person.gender.label, 9)
BORN_TEXT = Column("Ngày sinh", lambda person: _text_day(person.birth), 12)
BORN_DATE = Column("Ngày, tháng, năm sinh", lambda person: person.birth, 12)
PROGRAMME = Column("Chương trình đăng ký", _programme, 14)
LANGUAGE = Column("Ngoại ngữ đăng ký", _language, 18)
PRIORITY = Column("Thứ tự ưu tiên", lambda person: person.priority, 8)
JOINED = Column("Ngày vào Đảng", lambda person: f"{person.joined:%d/%m/%Y}", 12)
EVALUATION = Column("Đánh giá, xếp loại năm {before}", lambda person: person.evaluation, 24)
DISCIPLINE = Column("Kỷ luật", lambda person: person.discipline, 16)
PLANNED = Column("Quy hoạch chức danh", lambda person: person.planned, 26)
LEVEL = Column("Trình độ ngoại ngữ", lambda person: person.level, 18)
HEALTH = Column("Sức khoẻ", lambda person: person.health, 14)
ABROAD = Column("Đã đi bồi dưỡng ở nước ngoài", lambda person: person.abroad, 30)

LAYOUTS = (
    Layout(
        "one-table",
        "cell",
        (
            *(NAME, BORN_TEXT, GENDER, POSITION, PROGRAMME, LANGUAGE, PRIORITY, JOINED),
            *(EVALUATION, DISCIPLINE, PLANNED, LEVEL, HEALTH, ABROAD),
        ),
        has_programme_cell=True,
    ),
    Layout(
        "sections",
        "section",
        (
            NAME,
            Column("Ngày sinh", _born(Gender.MALE), 12, "Nam"),
            Column("Ngày sinh", _born(Gender.FEMALE), 12, "Nữ"),
            *(POSITION, LANGUAGE, PRIORITY, JOINED, EVALUATION, DISCIPLINE, LEVEL, ABROAD),
        ),
    ),
    Layout(
        "sheets",
        "sheet",
        (
            *(NAME, BORN_DATE, Column("Nữ", lambda person: "x" if person.gender is Gender.FEMALE else "", 6)),
            *(POSITION, LANGUAGE, PRIORITY, PLANNED, EVALUATION, DISCIPLINE, HEALTH),
        ),
    ),
    Layout(
        "marks",
        "cell",
        (
            *(NAME, BORN_DATE, GENDER, POSITION),
            *(Column("Khoá đăng ký", _mark(kind), 9, kind.label) for kind in Programme),
            *(LANGUAGE, PRIORITY, JOINED, EVALUATION, DISCIPLINE, LEVEL, HEALTH, ABROAD),
        ),
    ),
)
