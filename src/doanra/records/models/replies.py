"""What each unit answered to a call, as it was noted: rows are only added, so that any past day stays as it was."""

from __future__ import annotations

from django.db import models

from doanra.records.models.calls import Invitation
from doanra.records.models.nominations import SourceFile


class Reply(models.Model):
    """One answer: a list that was saved (``file``), or a letter that names nobody.

    ``on`` is the day of the answer, ``noted_on`` the day on which the office's books had it, ``taken_back_on`` the day
    on which its file was undone. An answer stands at the end of a day if it was noted by then and not taken back yet.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="replies")
    file = models.ForeignKey(SourceFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    on = models.DateField()
    noted_on = models.DateField()
    names_nobody = models.BooleanField(default=False)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(noted_on__gte=models.F("on")), name="reply_noted_after"),
        ]
