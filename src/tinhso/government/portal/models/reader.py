"""How far the log of acts has been read."""

from __future__ import annotations

from django.db import models


class Reader(models.Model):
    """The one place in the log up to which every act has reached the outbox."""

    name = models.CharField(max_length=20, primary_key=True)
    epoch = models.IntegerField(default=0)
    txid = models.BigIntegerField(default=0)
    entry_id = models.UUIDField()
