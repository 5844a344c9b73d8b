"""Words that everybody here guesses first: they add nothing to a password (ASVS 5.0, 6.1.2 and 6.2.11)."""

from __future__ import annotations

from collections.abc import Iterable

from doanra.terms.names import fold

WORDS = (
    "doan ra", "co quan thuong truc", "ban to chuc", "trung uong", "van phong", "don vi", "can bo", "boi duong",
    "nuoc ngoai", "viet nam", "mat khau", "dang nhap", "quan tri", "tham dinh", "password", "admin", "qwerty",
    "123456", "abc123",
)  # fmt: skip
LEFT = 8
"""Letters and figures that must remain once those words are taken out."""


def guessable(password: str, *, own: Iterable[str] = ()) -> bool:
    """Whether too little of a password remains without the words above and without ``own`` (user name, name)."""
    rest = _plain(password)
    for word in sorted({_plain(one) for one in (*WORDS, *own)} - {""}, key=len, reverse=True):
        rest = rest.replace(word, "") if len(word) > 2 else rest
    return len(rest) < LEFT


def _plain(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
