"""Reads facts from plain JSON values. Every fault is refused with the place where it stands; docs/policy/facts.md."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from doanra.policy import rules
from doanra.policy.facts import Facts
from doanra.terms.dates import PartialDate
from doanra.terms.names import clean
from doanra.terms.refusal import Refused

T = TypeVar("T")
YEARS = range(1900, 2101)  # a year outside is a slip of the pen, and would run off the calendar when months are added
_KINDS = {str: "một chuỗi", int: "một số nguyên", bool: "true hoặc false"}


def read_facts(data: object) -> Facts:
    """Facts from a JSON object; the shape follows the dataclasses of `facts.py`, unknown names are refused.

    Dates are ``2027-04-05``; births and starts of courses may be ``1975-08`` or ``1975``. Refused ``bad_facts`` says at
    which place ("history.participations[0].starts_on") and what is expected.
    """
    facts = _record(Facts, data, "")
    if not clean(facts.person.full_name):
        raise _fault("person.full_name", "họ và tên để trống", "Ghi họ và tên, ví dụ “Nguyễn Văn An”.")
    for place, waiver in enumerate(facts.waivers):
        if waiver.rule not in rules.registry():
            known = ", ".join(sorted(rules.registry()))
            raise _fault(f"waivers[{place}].rule", f"không có quy tắc “{waiver.rule}”", f"Chọn một trong: {known}.")
    return facts


def _fault(place: str, what: str, remedy: str) -> Refused:
    return Refused("bad_facts", f"Dữ kiện sai ở “{place or 'gốc'}”: {what}.", remedy=remedy)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _record(kind: type[T], data: object, place: str) -> T:
    if not isinstance(data, dict):
        raise _fault(place, "cần một đối tượng {...}", 'Ví dụ {"person": {"full_name": "Nguyễn Văn An"}}.')
    assert is_dataclass(kind)
    members = {member.name: member for member in fields(kind)}
    strange = sorted(str(name) for name in data.keys() - members.keys())
    if strange:
        raise _fault(_join(place, strange[0]), "tên không có trong mô tả", f"Các tên dùng được: {', '.join(members)}.")
    for name, member in members.items():
        if name not in data and member.default is MISSING and member.default_factory is MISSING:
            raise _fault(_join(place, name), "thiếu giá trị bắt buộc", f"Thêm “{name}”.")
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], given, _join(place, name)) for name, given in data.items()})


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _value(hint: Any, given: object, place: str) -> Any:
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        inner = next(kind for kind in typing.get_args(hint) if kind is not type(None))
        return None if given is None else _value(inner, given, place)
    if origin is tuple:
        return _many(typing.get_args(hint)[0], given, place)
    if is_dataclass(hint) and hint is not PartialDate:
        return _record(typing.cast(type, hint), given, place)
    return _one(hint, given, place)


def _many(hint: Any, given: object, place: str) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise _fault(place, "cần một danh sách [...]", "Danh sách rỗng ghi [].")
    return tuple(_value(hint, item, f"{place}[{number}]") for number, item in enumerate(given))


def _one(hint: Any, given: object, place: str) -> Any:
    if hint in (date, PartialDate):
        return _day(hint, given, place)
    if issubclass(hint, StrEnum):
        words = [word.value for word in hint]
        if given not in words:
            raise _fault(place, f"{_short(given)} không phải giá trị dùng được", f"Chọn một trong: {', '.join(words)}.")
        return hint(given)
    if type(given) is not hint or _broken(given):
        raise _fault(place, f"cần {_KINDS[hint]}, nhận được {_short(given)}", "Sửa lại giá trị này.")
    return given


def _broken(given: object) -> bool:
    """Half of a character pair, which JSON can spell and no file can hold."""
    return isinstance(given, str) and any("\ud800" <= char <= "\udfff" for char in given)


def _day(hint: Any, given: object, place: str) -> date | PartialDate:
    example = "1975-08-05, 1975-08 hoặc 1975" if hint is PartialDate else "2027-04-05"
    if isinstance(given, str):
        try:
            day = PartialDate.parse(given)
        except ValueError:
            day = None
        if day is not None and day.year in YEARS:
            if hint is PartialDate:
                return day
            if day.exact is not None:
                return day.exact
    raise _fault(place, f"ngày không đọc được: {_short(given)}", f"Ghi như {example}.")


def _short(given: object) -> str:
    """What was given, short enough to stand in a sentence."""
    text = ascii(given) if _broken(given) else repr(given)
    return text if len(text) <= 60 else f"{text[:57]}..."
