"""The one apology with a new due date (Mẫu 04)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.government.dossiers.models._base import Row, account_link, agency_link
from tinhso.government.dossiers.models.dossier import Dossier


class Extension(Row):
    """At most one per dossier: the link is one-to-one."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="extension")
    reason = models.CharField(max_length=2000)
    old_due = models.DateTimeField()
    new_due = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = account_link()
    agency = agency_link()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(new_due__gt=F("old_due")), name="extension_goes_forward"),
        ]
