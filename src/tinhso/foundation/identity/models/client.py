"""Programs that use the REST API, and their tokens."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.lib.ids import new_id


class ApiClient(models.Model):
    """A program of an agency or partner; acts through its own account of kind client."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField("identity.Account", on_delete=models.PROTECT, related_name="api_client")
    name = models.CharField(max_length=120)
    agency = models.ForeignKey(
        "organisation.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """One token: shown once, kept only as a hash, scoped, always with an end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, hexadecimal")
    hint = models.CharField(
        max_length=8, help_text="First characters, so that a person can tell tokens apart"
    )
    scopes = ArrayField(models.CharField(max_length=40))
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="token_ends_after_issue", condition=models.Q(expires_at__gt=models.F("issued_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.hint
