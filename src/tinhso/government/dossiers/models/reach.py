"""Which agencies a dossier concerns: kept by the database itself, so that a list reads what an agency has."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import agency_link
from tinhso.government.dossiers.models.dossier import Dossier


class Reach(models.Model):
    """One agency that received, helped or decides a dossier, held a step of it or was asked about it.

    Nobody writes here: triggers on dossiers, steps and opinions add a row in the same transaction, and take it
    away when nothing joins the two any more (migrations 0010, 0017). Agencies stand as they were then; whose matters
    they are today is asked by `offices.every_of`.
    """

    pk: Any = models.CompositePrimaryKey("dossier_id", "agency_id")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="reach", db_index=False)
    agency = agency_link()
    # The dossier's own: after a split it tells which of the successors has its matters.
    unit_code = models.CharField(max_length=10, blank=True, default="")

    # The dossier's own, always.
    filed_at = models.DateTimeField(null=True, blank=True)
    next_due = models.DateTimeField(null=True, blank=True)
    state = models.PositiveSmallIntegerField(null=True, blank=True)
    transfer = models.PositiveSmallIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    last_moved_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=10, blank=True, default="")
    field_code = models.CharField(max_length=80, blank=True, default="")
    assisted = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [
            # What an agency sees, and its register in the order of filing: what few dossiers meet is looked for here.
            models.Index(
                fields=["agency", "filed_at", "dossier"],
                include=["state", "channel", "field_code", "unit_code", "assisted"],
                name="reach_by_filing",
            ),
            # A worklist of an agency is read from here in its order, its numbers without touching a dossier.
            models.Index(
                fields=["agency", "next_due", "dossier"],
                include=[
                    "state",
                    "transfer",
                    "due_at",
                    "last_moved_at",
                    "channel",
                    "field_code",
                    "unit_code",
                ],
                condition=Q(next_due__isnull=False),
                name="reach_at_work",
            ),
        ]
