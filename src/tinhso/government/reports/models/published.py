"""What the dossiers room publishes for reports (columns: its migration `published_for_reports`)."""

from __future__ import annotations

from django.db import models

DONE, RETURNED, STOPPED = "done", "returned", "stopped"


class Dossier(models.Model):
    """One accepted dossier: no names, no contents. `how` says in which way it ended at `ended_at`."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=60)
    agency_id = models.UUIDField()
    unit_code = models.CharField(max_length=10)
    field_code = models.CharField(max_length=80)
    procedure_code = models.CharField(max_length=40)
    procedure_title = models.CharField(max_length=1000)
    online = models.BooleanField()
    received_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10)
    due_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "dossiers_reported"


class Asked(models.Model):
    """From when until when a person was asked for more; without an end while the answer is awaited."""

    id = models.UUIDField(primary_key=True)
    reported_id = models.UUIDField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "dossiers_asked"
