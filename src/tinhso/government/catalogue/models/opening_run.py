"""Many procedures opened in one go: what was asked, how far it is, what was refused and why."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.lib.ids import new_id


class OpeningRun(models.Model):
    """`codes` in their order, of which the first `done` were tried; `refused` is [{code, title, why}].

    `actor` holds the capacity of who asked, `wanted` is `rules.wanted.to_json`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)
    actor: Any = models.JSONField(default=dict)
    wanted: Any = models.JSONField(default=dict)
    codes: Any = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused: Any = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["made_at", "id"], name="catalogue_run_order")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def total(self) -> int:
        """How many procedures were asked for."""
        return len(self.codes)
