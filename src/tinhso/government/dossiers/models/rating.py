"""What the person thought of the service: free, never a condition for the result."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link
from tinhso.government.dossiers.models.dossier import Dossier


class Rating(Row):
    """One per dossier, by the citizen only: 1 (rất không hài lòng) to 5 (rất hài lòng)."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="rating")
    score = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=2000, blank=True, default="")
    rated_at = models.DateTimeField()
    rated_by = account_link()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="rating_one_to_five"),
        ]
