"""Verbs on days somebody cannot travel."""

from datetime import date

from doanra.stages import unavailable
from verb_cases.scene import DAY, person


def busy(scene, by):
    return unavailable.add(
        scene.call, person=person(scene, 0), first_day=DAY.replace(year=2027), last_day=date(2027, 10, 9),
        reason="duty", by=by,
    )  # fmt: skip


CASES = {
    "unavailable.add": ("unavailable.add", None, lambda s, by: busy(s, by)),
    "unavailable.remove": (
        "unavailable.remove", lambda s: busy(s, None), lambda row, by: unavailable.remove(row, by=by),
    ),
}  # fmt: skip
