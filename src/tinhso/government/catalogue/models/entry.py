"""An entry of the national catalogue in one dated version. It offers nothing: an entry is closed."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id


class CatalogueEntry(models.Model):
    """What the catalogue said of a code from `valid_from` to `valid_to` (inclusive; none: the last import).

    The days are those of the imports, not of the law: they tell since when the province has known it.
    `record` is `rules.stored.to_json`. `vanished_on`: the day of the whole file that no longer held it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    vanished_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    record: Any = models.JSONField()
    title = models.TextField()
    title_folded = models.TextField(help_text="Code and title, lower case without diacritics.")
    sort_key = models.TextField(db_collation="C")
    levels = ArrayField(models.CharField(max_length=20), default=list)
    field = models.CharField(max_length=500, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    brought_by = models.ForeignKey("CatalogueImport", on_delete=models.PROTECT, related_name="entries")

    class Meta:
        ordering = ["sort_key", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="catalogue_entry_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="catalogue_entry_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_entry_days",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "code"], name="catalogue_entry_order"),
            models.Index(fields=["field", "sort_key"], name="catalogue_entry_field"),
            GinIndex(OpClass(F("title_folded"), name="gin_trgm_ops"), name="catalogue_title_trgm"),
        ]

    def __str__(self) -> str:
        return self.code
