"""Numbers of the portal's stream that never came: each run of them is somebody's business until it is dealt with."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.government.portal.models._base import Row, account_link


class LostState(models.TextChoices):
    """`arrived`: they came after all; `settled`: the holder says why they are waited for no more."""

    OPEN = "open", "Chưa đến"
    ARRIVED = "arrived", "Đã đến"
    SETTLED = "settled", "Đã khép lại"


class LostNumbers(Row):
    """The numbers `first` to `last`. Held by the system's administrator; `asked_at`: the portal's operator was asked."""

    first = models.BigIntegerField()
    last = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=LostState.choices, default=LostState.OPEN)
    noticed_at = models.DateTimeField()
    deadline = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = account_link()
    asked_note = models.CharField(max_length=1000, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = account_link()
    reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="portal_lost_in_order"),
            models.CheckConstraint(
                condition=~Q(state="settled") | (~Q(reason="") & Q(ended_at__isnull=False)),
                name="portal_lost_settled_has_reason",
            ),
            models.UniqueConstraint(fields=["first"], condition=Q(state="open"), name="portal_lost_once"),
        ]
        indexes = [
            models.Index(fields=["deadline", "id"], name="portal_lost_open", condition=Q(state="open")),
        ]
