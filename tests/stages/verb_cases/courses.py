"""Verbs on a year's courses."""

from datetime import date

from doanra.stages import courses

STARTS = (date(2027, 4, 5),)
COURSE = {
    "code": "NH-09", "programme": "short", "topic": "Chủ đề giả định", "country": "Úc", "seats_min": 2, "seats_max": 4,
    "days": 14, "abroad_to": 14,
}  # fmt: skip

CASES = {
    "courses.put": ("courses.add", None, lambda s, by: courses.put(s.call, values=COURSE, starts=STARTS, by=by)),
    "courses.put_many": ("courses.load", None, lambda s, by: courses.put_many(s.call, rows=[(COURSE, STARTS)], by=by)),
    "courses.remove": ("courses.remove", None, lambda s, by: courses.remove(s.idle(), by=by)),
    "courses.copy_from": ("courses.copy", None, lambda s, by: courses.copy_from(s.empty, source=s.call, by=by)),
}  # fmt: skip
