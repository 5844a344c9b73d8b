"""One cell of a course: the value, or why it can't be one and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from doanra.intake.cells.dates import read_date
from doanra.intake.reading import Value
from doanra.intake.text.keys import phrase_key
from doanra.terms.names import clean
from doanra.terms.words import Audience, ContentGroup, Field, Language, Programme, Word

Reader = Callable[[Value], Any]
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:[. ,]\d{3})+|\d+)")
_YES = frozenset({"co", "x", "1", "true", "phien dich", "co phien dich"})
_NO = frozenset({"", "khong", "0", "false", "khong phien dich"})
_BETWEEN_DAYS = re.compile(r"[;\n]|,(?=\s*\d)|\s+và\s+")


class Wrong(Exception):
    """Stays in this room: ``message`` says what is wrong with the cell, ``remedy`` what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def is_empty(value: Value) -> bool:
    """Nothing in it."""
    return value is None or (isinstance(value, str) and not clean(value))


def text(value: Value) -> str:
    """Clean text; a whole number without its ".0"."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else clean(str(value))


def limited(most: int) -> Reader:
    """Text of at most so many characters."""

    def read(value: Value) -> str:
        found = text(value)
        if len(found) > most:
            raise Wrong(f"dài {len(found)} ký tự, nhiều nhất {most}", "Viết ngắn lại.")
        return found

    return read


def code(value: Value) -> str:
    """The code of a course; it stands in addresses and file names."""
    found = text(value)
    if not re.fullmatch(r"[\w.-]{1,20}", found):
        raise Wrong(f"mã “{found}” không dùng được", "Chỉ gồm chữ, số, dấu chấm, gạch ngang; ví dụ NH-01.")
    return found


def word(kind: type[Word], *, example: str) -> Reader:
    """A member of a closed set, by its label or its stored value."""
    known = {phrase_key(form): one.value for one in kind for form in (one.label, one.value)}
    if kind is ContentGroup:
        known |= {f"nhom {one.value}": one.value for one in kind}
    if kind is Language:
        known |= {phrase_key(one.label.removeprefix("tiếng ")): one.value for one in kind}
    if kind is Programme:
        known |= {f"boi duong {phrase_key(one.label)}": one.value for one in kind}

    def read(value: Value) -> str:
        found = text(value)
        if not found:
            return ""
        if phrase_key(found) not in known:
            offered = "; ".join(one.label for one in kind)
            raise Wrong(f"“{found}” không có trong danh sách", f"Ghi một trong: {offered}. Ví dụ: {example}.")
        return known[phrase_key(found)]

    return read


programme = word(Programme, example="Ngắn hạn")
content_group = word(ContentGroup, example="4")
field_of_work = word(Field, example="Kinh tế, khoa học, công nghệ")
language = word(Language, example="tiếng Anh")


def audiences(value: Value) -> str:
    """Letters A to F in order, written ``ABCD``, ``A, B, C`` or ``A-D``."""
    found = text(value).upper()
    span = re.fullmatch(r"([A-F])\s*[-–]\s*([A-F])", found)
    letters = [chr(one) for one in range(ord(span[1]), ord(span[2]) + 1)] if span else re.findall(r"[^\s,;.]", found)
    if set(letters) - {one.value for one in Audience}:
        raise Wrong(f"“{found}” không phải nhóm đối tượng", "Ghi các chữ từ A đến F, ví dụ: A, B, C, D.")
    return "".join(sorted(set(letters)))


def yes_or_no(value: Value) -> bool:
    """``Có``, ``x`` or nothing."""
    found = phrase_key(text(value)) if not isinstance(value, bool) else str(value).casefold()
    if found not in _YES | _NO:
        raise Wrong(f"“{text(value)}” không rõ có hay không", "Ghi “Có” hoặc để trống.")
    return found in _YES


def whole(least: int, most: int) -> Reader:
    """A whole number within bounds."""

    def read(value: Value) -> int:
        number = amount(value)
        if number != int(number) or not least <= number <= most:
            raise Wrong(f"{text(value)} không hợp lệ", f"Ghi một số nguyên từ {least} đến {most}.")
        return int(number)

    return read


def amount(value: Value) -> Decimal:
    """An amount as a number or as ``1.234.567``; not below zero."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = Decimal(str(value))
    else:
        written = re.sub(r"\s*(?:đ|đồng|vnd)\.?$", "", text(value), flags=re.IGNORECASE)
        if not _AMOUNT.fullmatch(written):
            raise Wrong(f"“{text(value)}” không phải là số", "Ghi số, ví dụ 95000000 hoặc 95.000.000.")
        found = Decimal(re.sub(r"[. ,]", "", written))
    if not 0 <= found < 10**15:
        raise Wrong(f"{text(value)} không hợp lệ", "Ghi số không âm, đơn vị là đồng.")
    return found


def share(value: Value) -> Decimal:
    """A share between 0 and 1, written ``0,5`` or ``50%``."""
    found = text(value).replace(",", ".").rstrip()
    percent = found.endswith("%")
    try:
        number = Decimal(found.rstrip("% "))
    except ArithmeticError:
        number = Decimal(-1)
    number = number / 100 if percent or number > 1 else number
    if not 0 <= number <= 1:
        raise Wrong(f"“{text(value)}” không phải là tỉ lệ", "Ghi từ 0 đến 1 hoặc phần trăm, ví dụ 0,5 hoặc 50%.")
    return round(number, 2)


def days(year: int) -> Reader:
    """First days of courses in one year: one date in the cell, or several with ``;`` or on lines of their own."""

    def read(value: Value) -> tuple[date, ...]:
        parts = [value] if isinstance(value, date | datetime | float | int) else _BETWEEN_DAYS.split(str(value or ""))
        return tuple(sorted({_day(part, year=year) for part in parts if not is_empty(part)}))

    return read


def _day(value: Value, *, year: int) -> date:
    found = value.strip() if isinstance(value, str) else value
    if isinstance(found, str) and re.fullmatch(r"\d{1,2}\s*/\s*\d{1,2}", found):
        found = f"{found}/{year}"  # a column of days of one year is often written without it
    reading = read_date(found)
    day = reading.date.exact if reading.date else None
    shown = f"{value:%d/%m/%Y}" if isinstance(value, date) else text(value)
    if day is None:
        raise Wrong(
            f"“{shown}” không phải là một ngày", f"Ghi ngày/tháng/năm, cách nhau bằng “;”: 05/4/{year}; 06/9/{year}."
        )
    if day.year != year:
        raise Wrong(f"ngày {shown} không thuộc năm {year}", f"Ghi ngày trong năm {year}, ví dụ 05/4/{year}.")
    return day
