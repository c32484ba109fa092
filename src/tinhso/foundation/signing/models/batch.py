"""Papers that somebody signs with one confirmation, and each one's own fate."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.foundation.signing.models.certificate import Certificate
from tinhso.foundation.signing.models.request import SigningRequest
from tinhso.foundation.signing.models.rows import Row, person_link


class Batch(Row):
    """`transaction`: the service's own number of the confirmation that it waits for. No PIN stands in any row."""

    account = person_link(required=True)
    capacity_id = models.UUIDField(null=True, blank=True)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField()
    transaction = models.CharField(max_length=120, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    warned = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "signing_batch"
        indexes = [
            models.Index(fields=["account", "made_at"], name="signing_batches_of"),
            models.Index(fields=["touched_at"], name="signing_batches_open", condition=Q(ended_at=None)),
        ]


class Turn(Row):
    """One paper of a batch. `prepared` is what its file gains with the place for the signature, and what is signed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ đến lượt"
        CONFIRMING = "confirming", "Chờ xác nhận"
        SIGNED = "signed", "Đã ký"
        REFUSED = "refused", "Bị từ chối"
        FAILED = "failed", "Không ký được"
        CANCELLED = "cancelled", "Đã dừng"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="turns")
    request = models.ForeignKey(SigningRequest, models.PROTECT, related_name="turns")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    fault = models.CharField(max_length=40, blank=True, default="")
    fault_text = models.CharField(max_length=600, blank=True, default="")
    tail: Any = models.BinaryField(null=True, blank=True)
    attributes: Any = models.BinaryField(null=True, blank=True)
    reserved = models.JSONField(default=list)
    # SHA-256 of the one-time word under which a client on the signer's machine hands the signed file in.
    session = models.CharField(max_length=64, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "signing_turn"
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="signing_turn_place"),
            # Nobody signs the same twice: one living try for each request.
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["waiting", "confirming", "signed"]),
                name="signing_turn_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "confirming"], ended_at=None)
                | Q(state__in=["signed", "refused", "failed", "cancelled"], ended_at__isnull=False),
                name="signing_turn_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["session"], name="signing_turn_session", condition=~Q(session="")),
        ]
