"""Two records that may be one person: pairs found, what was decided on them, merges with all that undoes them."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.fields import HiddenTextField
from doanra.records.models.accounts import Account
from doanra.records.models.people import Person
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Word


class PairState(Word):
    """What was said of a pair. A pair that was merged is no pair any more."""

    OPEN = "open", "Chờ xem"
    APART = "apart", "Không phải một người"


class LikelyPair(models.Model):
    """Two records, the older one ``first``, that may be one person; ``strength`` is 1 to 100.

    ``reasons`` are words of ``stages.people`` that say what agrees and what does not. A decision holds while
    ``fingerprint``, a digest of what both records said then, is still theirs; ``again`` says that it held no more.
    """

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    strength = models.PositiveSmallIntegerField()
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    state = models.CharField(max_length=6, choices=PairState.choices(), default=PairState.OPEN.value)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = basic(models.CharField(max_length=300, blank=True))
    fingerprint = models.CharField(max_length=64, blank=True)
    again = models.BooleanField(default=False)

    class Meta:
        ordering = ["-strength", "id"]
        indexes = [models.Index(fields=["state", "-strength"], name="likely_pair_state")]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="likely_pair_once")]


class Merge(models.Model):
    """One record went into another. ``kept_key`` and ``absorbed_key`` are their keys on that day.

    ``chosen`` tells for each field whose value was taken ("kept" or "absorbed"), ``moved`` how many things of each kind
    were "moved" to the kept person, and how many "folded": kept in the journal alone. ``journal`` has all that an
    undoing needs, unreadable at rest.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    kept_key = models.BigIntegerField()
    absorbed_key = models.BigIntegerField(db_index=True)
    absorbed_name = basic(models.CharField(max_length=120))
    chosen: models.JSONField[Any, Any] = models.JSONField(default=dict)
    moved: models.JSONField[Any, Any] = models.JSONField(default=dict)
    journal = sensitive(HiddenTextField())
    note = basic(models.CharField(max_length=300, blank=True))
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
