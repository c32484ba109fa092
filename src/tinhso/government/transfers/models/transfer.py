"""One dossier that was received for an agency elsewhere, with the moments of its way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.government.transfers.models.receiver import desk_link
from tinhso.lib.ids import new_id


class Transfer(models.Model):
    """Out: received, sent, arrived. Back: result sent, result arrived. Where it is now the dossier itself says."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier_id = models.UUIDField(unique=True)
    from_desk = desk_link()
    to_desk = desk_link()
    received_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    result_sent_at = models.DateTimeField(null=True, blank=True)
    result_arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(from_desk=F("to_desk")), name="transfer_two_desks"),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(sent_at__isnull=False, arrived_at__gte=F("sent_at")),
                name="transfer_arrives_after_sending",
            ),
            models.CheckConstraint(
                condition=Q(result_sent_at=None) | Q(arrived_at__isnull=False), name="transfer_back_after_out"
            ),
            models.CheckConstraint(
                condition=Q(result_arrived_at=None)
                | Q(result_sent_at__isnull=False, result_arrived_at__gte=F("result_sent_at")),
                name="transfer_result_in_order",
            ),
        ]
