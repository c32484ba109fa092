"""Rows that guard the doors: repeated requests and guesses at tracking secrets."""

from __future__ import annotations

from django.db import models

from tinhso.government.dossiers.models._base import Row


class IdempotencyKey(Row):
    """A client's key for one request: the same key answers with the same dossier."""

    owner = models.CharField(max_length=64)
    verb = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    # No dossier is ever deleted, so nobody looks for the keys of one.
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.CASCADE, related_name="+", null=True, blank=True, db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "verb", "key"], name="idempotency_key_once")]
        indexes = [models.Index(fields=["made_at"], name="idempotency_made")]


class TrackingMiss(Row):
    """A wrong code and secret, counted by sender and by code; holds no personal data."""

    bucket = models.CharField(max_length=64)
    missed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bucket", "missed_at"], name="tracking_miss_bucket")]
