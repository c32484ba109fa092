"""A result for the person's e-document wallet: the outbox, and what the simulated wallet keeps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.handover.models.rows import Row
from tinhso.lib.ids import new_id


class WalletSending(Row):
    """One result file for one person, once. `waiting` is tried by itself; `held` waits for an officer."""

    class State(models.TextChoices):
        WAITING = "waiting", "Đang gửi"
        DELIVERED = "delivered", "Đã vào ví"
        HELD = "held", "Chưa gửi được"

    code = models.CharField(max_length=60)
    agency_id = models.UUIDField()
    file_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=60, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier_id", "file_id"], name="wallet_sending_once"),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at=None)),
                name="wallet_delivered_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered") | Q(next_at__isnull=False), name="wallet_open_has_next_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["agency_id", "next_at", "id"], name="wallet_held", condition=Q(state="held"))
        ]


class SimulatedDocument(models.Model):
    """What the simulated wallet of a demonstration received."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80, unique=True)
    holder = models.CharField(max_length=20)
    title = models.CharField(max_length=700)
    number = models.CharField(max_length=130, blank=True, default="")
    issuer = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField()
