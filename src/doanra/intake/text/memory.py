"""Remembering what was made of short texts, which lists repeat; long ones would fill the memory of a server."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_LONG = 200


def remembered(size: int) -> Callable[[Callable[Concatenate[str, P], T]], Callable[Concatenate[str, P], T]]:
    """``lru_cache`` for functions of a text, past texts of more than 200 characters."""

    def decorate(function: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
        cached = lru_cache(size)(function)

        @wraps(function)
        def remember(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if len(text) > _LONG:
                return function(text, *args, **kwargs)
            return cached(text, *args, **kwargs)  # type: ignore[arg-type]

        return remember

    return decorate
