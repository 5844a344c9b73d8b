"""Verbs on saving in the background."""

from doanra.stages import savings
from verb_cases.scene import DAY, Scene

CASES = {
    "savings.runs.start": ("nominations.save_later", None, lambda s, by: savings.start(s.file, on=DAY, by=by)),
    "savings.runs.cancel": (
        "nominations.save_cancel", Scene.saving, lambda run, by: savings.cancel(run, by=by),
    ),
}  # fmt: skip
