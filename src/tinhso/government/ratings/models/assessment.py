"""What an assessor declared for an index (thẩm định): kept beside what was measured, never in its place."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tinhso.lib.ids import new_id


class Assessment(models.Model):
    """Points that a person gave an agency for an index in a quarter. The newest counts, earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    index = models.CharField(max_length=2)
    points = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(points__lte=2), name="assessment_two_at_most"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="assessment_quarter"),
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_has_reason"),
        ]
        indexes = [
            models.Index(fields=["agency", "year", "quarter", "index", "at"], name="assessment_newest"),
        ]
