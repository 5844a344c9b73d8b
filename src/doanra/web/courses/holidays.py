"""Public holidays of Viet Nam and of the host country around a course: notes for whoever chooses the first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import gettext as _

from doanra.terms.names import fold
from doanra.web.templatetags.doanra import daymonth

LONG = 31
"""Courses of more days always meet holidays; of them only the first day is looked at."""

_CODES = {
    "KR": ("Hàn Quốc", "Đại Hàn Dân Quốc"), "JP": ("Nhật Bản", "Nhật"), "SG": ("Xin-ga-po", "Singapore"),
    "AU": ("Ô-xtrây-li-a", "Úc", "Australia"), "NZ": ("Niu Di-lân", "New Zealand"), "CN": ("Trung Quốc",),
    "LA": ("Lào",), "KH": ("Cam-pu-chia", "Campuchia"), "FR": ("Pháp",), "DE": ("Đức",),
    "GB": ("Anh", "Vương quốc Anh"),
    "US": ("Hoa Kỳ", "Mỹ"), "CA": ("Ca-na-đa", "Canada"), "SE": ("Thuỵ Điển",), "DK": ("Đan Mạch",),
    "FI": ("Phần Lan",), "NO": ("Na Uy",), "NL": ("Hà Lan",), "BE": ("Bỉ",), "CH": ("Thuỵ Sĩ",),
    "IT": ("I-ta-li-a", "Ý"),
    "ES": ("Tây Ban Nha",), "RU": ("Nga", "Liên bang Nga"), "IN": ("Ấn Độ",), "TH": ("Thái Lan",),
    "MY": ("Ma-lai-xi-a", "Malaysia"), "ID": ("In-đô-nê-xi-a", "Indonesia"), "PH": ("Phi-líp-pin", "Philippines"),
    "IL": ("I-xra-en", "Israel"), "AT": ("Áo",), "PL": ("Ba Lan",), "HU": ("Hung-ga-ri", "Hungary"),
    "IE": ("Ai-len", "Ireland"), "CU": ("Cu-ba",),
}  # fmt: skip


def _key(name: str) -> str:
    return fold(name).replace("-", "").replace(" ", "")


_BY_NAME = {_key(name): code for code, names in _CODES.items() for name in names}


@dataclass(frozen=True, slots=True)
class DayNote:
    """A first day, and what speaks against it or should be known (several sentences, or none)."""

    day: date
    notes: tuple[str, ...]


def notes_on(starts: tuple[date, ...], *, days: int, country: str) -> list[DayNote]:
    """Each first day with its notes: a week end, holidays at home and at the host's."""
    code = _BY_NAME.get(_key(country), "")
    return [DayNote(day, tuple(_notes(day, days=days, country=country, code=code))) for day in starts]


def _notes(day: date, *, days: int, country: str, code: str) -> list[str]:
    found = []
    if day.weekday() >= 5:
        name = _("thứ Bảy") if day.weekday() == 5 else _("Chủ nhật")
        found.append(_("khai giảng vào %(name)s") % {"name": name})
    length = 1 if days > LONG else days
    home = _within(day, days=length, code="VN")
    if home:
        found.append(_("nghỉ lễ Việt Nam: %(names)s") % {"names": home})
    away = _within(day, days=length, code=code) if code else ""
    if away:
        found.append(_("nghỉ lễ %(country)s: %(names)s") % {"country": country, "names": away})
    return found


def _within(first: date, *, days: int, code: str) -> str:
    """``2/9 Quốc khánh, 3/9 Quốc khánh``: the holidays among the days of a course."""
    span = [first + timedelta(days=place) for place in range(days)]
    known = _calendar(code, first.year) | (_calendar(code, span[-1].year) if span[-1].year != first.year else {})
    return ", ".join(f"{daymonth(day)} {known[day]}" for day in span if day in known)


@lru_cache(maxsize=200)
def _calendar(code: str, year: int) -> dict[date, str]:
    kind = type(holidays.country_holidays(code))
    wanted = ("vi", "en_US", "en_SG", "en_AU")
    language = next((one for one in wanted if one in kind.supported_languages), None)
    return dict(holidays.country_holidays(code, years=year, language=language))
