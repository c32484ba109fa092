"""Who takes paper over for a unit and a procedure, from a day to a day."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id

EVERY = "*"


def desk_link() -> Any:
    """A link to a desk's agency; agencies are never deleted, only closed."""
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")


class Receiver(models.Model):
    """For the matters of a unit under a procedure (`*`: all others) this desk takes the paper over.

    `valid_to` is the last day. `basis` names the decision; without a public source the row is unverified.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_code = models.CharField(max_length=10)
    procedure_code = models.CharField(max_length=40, default=EVERY)
    desk = desk_link()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True, default="")
    verified = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "procedure_code", "valid_from"], name="receiver_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["unit_code", "procedure_code"],
                condition=Q(valid_to=None),
                name="receiver_one_without_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="receiver_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(verified=False) | ~Q(basis=""), name="receiver_verified_says_why"
            ),
        ]
