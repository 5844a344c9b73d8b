"""The office's own table of titles and words of fields, by which the text of a position is read."""

from __future__ import annotations

from django.db import models

from doanra.terms.words import Audience, Field


class PostTitle(models.Model):
    """One title as written, and what it means in a period. Bands, 1 to 5, are the office's own scale."""

    pattern = models.CharField(max_length=160)
    unit_kinds = models.CharField(max_length=40, blank=True)  # blank: any; else words with commas
    audience = models.CharField(max_length=1, blank=True, choices=Audience.choices())
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    field = models.CharField(max_length=30, blank=True, choices=Field.choices())
    leads = models.BooleanField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-band", "pattern"]

    def __str__(self) -> str:
        return self.pattern


class FieldWord(models.Model):
    """A word in the name of a body that tells the field of work."""

    pattern = models.CharField(max_length=160, unique=True)
    field = models.CharField(max_length=30, choices=Field.choices())

    class Meta:
        ordering = ["field", "pattern"]

    def __str__(self) -> str:
        return self.pattern
