"""Verbs that make one person of two, and two again."""

from doanra.stages import merging
from verb_cases.scene import Scene

CASES = {
    "merging.merge.merge": (
        "people.merge", None, lambda s, by: merging.merge(s.pair.first, s.pair.second, chosen={}, by=by),
    ),
    "merging.undo.undo": (
        "people.unmerge", Scene.merged, lambda done, by: merging.undo(done, by=by),
    ),
}  # fmt: skip
