"""Verbs on the calendar."""

from datetime import date

from doanra.stages import holidays


def holiday(by):
    return holidays.put(country="VN", day=date(2027, 6, 1), change="add", name="Nghỉ bù", source="1-TB", by=by)


CASES = {
    "holidays.put": ("holidays.put", None, lambda s, by: holiday(by)),
    "holidays.take_back": (
        "holidays.take_back", lambda s: holiday(None), lambda row, by: holidays.take_back(row, by=by),
    ),
}  # fmt: skip
