"""The day's serial of an agency: one locked row each, so codes have neither gap nor twin."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class DossierSerial(models.Model):
    """The last serial given by an agency (by its code, as printed) on a day."""

    agency_code = models.CharField(max_length=40)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency_code", "day"], name="serial_agency_day"),
            models.CheckConstraint(condition=Q(last__gte=0), name="serial_not_negative"),
        ]
