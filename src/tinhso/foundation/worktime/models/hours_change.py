"""Working hours that an administrator set on screen: from which day, what they were, what they became, and why."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class HoursChange(models.Model):
    """One change; the spans are told as text, e.g. “07:00–11:30, 13:30–17:00”. `made_by` is an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    valid_from = models.DateField()
    before = models.CharField(max_length=60)
    after = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["valid_from", "made_at"], name="hours_change_day")]
