"""Bodies that join in the appraisal of a list: each is asked for its own part and no other."""

from __future__ import annotations

from typing import Any

from django.db import models


class AppraisingBody(models.Model):
    """A body of the Party or the State that gives an opinion on nominees. Which there are is the office's setting.

    ``vets`` marks the body whose opinion is political vetting: outcome, date and document number alone are kept of it.
    ``sees`` names the fields that it is shown of those it is asked about, beside the name.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=80)
    asked_about = models.CharField(max_length=300, blank=True)
    vets = models.BooleanField(default=False)
    sees: models.JSONField[Any, Any] = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.short
