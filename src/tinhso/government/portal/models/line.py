"""How the line to the portal itself stands."""

from __future__ import annotations

from django.db import models


class Line(models.Model):
    """One row. `down_since`: nothing was answered since then; nothing is tried before `next_try_at`.

    `refused`: the portal answered, and did not let us in: to go on knocking would lock the province's account.
    """

    name = models.CharField(max_length=20, primary_key=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    down_since = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    refused = models.BooleanField(default=False)
    why = models.CharField(max_length=500, blank=True, default="")
