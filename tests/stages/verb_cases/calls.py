"""Verbs on a year's call."""

from datetime import date

from doanra.stages import calls
from verb_cases.scene import DAY

CASES = {
    "calls.open_call": ("calls.open", None, lambda s, by: calls.open_call(2028, on=date(2027, 9, 15), by=by)),
    "calls.change": ("calls.change", None, lambda s, by: calls.change(s.call, values={"target_short": 7}, by=by)),
    "calls.remind": ("calls.remind", None, lambda s, by: calls.remind(s.call, units=[s.named[0].unit], on=DAY, by=by)),
    "calls.close": ("calls.close", None, lambda s, by: calls.close(s.call, by=by)),
}  # fmt: skip
