"""Numbers as the reader's language writes them; drawings and template filters share this."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.utils.translation import get_language

_SWAP: Final = str.maketrans(",.", ".,")


def reads_english() -> bool:
    """Is the active language English? Vietnamese is the other one and the default."""
    return (get_language() or "vi").startswith("en")


def figure(value: int | Decimal | float) -> str:
    """1.234.567 and 12,5; in English 1,234,567 and 12.5. No zeros at the end of a fraction."""
    if isinstance(value, int):
        text = f"{value:,}"
    else:
        text = f"{Decimal(str(value)):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if reads_english() else text.translate(_SWAP)
