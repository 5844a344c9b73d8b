"""Rows of a workbook on their way from the preview to saving: signed, in the page itself, nothing kept meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from doanra.terms.refusal import Stale

Rows = list[tuple[dict[str, Any], tuple[date, ...]]]
_DECIMALS = frozenset({"field_share", "cost_fixed", "cost_per_head"})
_HOURS = 12


def pack(rows: Sequence[tuple[Mapping[str, Any], Sequence[date]]], *, year: int) -> str:
    """One text for a hidden field, good for half a day and this year only."""
    plain = [
        ({name: str(value) if name in _DECIMALS else value for name, value in values.items()}, [str(d) for d in starts])
        for values, starts in rows
    ]
    return signing.dumps(plain, salt=_salt(year), compress=True)


def unpack(text: str, *, year: int) -> Rows:
    """The rows again; Stale when the text is not one of ours or too old."""
    try:
        plain = signing.loads(text, salt=_salt(year), max_age=_HOURS * 3600)
    except signing.BadSignature as error:
        raise Stale(
            "preview_gone",
            _("Bản xem trước này không còn dùng được."),
            remedy=_("Chọn lại tệp bảng tính; bản xem trước giữ được 12 giờ."),
        ) from error
    return [
        (
            {name: Decimal(value) if name in _DECIMALS else value for name, value in values.items()},
            tuple(date.fromisoformat(day) for day in starts),
        )
        for values, starts in plain
    ]


def _salt(year: int) -> str:
    return f"courses.sheet.{year}"
