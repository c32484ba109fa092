"""Satisfied or not with a published answer: one voice per person or receipt."""

from __future__ import annotations

from django.db import models

from tinhso.government.petitions.models._base import Row
from tinhso.government.petitions.models.petition import Petition


class Reaction(Row):
    """`voter` is a keyed digest of the account or of the receipt: it counts once and names nobody."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="reactions")
    voter = models.CharField(max_length=64)
    satisfied = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition", "voter"], name="petition_reaction_once"),
        ]
