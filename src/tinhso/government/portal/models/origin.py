"""What the portal said of a filing that is no fact of the dossier itself."""

from __future__ import annotations

from django.db import models

from tinhso.government.portal.models._base import Row


class Origin(Row):
    """One dossier filed on the portal: the account there and how it had proven who it is."""

    dossier_id = models.UUIDField(unique=True)
    portal_code = models.CharField(max_length=60, unique=True)
    tech_id = models.CharField(max_length=200, blank=True, default="")
    identity_level = models.CharField(max_length=40, blank=True, default="")
    proven = models.BooleanField(default=False)
    filed_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
