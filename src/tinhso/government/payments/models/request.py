"""What a dossier is asked to pay, and each try to pay it online."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class PaymentRequest(Row):
    """One for each dossier that owes money. `reference` is what a bank transfer carries; facts of the payer beside it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Tiền đang trên đường"
        UNPAID = "unpaid", "Chưa nộp"
        PAID = "paid", "Đã nộp"
        REFUNDED = "refunded", "Đã hoàn"
        CANCELLED = "cancelled", "Không còn thu"

    class Collect(models.TextChoices):
        BEFORE = "before", "Thu trước"
        AFTER = "after", "Thu sau"
        EXEMPT = "exempt", "Đối tượng miễn phí"

    dossier_id = models.UUIDField(unique=True)
    code = models.CharField(max_length=60)
    agency = agency_link()
    reference = models.CharField(max_length=20, unique=True)
    # What is still owed, split; whole đồng.
    amount = models.BigIntegerField()
    fee_amount = models.BigIntegerField(default=0)
    charge_amount = models.BigIntegerField(default=0)
    collect = models.CharField(max_length=8, choices=Collect.choices, default=Collect.AFTER)
    method = models.CharField(max_length=10, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNPAID)
    collector = models.UUIDField(null=True, blank=True)
    payer_name = models.CharField(max_length=250, blank=True, default="")
    payer_tax_number = models.CharField(max_length=20, blank=True, default="")
    payer_address = models.CharField(max_length=500, blank=True, default="")
    payer_email = models.CharField(max_length=200, blank=True, default="")
    refund_account = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "payments_request"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, fee_amount__gte=0, charge_amount__gte=0),
                name="payments_request_owes",
            ),
            models.CheckConstraint(
                condition=Q(amount=models.F("fee_amount") + models.F("charge_amount")),
                name="payments_request_split",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_at__isnull=False), name="payments_request_paid_when"
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "made_at"], name="payments_request_open")]


class Transaction(Row):
    """One try to pay online. The reference is written and committed before the platform hears of it."""

    class State(models.TextChoices):
        INIT = "init", "Đã mở"
        PENDING = "pending", "Ngân hàng chưa trả lời"
        OK = "ok", "Thành công"
        FAIL = "fail", "Không thành công"

    request = models.ForeignKey(PaymentRequest, models.PROTECT, related_name="transactions")
    agency = agency_link()
    reference = models.CharField(max_length=80, unique=True)
    partner = models.CharField(max_length=40, default="paymentplatform")
    amount = models.BigIntegerField()
    # What it pays: [{key, name, kind, amount}], as owed when it was opened.
    lines = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.INIT)
    # How much of it stands on the dossier; the rest waits as surplus with a difference beside it.
    recorded = models.BigIntegerField(default=0)
    platform_no = models.CharField(max_length=80, blank=True, default="")
    bank = models.CharField(max_length=40, blank=True, default="")
    page = models.CharField(max_length=1000, blank=True, default="")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # When the platform says that it happened.
    told_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True)
    checks = models.PositiveSmallIntegerField(default=0)
    auto_checked = models.BooleanField(default=False)

    class Meta:
        db_table = "payments_transaction"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_transaction_amount"),
            models.CheckConstraint(
                condition=Q(state__in=["init", "pending"], settled_at=None)
                | Q(state__in=["ok", "fail"], settled_at__isnull=False),
                name="payments_transaction_settled",
            ),
            models.CheckConstraint(
                condition=Q(recorded__gte=0)
                & Q(recorded__lte=models.F("amount"))
                & (Q(recorded=0) | Q(state="ok")),
                name="payments_transaction_recorded",
            ),
            # Nobody pays the same twice: a second try begins when the first has ended.
            models.UniqueConstraint(
                fields=["request"], condition=Q(state__in=["init", "pending"]), name="payments_one_open"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"],
                name="payments_check_due",
                condition=Q(state__in=["init", "pending"]),
            ),
            models.Index(fields=["agency", "settled_at"], name="payments_settled"),
        ]


class Message(Row):
    """What the platform said and what we made of it: the proof that outlives everybody's memory."""

    class Kind(models.TextChoices):
        OPENED = "opened", "Trả lời mở giao dịch"
        NOTICE = "notice", "Thông báo của nền tảng"
        ANSWER = "answer", "Trả lời câu hỏi"

    transaction = models.ForeignKey(
        Transaction, models.PROTECT, related_name="messages", null=True, blank=True
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # The same message again is counted, not kept twice.
    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    verdict = models.CharField(max_length=40)
    seen = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        db_table = "payments_message"
