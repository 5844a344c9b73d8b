"""How official papers write dates and ages: zero before days under 10 and months 1 and 2, as the sources do."""

from __future__ import annotations

from datetime import date

from doanra.terms.dates import PartialDate


def paper_date(day: date | PartialDate) -> str:
    """``05/10/2022``, ``15/5/2023``, ``01/9/2024``; less exact dates as ``5/1964`` or ``1964``."""
    parts = [] if isinstance(day, PartialDate) and day.day is None else [f"{day.day:02d}"]
    if day.month is not None:
        parts.append(f"{day.month:02d}" if day.month <= 2 else str(day.month))
    return "/".join([*parts, str(day.year)])


def age(months: int) -> str:
    """An age or length in months as ``61 tuổi 3 tháng`` or ``62 tuổi``."""
    years, rest = divmod(months, 12)
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"
