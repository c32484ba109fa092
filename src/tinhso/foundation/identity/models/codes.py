"""Codes that work once: password reset, and recovery of a lost second factor."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class OneTimeCode(models.Model):
    """A short code sent to the person's own phone or e-mail, to set a new password."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="one_time_codes")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class RecoveryCode(models.Model):
    """One of ten codes that stand in for a lost authenticator app; each works once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once_per_account")
        ]

    def __str__(self) -> str:
        return str(self.id)
