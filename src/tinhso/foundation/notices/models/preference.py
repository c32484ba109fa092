"""By which channels a person wants to be told."""

from __future__ import annotations

from django.db import models


class Preference(models.Model):
    """One account's channels. Without a row the defaults of `rules.channels` hold."""

    account_id = models.UUIDField(primary_key=True)
    email = models.BooleanField(default=True)
    sms = models.BooleanField(default=True)
    zalo = models.BooleanField(default=False)
