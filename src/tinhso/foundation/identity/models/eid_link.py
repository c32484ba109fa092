"""The e-identity behind an account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.lib.ids import new_id


class EidLink(models.Model):
    """Whom a provider vouches for, and how strongly: `loa` of the latest sign-in, `ial` of the identity."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField("identity.Account", on_delete=models.CASCADE, related_name="eid")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    tech_id = models.CharField(max_length=200, blank=True)
    loa = models.PositiveSmallIntegerField(default=0)
    ial = models.PositiveSmallIntegerField(default=0)
    linked_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="eid_link_subject_once"),
            models.UniqueConstraint(
                fields=["issuer", "tech_id"], condition=~Q(tech_id=""), name="eid_link_tech_id_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def level(self) -> int:
        """The level that counts: of the identity where it is told, else of the sign-in."""
        return self.ial or self.loa
