"""Seals: signed Merkle roots over everything committed below a transaction horizon."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.records.models.fields import XidField


class Seal(models.Model):
    """One signed root. It covers the entries of `stream` and `epoch` with from_xid <= txid < to_xid.

    `to_xid` is empty where an epoch that cannot grow any more was closed. `leaves` holds 48 bytes per
    entry (id, hash) in order, so that a fault is named and not only noticed.
    """

    stream = models.TextField()
    number = models.BigIntegerField()
    epoch = models.IntegerField()
    from_xid = XidField()
    to_xid = XidField(null=True)
    entries = models.IntegerField()
    leaves = models.BinaryField()
    root = models.BinaryField()
    prev = models.BinaryField()
    made_at = models.DateTimeField()
    hash = models.BinaryField()
    key_id = models.TextField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="records_one_seal_per_number")
        ]
        indexes = [models.Index(fields=["epoch", "to_xid"], name="records_seal_horizon")]
