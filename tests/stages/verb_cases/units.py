"""Verbs on the register of units."""

from doanra.stages import units

CASES = {
    "units.load": ("units.load", None, lambda s, by: units.load(by=by)),
}  # fmt: skip
