"""An import of a catalogue file: what it changed, and what of it could not be read."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.government.catalogue.rules.reasons import Unread
from tinhso.lib.ids import new_id

NUMBERS = ("records", "added", "changed", "unchanged", "returned", "vanished", "left_out", "unread")


class CatalogueImport(models.Model):
    """One file that was read to its end. Counts are of records, `unread` of lines of the report.

    `absences` says why nothing was marked as vanished, if so: `part` (the file was said to be a part) or
    `nameless` (a line whose code could not be read); empty: absences were marked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the unpacked bytes.")
    day = models.DateField()
    absences = models.CharField(max_length=20, blank=True)
    records = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    made_by = models.UUIDField(null=True, blank=True, help_text="The account; empty: the operator's command.")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["made_at", "id"], name="catalogue_import_order")]

    def __str__(self) -> str:
        return self.file_name


class CatalogueChange(models.Model):
    """One code that an import touched; of a changed one, `fields` is `rules.stored.differences`."""

    KINDS = ("added", "changed", "returned", "vanished")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brought_by = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=40)
    title = models.TextField()
    fields: Any = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["brought_by", "kind", "code"], name="catalogue_change_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class CatalogueUnread(models.Model):
    """One line of an import's report: a record or field that was not taken over (`rules.reasons`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brought_by = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="report")
    position = models.PositiveIntegerField(help_text="Order in the report, from 1.")
    line = models.PositiveIntegerField(help_text="Line of the file, from 1.")
    code = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=30)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["brought_by", "position"], name="catalogue_unread_once")
        ]
        indexes = [models.Index(fields=["brought_by", "code"], name="catalogue_unread_code")]

    def __str__(self) -> str:
        return f"{self.line} {self.code} {self.reason}"

    @property
    def sentence(self) -> str:
        """What is wrong, in Vietnamese; through gettext where a page shows it."""
        return Unread(self.field, self.value, self.reason).sentence

    @property
    def way_out(self) -> str:
        """What to do about it, as above."""
        return Unread(self.field, self.value, self.reason).way_out
