"""Signed-in devices, so that a person can see them and end one."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class SignIn(models.Model):
    """One signed-in browser. Ending it deletes its session in the store."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    device = models.CharField(max_length=200, blank=True)
    level = models.CharField(
        max_length=40, blank=True, default="", help_text="Of the e-identity (LoA2.IAL2); empty: by password"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-started_at"], name="sign_in_of_account")]

    def __str__(self) -> str:
        return str(self.id)
