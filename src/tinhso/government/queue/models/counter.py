"""The counters (quầy) of a one-stop desk, each from a day to a day."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id


def desk_link() -> Any:
    """A link to the desk's agency; agencies are never deleted, only closed."""
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")


class Counter(models.Model):
    """One counter: its number on the screen, and what it serves (no field and no procedure: everything).

    `valid_to` is its last day; a counter that serves something else from a day on is a new row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = desk_link()
    number = models.PositiveSmallIntegerField()
    fields = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    procedures = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"], condition=Q(valid_to=None), name="counter_number_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="counter_days_in_order"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="counter_number_positive"),
        ]
