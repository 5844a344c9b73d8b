"""Verbs of the appraisal."""

from doanra.stages import appraisals
from verb_cases.scene import DAY

CASES = {
    "appraisals.appraise": ("appraisals.make", None, lambda s, by: appraisals.appraise(s.call, by=by)),
    "appraisals.record_evidence": (
        "appraisals.evidence", None,
        lambda s, by: appraisals.record_evidence(s.named[0], kind="health", outcome=True, by=by),
    ),
    "appraisals.waive": (
        "appraisals.waive", None,
        lambda s, by: appraisals.waive(s.named[0], rule="short_once", document="1", on=DAY, signer="x", by=by),
    ),
}  # fmt: skip
