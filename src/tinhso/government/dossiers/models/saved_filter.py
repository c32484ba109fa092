"""An officer's own worklist filter under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tinhso.government.dossiers.models._base import Row


class SavedFilter(Row):
    """`query` is the filter as `queries.filters.Filter.to_query()` writes it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="saved_filter_name_once")]
