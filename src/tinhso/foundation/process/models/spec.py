"""A process definition, stored once however many runs use it."""

from __future__ import annotations

from django.db import models


class ProcessSpec(models.Model):
    """One BPMN file with its decision tables; the id is the SHA-256 of both, so it never changes."""

    id = models.CharField(primary_key=True, max_length=64)
    key = models.CharField(max_length=200)
    xml = models.TextField()
    decisions = models.JSONField(default=dict)
    # What the engine works from: parsed once, so that no run ever parses XML.
    spec = models.JSONField()
    outline = models.JSONField()

    class Meta:
        db_table = "process_spec"

    def __str__(self) -> str:
        return f"{self.key} {self.id[:12]}"
