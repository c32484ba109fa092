"""A day of the calendar that an administrator set on screen: what it was, what it became, and why."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class CalendarChange(models.Model):
    """One change. An empty kind is an ordinary day of its week. `made_by` is an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    kind_before = models.CharField(max_length=12, blank=True, default="")
    kind_after = models.CharField(max_length=12, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300, blank=True, default="")
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["day", "made_at"], name="calendar_change_day")]
