"""The ways into an account, and what a session that ended in a form leaves behind."""

from __future__ import annotations

from django.db import models

from doanra.records.hidden import HiddenJSONField
from doanra.records.models.accounts import Account
from doanra.records.sensitivity import sensitive


class AccountInvitation(models.Model):
    """A link that lets the person of an account set a password once. Only a digest of its token is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class KeptForm(models.Model):
    """What somebody had typed when the session had ended: names and values in their order, and names of files.

    Only the account that typed it gets it back; files themselves are not kept.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    page = models.CharField(max_length=500, blank=True)
    fields = sensitive(HiddenJSONField(default=list))
    files = models.JSONField(default=list)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
