"""Verbs that issue papers."""

from doanra.stages import papers
from verb_cases.scene import DAY, Scene

CASES = {
    "papers.year_plan": ("papers.year_plan", Scene.published, lambda p, by: papers.year_plan(p, on=DAY, by=by)),
    "papers.delegation_list": (
        "papers.delegation_list", Scene.published,
        lambda p, by: papers.delegation_list(p, code="NH-01", form="excel", on=DAY, by=by),
    ),
    "papers.chaser_letters": (
        "papers.chaser_letters", None,
        lambda s, by: papers.chaser_letters(s.call, on=DAY, units=[s.named[0].unit_id], by=by),
    ),
}  # fmt: skip
