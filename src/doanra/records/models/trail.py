"""The trail: one row for every act with all that it touched, chained so that none can be taken out or altered unseen.

Rows are only ever added: triggers of the database refuse every change (`records.guard`).
"""

from __future__ import annotations

from django.db import models

from doanra.records.hidden import HiddenJSONField
from doanra.records.models.accounts import Account
from doanra.records.models.bodies import AppraisingBody
from doanra.records.models.units import Unit
from doanra.records.sensitivity import basic, sensitive
from doanra.terms.words import Word


class Event(models.Model):
    """Who did what, in which duty, for which body, when, on what ground. ``verb`` is the stage and the verb.

    ``unit`` is whom the act concerned as a whole, or for whom it was done; ``body`` the appraising body that acted.
    ``ground`` names the document that the act rests on. ``subject`` is the kind and key of what it was about.
    """

    at = sensitive(models.DateTimeField(db_index=True))
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = basic(models.CharField(max_length=120))
    role = models.CharField(max_length=20, blank=True, default="")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(AppraisingBody, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60, db_index=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True, db_index=True)
    ground = basic(models.CharField(max_length=200, blank=True, default=""))
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True, blank=True)
    detail = sensitive(HiddenJSONField(default=dict))

    class Meta:
        ordering = ["-id"]


class Did(Word):
    """What an act did to a thing."""

    ABOUT = "about", "liên quan"
    ADDED = "added", "thêm"
    CHANGED = "changed", "sửa"
    REMOVED = "removed", "bỏ"


class EventThing(models.Model):
    """One thing that an act was about or touched, by kind and key, so that its story is one look into an index.

    ``changes`` is a list of ``[of, field, old, new, kept]``: ``of`` is the kind of what bears the field ("" for the
    thing itself), ``kept`` the sensitivity of the value. Values that nobody may read here are only marked (null, null).
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="things")
    kind = models.CharField(max_length=40)
    key = models.BigIntegerField()
    did = models.CharField(max_length=8, choices=Did.choices())
    changes = sensitive(HiddenJSONField(null=True))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "key", "event"], name="event_thing_story")]


class EventLink(models.Model):
    """An event's place in the chain: the hash binds its content to all that came before."""

    sequence = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]


class TrailHead(models.Model):
    """The one row that says where the chain ends; who lengthens it holds this row.

    ``seal`` is made with the key: who cuts the chain and mends the row leaves one that does not fit.
    """

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True, default="")
