"""Holidays at home and in host countries: the calendar of the `holidays` package, and the office's word over it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.metadata import version

import holidays as package

from doanra.records.models import Holiday, HolidayChange
from doanra.stages import soundness
from doanra.stages.acting import Actor, acting
from doanra.terms.names import clean, fold
from doanra.terms.refusal import Refused

HOME = "VN"
YEARS = range(2022, 2101)
COUNTRIES = {
    "VN": ("Việt Nam",),
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
"""ISO codes by what courses call the country; the first name is the one shown."""
_LABELS = {"country": "nước", "day": "ngày", "change": "việc", "name": "tên ngày nghỉ", "source": "nguồn"}
_LANGUAGES = ("vi", "en_US", "en_SG", "en_AU")


def _key(name: str) -> str:
    return fold(name).replace("-", "").replace(" ", "")


_BY_NAME = {_key(name): code for code, names in COUNTRIES.items() for name in names}


def code_of(country: str) -> str:
    """The code of a country as a course names it; empty if its calendar is not known."""
    return _BY_NAME.get(_key(country), "")


@cache
def package_source() -> str:
    """What is cited where the office has said nothing; asked once, since it reads the package's files."""
    return f"holidays {version('holidays')}"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A holiday as it counts, or one that the office took out (``counts`` False). ``held`` is the office's own line."""

    day: date
    name: str
    source: str
    counts: bool = True
    held: Holiday | None = None


class Calendars:
    """All calendars with the office's table, which is read once; the package's part is kept for the whole process."""

    def __init__(self) -> None:
        self._said: dict[str, dict[date, Holiday]] = defaultdict(dict)
        for row in Holiday.objects.all():
            self._said[row.country][row.day] = row

    def year(self, code: str, *, year: int) -> list[DayOff]:
        """Every day of a country in a year by date, those that the office took out among them, marked."""
        found = {day: DayOff(day, name, package_source()) for day, name in shipped(code, year).items()}
        for day, row in self._said[code].items():
            if day.year != year:
                continue
            known = found.get(day)
            name = row.name or (known.name if known else "")
            found[day] = DayOff(day, name, row.source, counts=row.change != HolidayChange.REMOVE.value, held=row)
        return sorted(found.values(), key=lambda one: one.day)

    def within(self, code: str, *, first: date, days: int) -> list[DayOff]:
        """The holidays that count among so many days from the first."""
        last = first + timedelta(days=max(1, days) - 1)
        years = range(first.year, last.year + 1)
        found = [one for year in years for one in self.year(code, year=year)]
        return [one for one in found if one.counts and first <= one.day <= last]

    def on(self, day: date, *, country: str) -> list[tuple[str, DayOff]]:
        """The holidays on a day, at home and in the country that a course names; with the country's code."""
        codes = dict.fromkeys(code for code in (HOME, code_of(country)) if code)
        return [(code, one) for code in codes for one in self.within(code, first=day, days=1)]


@lru_cache(maxsize=400)
def shipped(code: str, year: int) -> dict[date, str]:
    """The package's own days of a country in a year by name; none for a country that it does not know."""
    if code not in COUNTRIES:
        return {}
    kind = type(package.country_holidays(code))
    language = next((one for one in _LANGUAGES if one in kind.supported_languages), None)
    return dict(package.country_holidays(code, years=year, language=language))


def put(*, country: str, day: date, change: str, name: str, source: str, by: Actor) -> Holiday:
    """Says of one day that it is a holiday, is none, or is called otherwise; a second word on it replaces the first.

    Refused without a source, without a name where one is needed, or where the package says nothing to change.
    """
    with acting("holidays.change", by=by, verb="holidays.put") as act:
        row = Holiday.objects.filter(country=country, day=day).first() or Holiday(country=country, day=day)
        act.detail = {"country": country, "day": day.isoformat(), "before": [row.change, row.name] if row.pk else None}
        if row.pk:
            act.watch(row)
        else:
            act.added(row)
        row.change, row.name, row.source = change, clean(name), clean(source)
        act.ground = row.source
        faults = soundness.faults(row, labels=_LABELS) or _faults(row)
        if faults:
            raise Refused("holiday_wrong", f"Ngày nghỉ: {'; '.join(faults)}.", remedy="Sửa các chỗ nêu trên.")
        row.save()
        act.subject, act.year = row, day.year
        act.detail |= {"after": [row.change, row.name], "source": row.source}
    return row


def _faults(row: Holiday) -> list[str]:
    known = row.day in shipped(row.country, row.day.year)
    faults = [] if row.country in COUNTRIES else [f"không có lịch của nước mang mã {row.country}"]
    if row.day.year not in YEARS:
        faults.append(f"năm {row.day.year} nằm ngoài khoảng {YEARS[0]}–{YEARS[-1]}")
    if row.change == HolidayChange.ADD.value and known:
        faults.append(f"{row.day:%d/%m/%Y} đã là ngày nghỉ trong bộ lịch; chọn đổi tên nếu tên chưa đúng")
    if row.change != HolidayChange.ADD.value and not known:
        faults.append(f"{row.day:%d/%m/%Y} không phải ngày nghỉ trong bộ lịch nên không có gì để bỏ hay đổi tên")
    if row.change != HolidayChange.REMOVE.value and not row.name:
        faults.append("chưa ghi tên ngày nghỉ, ví dụ “nghỉ bù Quốc khánh”")
    return faults


def take_back(row: Holiday, *, by: Actor) -> None:
    """Lets the package's calendar speak for a day again."""
    with acting("holidays.change", by=by, verb="holidays.take_back") as act:
        act.year = row.day.year
        act.detail = {"country": row.country, "day": row.day.isoformat(), "before": [row.change, row.name]}
        act.removed(row)
        row.delete()
