from __future__ import annotations

from django.db import models


class World(models.Model):
    """The clock of a world that starts elsewhere in time (`--as-of`): one row, or none in the real world."""

    started_at = models.DateTimeField()
    starts_as = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(models.Value(1), name="one_world")]
