"""A numbered result that was taken back before anybody received it."""

from __future__ import annotations

from django.db import models

from tinhso.government.dossiers.models._base import Row, account_link, agency_link, file_link, paper_link
from tinhso.government.dossiers.models.dossier import Dossier


class WithdrawnResult(Row):
    """What a result said when it was taken back. Its number is used up: the book never gives it again."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="withdrawn_results")
    title = models.CharField(max_length=600)
    granted = models.BooleanField(default=True)
    kind = models.CharField(max_length=10)
    serial = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True, default="")
    notation = models.CharField(max_length=60, blank=True, default="")
    source_system = models.CharField(max_length=120, blank=True, default="")
    agency = agency_link()
    file = file_link()
    paper = paper_link()
    issued_at = models.DateTimeField()
    issued_by = account_link()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = account_link()
    reason = models.CharField(max_length=1000)

    class Meta:
        ordering = ["withdrawn_at", "id"]
