"""Capacity: person × position × agency × dates. It alone gives rights."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tinhso.foundation.identity.rules.roles import ROLES
from tinhso.lib.ids import new_id


class Capacity(models.Model):
    """An officer's place in an agency. `valid_to` is the last day on which it still holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="capacities")
    agency = models.ForeignKey("organisation.Agency", on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=20))
    position = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    awaiting = models.BooleanField(
        default=False, help_text="Offered to an officer of another agency; gives no right until accepted"
    )
    granted_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            GinIndex(fields=["roles"], name="capacity_roles"),
            models.Index(fields=["agency", "valid_from"], name="capacity_of_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                name="capacity_dates_in_order",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(name="capacity_has_a_role", condition=models.Q(roles__len__gt=0)),
            models.CheckConstraint(
                name="capacity_roles_known", condition=models.Q(roles__contained_by=sorted(ROLES))
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
