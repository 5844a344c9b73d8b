"""Who may enter: one account, one duty, and for a unit's account the unit."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from doanra.records.models.units import Unit
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Role


class Account(AbstractUser):
    """A person's key to the system. What it opens is told by its role alone (policy.access)."""

    full_name = basic(models.CharField(max_length=120))
    role = models.CharField(max_length=20, choices=Role.choices(), default=Role.INSPECTOR.value)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    @property
    def duty(self) -> Role:
        """The role as a word with its label."""
        return Role(self.role)

    def __str__(self) -> str:
        return self.full_name or self.username


for _inherited in ("username", "first_name", "last_name", "email"):
    basic(Account._meta.get_field(_inherited))  # type: ignore[type-var]  # a plain column of Django's own
sensitive(Account._meta.get_field("last_login"))  # an act in the system
