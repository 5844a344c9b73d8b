"""Who may enter: one account, one duty, and what the duty is for: a unit, an appraising body, or a person who goes."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from doanra.records.models.bodies import AppraisingBody
from doanra.records.models.people import Person
from doanra.records.models.units import Unit
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Role


class Account(AbstractUser):
    """A person's key to the system. What it opens is told by its role and reach alone (policy.access).

    ``person`` is who a participant or a head of delegation is; ``superior`` is told when a duty stays undone;
    after ``ends_on``, the last day of the post, the key opens nothing.
    """

    full_name = basic(models.CharField(max_length=120))
    role = models.CharField(max_length=20, choices=Role.choices(), default=Role.INSPECTOR.value)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(AppraisingBody, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    superior = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ends_on = models.DateField(null=True, blank=True)

    @property
    def duty(self) -> Role:
        """The role as a word with its label."""
        return Role(self.role)

    def __str__(self) -> str:
        return self.full_name or self.username


for _inherited in ("username", "first_name", "last_name", "email"):
    basic(Account._meta.get_field(_inherited))  # type: ignore[type-var]  # a plain column of Django's own
sensitive(Account._meta.get_field("last_login"))  # an act in the system
