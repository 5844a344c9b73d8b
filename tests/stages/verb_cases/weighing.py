"""Verbs on a year's weights."""

from doanra.stages import weighing

CASES = {
    "weighing.put": ("weighing.put", None, lambda s, by: weighing.put(s.call, values={"band_span": 3}, by=by)),
}  # fmt: skip
