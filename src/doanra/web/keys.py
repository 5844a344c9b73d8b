"""Keys of records as forms send them. What is no key is no record: it fails a whole act as a foreign one does."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from doanra.terms.refusal import NotFound

_DIGITS = 18  # so many always fit into a column of the database
_NAMED = 5


def key(text: str) -> int | None:
    """The key that a text is; None for anything else, digits of other scripts among it."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


def keys(texts: Iterable[str]) -> list[int]:
    """The keys that were sent, each once; NotFound names those that are none."""
    asked = list(dict.fromkeys(texts))
    found = [key(text) for text in asked]
    if wrong := [text for text, number in zip(asked, found, strict=True) if number is None]:
        raise foreign(wrong)
    return [number for number in found if number is not None]


def foreign(rows: Iterable[object]) -> NotFound:
    """The refusal of an act that names rows which are not there for its actor."""
    named = ", ".join(str(row)[:20] for row in list(rows)[:_NAMED])
    return NotFound(
        "foreign_row",
        _("Dòng số %(rows)s không có trong danh sách này, nên không dòng nào bị đổi.") % {"rows": named},
        remedy=_("Tải lại trang rồi chọn lại."),
    )
