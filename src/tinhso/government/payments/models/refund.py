"""Money that goes back to a payer: asked for with a reason, approved by a second person, paid out once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class Refund(Row):
    """`source` is the account it is taken from: surplus (nobody's fee), fee or charge. Never deleted."""

    class State(models.TextChoices):
        ASKED = "asked", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt, chờ trả"
        PAID = "paid", "Đã trả"
        REJECTED = "rejected", "Không duyệt"

    class Source(models.TextChoices):
        SURPLUS = "surplus", "Thu thừa, chưa ghi vào hồ sơ"
        FEE = "fee", "Phí đã thu"
        CHARGE = "charge", "Lệ phí đã thu"

    agency = agency_link()
    dossier_id = models.UUIDField()
    code = models.CharField(max_length=60)
    source = models.CharField(max_length=8, choices=Source.choices)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=1000)
    receiver = models.CharField(max_length=250)
    receiver_account = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.UUIDField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_from = models.CharField(max_length=8, blank=True, default="")
    slip_no = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        db_table = "payments_refund"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(reason=""), name="payments_refund_why"),
            models.CheckConstraint(
                condition=Q(judged_by=None) | ~Q(judged_by=models.F("asked_by")),
                name="payments_refund_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_at__isnull=False) | (~Q(state="paid") & Q(paid_at=None)),
                name="payments_refund_paid_when",
            ),
        ]
        indexes = [models.Index(fields=["dossier_id"], name="payments_refund_dossier")]
