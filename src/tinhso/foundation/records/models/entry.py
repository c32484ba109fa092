"""Entries of the two append-only streams: acts (Event) and looks at personal data (Look)."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.records.models.fields import XidField


class Entry(models.Model):
    """One line of a stream. The table is partitioned by month of `recorded_at` and refuses change.

    Actor columns are references without foreign keys: the log outlives what it speaks of.
    """

    pk = models.CompositePrimaryKey("id", "recorded_at")
    id = models.UUIDField()
    recorded_at = models.DateTimeField()
    world_at = models.DateTimeField()
    actor_kind = models.TextField()
    actor_part = models.TextField(default="")
    account_id = models.UUIDField(null=True)
    capacity_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    verb = models.TextField()
    outcome = models.TextField(default="done")
    subject_kind = models.TextField()
    subject_id = models.TextField()
    sequence = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    prev_hash = models.BinaryField()
    hash = models.BinaryField()
    epoch = models.IntegerField()
    txid = XidField()

    class Meta:
        abstract = True


class Event(Entry):
    """An act, or the attempt at one (`outcome` is done or refused)."""

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "sequence"], name="records_event_subject"),
            models.Index(fields=["epoch", "txid", "id"], name="records_event_horizon"),
            models.Index(fields=["account_id", "recorded_at"], name="records_event_account"),
        ]


class Look(Entry):
    """A look at personal data; `facts.what` says at what. People are shown who looked at theirs."""

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "sequence"], name="records_look_subject"),
            models.Index(fields=["epoch", "txid", "id"], name="records_look_horizon"),
            models.Index(fields=["account_id", "recorded_at"], name="records_look_account"),
        ]
