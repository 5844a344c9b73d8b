"""Lines that are in memory already, such as a register that is never long; and their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")
Key = Callable[[Any], Any]


class Held(Sequence[T], Generic[T]):
    """Lines as a page and a file of a list ask for them."""

    def __init__(self, lines: Iterable[T]) -> None:
        self._lines = list(lines)

    @overload
    def __getitem__(self, part: int) -> T: ...
    @overload
    def __getitem__(self, part: slice) -> list[T]: ...

    def __getitem__(self, part: int | slice) -> T | list[T]:
        return self._lines[part]

    def __len__(self) -> int:
        return len(self._lines)

    def stream(self) -> Iterator[T]:
        """All of them."""
        return iter(self._lines)


def in_order(lines: Sequence[T], *, order: str, keys: Mapping[str, Key]) -> list[T]:
    """By ``order``, a name in ``keys`` with a minus for the other way round; what has no value is last, equals stay."""
    key = keys.get(order.lstrip("-"))
    if key is None:
        return list(lines)
    there = [line for line in lines if key(line) not in (None, "")]
    gone = [line for line in lines if key(line) in (None, "")]
    return sorted(there, key=key, reverse=order.startswith("-")) + gone
