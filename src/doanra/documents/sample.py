"""Reads a context from TOML: tables become dataclasses, by their type hints. Unknown or missing keys are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from doanra.terms.dates import PartialDate
from doanra.terms.refusal import Refused


def read(kind: type[Any], *, table: Mapping[str, Any], where: str) -> Any:
    """An instance of the dataclass ``kind``; ``where`` names the place in the file for the refusal."""
    hints = get_type_hints(kind)
    unknown = sorted(set(table) - set(hints))
    if unknown:
        raise _refused(f"{where}: không có mục “{unknown[0]}”", remedy=f"Các mục dùng được: {', '.join(hints)}.")
    for field in fields(kind):
        if field.name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise _refused(f"{where}: thiếu mục “{field.name}”", remedy="Thêm mục này theo mẫu sample.toml.")
    return kind(**{name: _value(hints[name], raw, where=f"{where}: {name}") for name, raw in table.items()})


def _value(hint: Any, raw: Any, *, where: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise _refused(f"{where} phải là một dãy", remedy='Ví dụ: recipients = ["Lưu Văn thư"].')
        return tuple(_value(get_args(hint)[0], item, where=f"{where}[{place}]") for place, item in enumerate(raw, 1))
    options = [option for option in get_args(hint) if option is not type(None)]
    return _single(options[0] if options else hint, raw, where=where)


def _single(kind: type[Any], raw: Any, *, where: str) -> Any:
    if is_dataclass(kind) and kind is not PartialDate and isinstance(raw, Mapping):
        return read(kind, table=raw, where=where)
    try:
        return _plain(kind, raw)
    except (ArithmeticError, TypeError, ValueError) as fault:
        remedy = "Ngày viết 2027-04-05, ngày sinh viết trong ngoặc kép như 1975-08, số tiền viết là số."
        raise _refused(f"{where} có giá trị không đọc được: {raw!r}", remedy=remedy) from fault


def _plain(kind: type[Any], raw: Any) -> Any:
    if kind is PartialDate:
        return PartialDate.parse(raw)
    if kind is Decimal:
        return Decimal(str(raw))
    if issubclass(kind, Enum):
        return kind(raw)
    if kind in (str, int, bool, date) and type(raw) is kind:
        return raw
    raise TypeError(f"{raw!r} is not {kind}")


def _refused(message: str, *, remedy: str) -> Refused:
    return Refused("documents.sample", f"{message}.", remedy=remedy)
