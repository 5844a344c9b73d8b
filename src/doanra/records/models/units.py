"""Provinces and central bodies through time: own identity, dated names and codes, who followed whom."""

from __future__ import annotations

from datetime import date

from django.db import models

from doanra.terms.words import Word


class UnitKind(Word):
    """What a unit is; titles are read by it."""

    PROVINCE = "province", "Tỉnh, thành phố"
    CENTRAL = "central", "Cơ quan Trung ương"


class Unit(models.Model):
    """A body that sends people. Never keyed by name or code, which are used again after mergers."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=UnitKind.choices())
    # What it belongs under: who acts for that unit acts for this one too.
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    act = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False)
    confidence = models.CharField(max_length=4, blank=True)
    # The name and short name now, or at the end of its life: kept beside the dated names for lists and search.
    name = models.CharField(max_length=160)
    short = models.CharField(max_length=80)
    party_body = models.CharField(max_length=160, blank=True)
    letter_code = models.CharField(max_length=20, blank=True)
    abbreviation = models.CharField(max_length=8, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    search_key = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ["kind", "order", "id"]

    def in_force(self, on: date) -> bool:
        """Whether the unit exists on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def letterhead(self) -> str:
        """Who signs its letters: the Party committee of a province, otherwise the body itself."""
        return self.party_body or self.name

    def __str__(self) -> str:
        return self.short


class UnitName(models.Model):
    """A name in a period; ``party_body`` is the committee that signs letters, such as Tỉnh uỷ Lào Cai."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=160)
    short = models.CharField(max_length=80)
    party_body = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class UnitCode(models.Model):
    """A code in a period, by scheme: ``GSO`` (statistics) or ``EID`` (Decision 20/2020/QĐ-TTg)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=10)
    code = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class Succession(models.Model):
    """One unit went into another on a day."""

    predecessor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="origins")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]
