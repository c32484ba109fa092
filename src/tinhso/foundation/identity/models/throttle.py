"""Counts of recent tries, kept in the database so that all web processes agree."""

from __future__ import annotations

from django.db import models


class ThrottleWindow(models.Model):
    """How often `key` was tried in the window that starts at `start` (seconds since 1970)."""

    pk = models.CompositePrimaryKey("key", "seconds", "start")
    key = models.CharField(max_length=64, help_text="Hash of what is limited: no names, numbers or addresses")
    seconds = models.PositiveIntegerField()
    start = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["start"], name="throttle_by_age")]

    def __str__(self) -> str:
        return f"{self.key}/{self.seconds}"


class LoginGuard(models.Model):
    """Wrong tries in a row for one login, whether an account stands behind it or not.

    Keyed by a hash of the login and not by the account, so that a lock-out tells nobody who exists.
    """

    key = models.CharField(primary_key=True, max_length=64)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
