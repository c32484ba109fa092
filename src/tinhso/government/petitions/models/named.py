"""The officers whom a petition is about: they see nothing of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tinhso.government.petitions.models._base import Row
from tinhso.government.petitions.models.petition import Petition


class NamedOfficer(Row):
    """An officer's account that is kept away from the petition, in whatever capacity."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="named")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition", "account"], name="petition_named_once"),
        ]
