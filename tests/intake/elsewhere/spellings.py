"""Dates, crosses and boxes as units write them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

STYLES = [
    "date", "date", "serial", "slash", "slash", "dash", "dot", "iso", "spaces", "two", "spelt", "compact", "nbsp",
    "broken", "strokes", "halfspelt", "month_word", "abbreviated", "roman", "doubled", "remark",
]  # fmt: skip
_SPOKEN = ["giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"]
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
CROSSES = ["x", "x", "X", "v", "✓", "☑", "(x)", "✔", "x "]


def dated(iso: str, r: random.Random, style: str) -> Any:
    """A date as units write it; what is not known is left out, or said to be so."""
    parts = [int(part) for part in iso.split("-")]
    if iso == "1975-02-31":
        return "31/02/1975"
    if len(parts) == 1:
        y = parts[0]
        return r.choice([y, str(y), f" {y} ", f"--/--/{y}", f"…/…/{y}", f"Năm {y}", f"{y}.0"])
    if len(parts) == 2:
        y, m = parts
        return r.choice(
            [f"{m:02d}/{y}", f"tháng {m}/{y}", f"T{m}/{y}", f"{m} - {y}", f"…/{m}/{y}", f"Tháng {m:02d} năm {y}",
             f"tháng {_SPOKEN[m - 1]} năm {y}", f"?/{m:02d}/{y}"]
        )  # fmt: skip
    return _whole(*parts, style)


def _whole(y: int, m: int, d: int, style: str) -> Any:
    if style == "date":
        return date(y, m, d)
    if style == "serial":
        return (date(y, m, d) - date(1899, 12, 30)).days
    return {
        "slash": f"{d}/{m}/{y}", "dash": f"{d:02d}-{m:02d}-{y}", "dot": f"{d:02d}.{m:02d}.{y}",
        "iso": f"{y}-{m:02d}-{d:02d}", "spaces": f" {d:02d} / {m:02d} / {y} ", "two": f"{d:02d}/{m:02d}/{y % 100:02d}",
        "spelt": f"ngày {d} tháng {m} năm {y}", "compact": f"{d:02d}{m:02d}{y}",
        "nbsp": f"{d:02d}/\u00a0{m:02d}/{y}", "broken": f"{d:02d}/{m:02d}\n/{y}", "strokes": f"{d}\u2215{m}\u2215{y}",
        "halfspelt": f"{d:02d} tháng {m:02d} năm {y}", "month_word": f"mùng {d} tháng {_SPOKEN[m - 1]} năm {y}",
        "abbreviated": f"{d:02d}-thg{m}-{y}", "roman": f"{d}.{_ROMAN[m - 1]}.{y}", "doubled": f"{d:02d}//{m:02d}//{y}",
        "remark": f"{d:02d}/{m:02d}/{y} (theo lý lịch)",
    }[style]  # fmt: skip


def boxed(options: Mapping[str, str] | Sequence[tuple[str, str]], ticked: str) -> str:
    """``☑ Nam ☐ Nữ``: all options with their boxes."""
    return "  ".join(f"{'☑' if key == ticked else '☐'} {word}" for key, word in dict(options).items())
