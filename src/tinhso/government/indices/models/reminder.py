"""That somebody was reminded once: the same again is sent for another deadline or step only."""

from __future__ import annotations

from django.db import models

from tinhso.government.indices.models.campaign import Campaign
from tinhso.lib.ids import new_id


class Reminder(models.Model):
    """`about`: the agency or the declared value; `step`: working days left (negative: late) as in the rules."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reminders", db_index=False)
    kind = models.CharField(max_length=12)
    about = models.UUIDField()
    due_on = models.DateField()
    step = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "about", "due_on", "step"], name="campaign_reminded_once"
            )
        ]
