"""The people who are nominated and go: one row a person, with what they have attended before."""

from __future__ import annotations

from django.db import models

from doanra.policy.facts import Funding
from doanra.records.fields import HiddenTextField, PartialDateField
from doanra.records.models.units import Unit
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Gender, Programme


class Person(models.Model):
    """A leader or official. ``search_key`` is folded, ``sort_key`` gives the order by given name.

    Telephone and e-mail are kept as blind indexes alone: by them two records are found to be one person.
    """

    full_name = basic(models.CharField(max_length=120))
    search_key = basic(models.CharField(max_length=120, db_index=True))
    sort_key = basic(models.CharField(max_length=400, db_index=True))
    gender = basic(models.CharField(max_length=6, blank=True, choices=Gender.choices()))
    birth = basic(PartialDateField())
    party_joined = sensitive(PartialDateField())
    id_number = basic(HiddenTextField(blank=True, default=""))
    id_index = basic(models.CharField(max_length=64, blank=True, db_index=True))
    phone_index = basic(models.CharField(max_length=64, blank=True, default="", db_index=True))
    email_index = basic(models.CharField(max_length=64, blank=True, default="", db_index=True))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["search_key", "birth"], name="person_name_birth"),
            models.Index(fields=["unit", "birth"], name="person_unit_birth"),
        ]

    def __str__(self) -> str:
        return self.full_name


class Participation(models.Model):
    """A course abroad that a person attended, whoever paid for it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="participations")
    funded_by = models.CharField(max_length=10, choices=Funding.choices())
    programme = models.CharField(max_length=10, blank=True, choices=Programme.choices())
    title = basic(models.CharField(max_length=200))
    country = basic(models.CharField(max_length=80, blank=True))
    starts_on = basic(models.DateField())
    ends_on = basic(models.DateField())
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_on"]
