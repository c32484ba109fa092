"""A question to another agency while the clock runs (linked one-stop)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link, agency_link, file_link
from tinhso.government.dossiers.models.dossier import Dossier


class Opinion(Row):
    """Asked by one agency, answered by another."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="opinions")
    asked_by_agency = agency_link()
    asked_by = account_link()
    agency = agency_link(index=True)
    question = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=4000, blank=True, default="")
    agrees = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = account_link()
    file = file_link()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="opinion_answer_has_text"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "dossier"], name="opinion_of_agency"),
            models.Index(
                fields=["agency", "due_at", "id"],
                name="opinion_waiting",
                condition=Q(answered_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]
