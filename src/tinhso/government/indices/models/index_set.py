"""A set of indices in one of its dated versions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id


class IndexSet(models.Model):
    """`content`: the file as it was read (set, group, main, component). On screen an operator loads the annex: the
    same structure with its components, from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    audience = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    content = models.JSONField()
    on_screen = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["key", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="index_set_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="index_set_days"
            ),
        ]

    @property
    def title(self) -> str:
        """The set's name."""
        return str(self.content["set"]["title"])

    @property
    def components(self) -> list[dict[str, Any]]:
        """Its components, none where the annex was not loaded."""
        return list(self.content.get("component", []))
