"""Money owed for a dossier and what the desk recorded as paid."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link
from tinhso.government.dossiers.models.dossier import Dossier


class Method(models.TextChoices):
    """How it was paid: at the desk, or (told by the portal or the gateway alone) online."""

    CASH = "cash", "Tiền mặt"
    TRANSFER = "transfer", "Chuyển khoản"
    CARD = "card", "Thẻ"
    WAIVED = "waived", "Được miễn"
    PORTAL = "portal", "Cổng Dịch vụ công quốc gia"
    GATEWAY = "gateway", "Thanh toán trực tuyến"


class Fee(Row):
    """One fee (phí) or charge (lệ phí) in whole đồng. `due` is empty while the amount is not verified.

    `paid` is the sum of its payments; `method`, `receipt_no` and `reason` are those of the first (of a waiver,
    where there is one), `recorded_at` and `recorded_by` those of the last. Each receipt is a `FeePayment`.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="fees", db_index=False)
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=12, default="fee")
    due = models.BigIntegerField(null=True, blank=True)
    paid = models.BigIntegerField(null=True, blank=True)
    # What was owed before a supplement changed the facts that the amount is worked out from.
    due_before = models.BigIntegerField(null=True, blank=True)
    # What it was before a rule of the province took something off, and that rule in the words people read.
    full = models.BigIntegerField(null=True, blank=True)
    why = models.CharField(max_length=600, blank=True, default="")
    # `before` reception, `on_result`; empty: no source tells when.
    collect = models.CharField(max_length=10, blank=True, default="")
    method = models.CharField(max_length=10, choices=Method.choices, blank=True, default="")
    receipt_no = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = account_link()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key"], name="fee_once"),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(due__gte=0), name="fee_due_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(paid__isnull=True) | Q(paid__gte=0), name="fee_paid_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True, paid__isnull=True)
                | Q(recorded_at__isnull=False, paid__isnull=False),
                name="fee_paid_with_moment",
            ),
            models.UniqueConstraint(
                fields=["receipt_no"], condition=~Q(receipt_no=""), name="fee_receipt_no_once"
            ),
        ]


class FeePayment(Row):
    """One receipt for a fee: what was taken at one time, or the waiver of what was still owed (amount 0)."""

    fee = models.ForeignKey(Fee, models.CASCADE, related_name="payments")
    paid = models.BigIntegerField()
    method = models.CharField(max_length=10, choices=Method.choices)
    receipt_no = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = account_link()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(paid__gte=0), name="fee_payment_not_negative"),
            models.UniqueConstraint(
                fields=["receipt_no"], condition=~Q(receipt_no=""), name="fee_payment_receipt_no_once"
            ),
        ]


class FeeCorrection(Row):
    """What a record of money said before it was corrected or voided; nothing that was written disappears."""

    fee = models.ForeignKey(Fee, models.CASCADE, related_name="corrections")
    paid = models.BigIntegerField()
    method = models.CharField(max_length=10, choices=Method.choices)
    receipt_no = models.CharField(max_length=60, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = account_link()
    voided = models.BooleanField()
    reason = models.CharField(max_length=1000)
    corrected_at = models.DateTimeField()
    corrected_by = account_link()

    class Meta:
        ordering = ["corrected_at", "id"]
