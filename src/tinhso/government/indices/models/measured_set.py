"""A set whose components the platform counts itself, in one of its dated versions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id


class MeasuredSet(models.Model):
    """`text`: the file as it was written, so that it comes out of an export as it went in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.CharField(max_length=120)
    key = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="measured_set_once"),
            models.UniqueConstraint(fields=["file"], name="measured_set_file_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="measured_set_days",
            ),
        ]
