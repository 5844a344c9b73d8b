"""The glossary that people read, found with and without marks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from doanra.terms.names import fold, given_name_key

_OWN_FILE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, its English and what it means in a sentence."""

    term: str
    english: str
    says: str


@cache
def terms() -> tuple[Term, ...]:
    """All words, in the order of the Vietnamese alphabet."""
    read = tomllib.loads(_OWN_FILE.read_text(encoding="utf-8"))["word"]
    return tuple(
        sorted((Term(**one) for one in read), key=lambda one: [given_name_key(word) for word in one.term.split()])
    )


def find(text: str) -> tuple[Term, ...]:
    """The words whose name, English or meaning has a word that begins with the text; all for an empty text."""
    wanted = fold(text)
    return tuple(one for one in terms() if f" {wanted}" in f" {fold(f'{one.term} {one.english} {one.says}')}")
