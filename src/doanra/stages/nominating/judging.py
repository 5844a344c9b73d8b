"""What a letter sent by form is judged at once, as a list that is taken in: in the background, so that nobody waits."""

from __future__ import annotations

from django_tasks import task

from doanra.records.models import CallState, Submission
from doanra.stages import appraisals
from doanra.stages.acting import finishing

BY_ITSELF = "hệ thống, ngay khi đơn vị nộp"
"""By whom it is judged, in the trail: nobody asked for it."""


@task()
def judge_later(submission_id: int) -> None:
    """The background task of one receipt. A year that was closed meanwhile is left as it is."""
    made = Submission.objects.select_related("call").get(pk=submission_id)
    if made.call.state != CallState.OPEN.value:
        return
    sent = [draft.nomination for draft in made.drafts.select_related("nomination") if draft.nomination is not None]
    with finishing("appraisals.make", begun_by=None) as act:
        act.called, act.ground = BY_ITSELF, made.receipt
        appraisals.appraise_within(made.call, sent, act=act, judge=None)
