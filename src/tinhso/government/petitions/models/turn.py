"""What happened to a petition, in the order it happened, with what was said."""

from __future__ import annotations

from django.db import models

from tinhso.government.petitions.models._base import Row, account_link, agency_link
from tinhso.government.petitions.models.petition import Petition


class Turn(Row):
    """One act. `text` is what was said (a question, a reason, a supplement); `late`: its own limit had passed."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="turns")
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=24)
    before = models.CharField(max_length=24, blank=True, default="")
    after = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = account_link()
    agency = agency_link(null=True)
    # Where it went, of a transfer; and where the clock stood before it, so that a return puts it back.
    to_agency = agency_link(null=True)
    clock_before = models.DateTimeField(null=True, blank=True)
    text = models.CharField(max_length=8000, blank=True, default="")
    late = models.BooleanField(default=False)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["petition", "ordinal"], name="petition_turn_once"),
        ]
