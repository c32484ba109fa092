"""A result on its way by post: label, tracking number, state."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.handover.models.rows import Row, desk_link
from tinhso.government.handover.rules.postal import OPEN


class PostalItem(Row):
    """One sending. Open ones have a due moment; a dossier has at most one."""

    class State(models.TextChoices):
        LABELLED = "labelled", "Đã in nhãn"
        POSTED = "posted", "Đã giao bưu chính"
        DELIVERED = "delivered", "Đã phát"
        CAME_BACK = "came_back", "Chuyển hoàn"
        CLOSED = "closed", "Đã đóng"

    code = models.CharField(max_length=60)
    desk = desk_link()
    state = models.CharField(max_length=10, choices=State.choices, default=State.LABELLED)
    name = models.CharField(max_length=250)
    address = models.CharField(max_length=500)
    phone = models.CharField(max_length=20, blank=True, default="")
    tracking_no = models.CharField(max_length=60, blank=True, default="")
    made_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    came_back_at = models.DateTimeField(null=True, blank=True)
    receiver_name = models.CharField(max_length=250, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN, due_at__isnull=False) | (~Q(state__in=OPEN) & Q(due_at=None)),
                name="postal_open_has_deadline",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["labelled", "closed"])
                | (~Q(tracking_no="") & Q(posted_at__isnull=False)),
                name="postal_posted_has_number",
            ),
            models.UniqueConstraint(
                fields=["dossier_id"], condition=Q(state__in=OPEN), name="postal_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "due_at"], name="postal_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["dossier_id"], name="postal_dossier"),
        ]
