"""Reads JSON with a memory for places: every fault is kept with its place (`courses[3].seats`), nothing stops early."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from doanra.terms.refusal import Refused

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MISSING = object()
_GREATEST = 10**12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where (as in ``courses[3].seats``) and what, in Vietnamese."""

    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


class Malformed(Refused):
    """A file that breaks its schema; ``faults`` names every one of them."""

    def __init__(self, code: str, message: str, *, faults: tuple[Fault, ...], remedy: str = "") -> None:
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(code, f"{message} ({len(faults)} lỗi):\n{lines}\n", remedy=remedy)
        self.faults = faults


def _shown(value: object) -> str:
    """The value as JSON, cut short, for a sentence."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


@dataclass(frozen=True, slots=True)
class At:
    """A value in a JSON document, its place, and the list to which its faults go."""

    value: object
    place: str
    faults: list[Fault]

    def fault(self, says: str) -> None:
        """Keeps a fault at this place."""
        self.faults.append(Fault(self.place or "(gốc)", says))

    def wrong(self, expected: str) -> None:
        """Keeps a fault that says what was expected here, unless the value is missing (then that was said already)."""
        if self.value is not _MISSING:
            self.fault(f"phải là {expected}, đang là {_shown(self.value)}")

    def _child(self, key: str | int, value: object) -> At:
        place = f"{self.place}[{key}]" if isinstance(key, int) else f"{self.place}.{key}".lstrip(".")
        return At(value, place, self.faults)

    def is_a(self, schema: str) -> None:
        """The document names this schema."""
        if not isinstance(self.value, dict):
            self.wrong("một đối tượng {...}")
        elif (found := self["schema"]).value != schema:
            found.wrong(f"“{schema}”")

    def mapping(self) -> Mapping[str, object]:
        """The object here, or an empty one with a fault."""
        if isinstance(self.value, dict):
            return self.value
        if self.place:
            self.wrong("một đối tượng {...}")
        return {}

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def __getitem__(self, key: str) -> At:
        """The value under a key that must be there."""
        if not isinstance(self.value, dict):
            return self._child(key, _MISSING)
        child = self._child(key, self.value.get(key, _MISSING))
        if child.value is _MISSING:
            child.fault("thiếu khóa này")
        return child

    def items(self) -> list[At]:
        """The entries of the list here, or none with a fault."""
        if isinstance(self.value, list):
            return [self._child(n, value) for n, value in enumerate(self.value)]
        self.wrong("một danh sách [...]")
        return []

    def fields(self) -> list[tuple[str, At]]:
        """The keys and values of the object here."""
        return [(key, self._child(key, value)) for key, value in self.mapping().items()]

    def extra(self, known: Collection[str]) -> dict[str, object]:
        """What stands here beyond the known keys: carried through unharmed."""
        return {key: value for key, value in self.mapping().items() if key not in known}

    def whole(self, *, low: int = -_GREATEST, high: int = _GREATEST) -> int:
        """A whole number within limits."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and low <= self.value <= high:
            return self.value
        upper = "" if high == _GREATEST else f" đến {high}"
        self.wrong("số nguyên" + ("" if low == -_GREATEST else f" từ {low}{upper}"))
        return max(low, 0)

    def number(self, *, low: float, high: float) -> float:
        """A number within limits; whole numbers stay whole."""
        if isinstance(self.value, int | float) and not isinstance(self.value, bool) and low <= self.value <= high:
            return self.value
        self.wrong(f"số từ {low:g} đến {high:g}")
        return low

    def text(self) -> str:
        """A text that is not empty."""
        if isinstance(self.value, str) and self.value:
            return self.value
        self.wrong("chữ, không để trống")
        return ""

    def flag(self) -> bool:
        """true or false."""
        if isinstance(self.value, bool):
            return self.value
        self.wrong("true hoặc false")
        return False

    def day(self) -> date:
        """A day as in 2027-04-05."""
        if isinstance(self.value, str) and _ISO_DAY.match(self.value):
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                pass
        self.wrong("ngày dạng 2027-04-05")
        return date.min

    def pair(self, read: Callable[[At], T]) -> tuple[T, T] | None:
        """Two values of one kind, the first not above the second."""
        if not isinstance(self.value, list) or len(self.value) != 2:
            self.wrong("hai giá trị [từ, đến]")
            return None
        before = len(self.faults)
        first, second = (read(item) for item in self.items())
        if len(self.faults) == before and first > second:  # type: ignore[operator]  # int or date
            self.wrong("hai giá trị tăng dần")
            return None
        return first, second


def no_twins(items: list[At], ids: list[str]) -> None:
    """Keeps a fault at each entry whose id was there before."""
    seen: set[str] = set()
    for item, name in zip(items, ids, strict=True):
        if name and name in seen:
            item.fault(f"mã “{name}” đã có ở trên")
        seen.add(name)
