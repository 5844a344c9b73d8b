"""Taking the trail away."""

from doanra.stages import trail

CASES = {
    "trail.export": ("trail.export", None, lambda s, by: trail.export(by=by, form="csv", events=3, wanted={})),
}  # fmt: skip
