"""By which door a rating came in, when it came by the code on the receipt."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.lib.ids import new_id


class UsedDoor(models.Model):
    """A rating code that was used: once, for its one dossier. `how`: by QR on one's own device, or the tablet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier_id = models.UUIDField(unique=True)
    how = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(how__in=["qr", "tablet"]), name="used_door_how_known"),
        ]
