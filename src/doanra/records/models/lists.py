"""Views of lists that somebody kept: which rows, which columns, in which order, and for whom."""

from __future__ import annotations

from typing import Any

from django.db import models

from doanra.records.models.accounts import Account
from doanra.terms.words import Role, Word


class ViewFor(Word):
    """Who is offered a view."""

    OWN = "own", "Chỉ mình tôi"
    ROLE = "role", "Mọi người cùng một vai trò"
    ALL = "all", "Mọi người"


class SavedView(models.Model):
    """A way of looking at a list, of any year: ``query`` as in the address, ``columns`` by key, none for the usual.

    It opens nothing: whoever follows it sees what his own rights and reach let him see.
    """

    name = models.CharField(max_length=80)
    listing = models.CharField(max_length=30)
    query = models.CharField(max_length=600, blank=True)
    columns: models.JSONField[Any, Any] = models.JSONField(default=list)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=4, choices=ViewFor.choices(), default=ViewFor.OWN.value)
    role = models.CharField(max_length=20, blank=True, choices=Role.choices())
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["audience", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["listing", "owner", "name"], name="saved_view_once")]
