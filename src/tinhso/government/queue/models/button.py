"""The buttons of a desk's kiosk: what people see instead of the fields that counters name."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tinhso.government.queue.models.counter import desk_link
from tinhso.lib.ids import new_id


class KioskButton(models.Model):
    """One button from a day on: a field, a group of procedures, or one. Dropped, it is kept for its numbers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = desk_link()
    label = models.CharField(max_length=80)
    field = models.CharField(max_length=60, blank=True, default="")
    procedures = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "label"], condition=Q(dropped_at=None), name="kiosk_label_once"
            ),
            models.CheckConstraint(
                condition=~Q(field="") | Q(procedures__len__gt=0), name="kiosk_leads_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.label
