"""Numbers, money and dates as Vietnamese official papers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from doanra.terms.dates import PartialDate

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")
_BILLION = 10**9


def figure(number: int | Decimal) -> str:
    """``1.234.567`` or ``1.234.567,89``: points between thousands, a comma before decimals."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,")) if isinstance(number, Decimal) else _whole(number)


def money(dong: Decimal) -> str:
    """An amount in đồng: ``1.234.567.000 đồng``."""
    return f"{figure(dong)} đồng"


def money_in_words(dong: Decimal) -> str:
    """``Một tỷ hai trăm triệu đồng``; ValueError for less than nothing or a part of a đồng."""
    if dong < 0 or dong != dong.to_integral_value():
        raise ValueError(f"not a whole amount of đồng: {dong}")
    words = in_words(int(dong))
    return f"{words[0].upper()}{words[1:]} đồng"


def in_words(number: int) -> str:
    """A whole number, 0 or more, in Vietnamese words of the northern usage (nghìn, linh, tỷ)."""
    if number >= _BILLION:
        billions, rest = divmod(number, _BILLION)
        return f"{in_words(billions)} tỷ" + (f" {_below_billion(rest, full=True)}" if rest else "")
    return _below_billion(number, full=False) or _DIGITS[0]


def long_day(day: date) -> str:
    """``ngày 05 tháng 10 năm 2022``: a leading zero for days under 10 and for the months 1 and 2."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def short_day(day: date) -> str:
    """``05/10/2022``, ``18/7/2022``: the same zeros as ``long_day``."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def short_date(known: PartialDate | None) -> str:
    """A date as exact as it is known, with the zeros of ``short_day``; empty for None."""
    if known is None:
        return ""
    if known.exact is not None:
        return short_day(known.exact)
    return str(known.year) if known.month is None else f"{_month(known.month)}/{known.year}"


def roman(number: int) -> str:
    """I, II, III ... for the heads of groups (1 to 39)."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def _whole(number: int) -> str:
    return f"{number:,d}".replace(",", ".")


def _below_billion(number: int, *, full: bool) -> str:
    """``full`` says "không trăm" also in the first group, as after billions."""
    words: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            words.append(_three_digits(group, full=full or bool(words)) + _GROUPS[place])
    return " ".join(words)


def _three_digits(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if 0 < rest < 10:
        words.append(f"linh {_DIGITS[rest]}" if words else _DIGITS[rest])
    elif rest:
        words.append(_two_digits(rest))
    return " ".join(words)


def _two_digits(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return head
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{head} {special.get(ones, _DIGITS[ones])}"
