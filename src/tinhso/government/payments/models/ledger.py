"""The double-entry ledger: accounts of agencies, entries that are never changed, lines that come to nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class Account(Row):
    """An account of a collecting agency, by kind (`rules.accounts.KINDS`)."""

    class Kind(models.TextChoices):
        CASH = "cash", "Tiền mặt tại quỹ"
        TRANSFER = "transfer", "Chuyển khoản chờ sao kê"
        CARD = "card", "Thẻ chờ sao kê"
        PORTAL = "portal", "Cổng Dịch vụ công quốc gia chờ chuyển về"
        GATEWAY = "gateway", "Thanh toán trực tuyến chờ chuyển về"
        DEPOSIT = "deposit", "Tiền mặt đã nộp, chờ sao kê"
        BANK = "bank", "Tiền gửi ngân hàng, kho bạc"
        SHORT = "short", "Thiếu quỹ chờ xử lý"
        FEE = "fee", "Phí đã thu"
        CHARGE = "charge", "Lệ phí đã thu"
        SURPLUS = "surplus", "Tiền chưa rõ khoản hoặc thu thừa"
        REFUND = "refund", "Phải hoàn lại người nộp"

    agency = agency_link()
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        db_table = "payments_account"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind"], name="payments_account_once"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["cash", "transfer", "card", "portal", "gateway", "deposit", "bank", "short", "fee",
                              "charge", "surplus", "refund"]
                ),
                name="payments_account_kind",
            ),
        ]  # fmt: skip


class EntryKind(models.TextChoices):
    """What an entry was written for."""

    TAKEN = "taken", "Thu"
    CORRECTED = "corrected", "Sửa, hủy khoản thu"
    ONLINE = "online", "Tiền đã trả mà chưa ghi vào hồ sơ được"
    ALLOTTED = "allotted", "Ghi tiền chưa rõ vào hồ sơ"
    STATEMENT = "statement", "Sao kê ngân hàng"
    DEPOSIT = "deposit", "Nộp tiền mặt"
    COUNTED = "counted", "Kiểm quỹ"
    REFUND = "refund", "Hoàn tiền"


class Entry(Row):
    """One act in the books. `source` names what it was written for and is written once; nothing is ever changed."""

    agency = agency_link()
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    source = models.CharField(max_length=120, unique=True)
    # The receipt of a fee behind it, where there is one (`dossiers.FeePayment`).
    receipt_line = models.UUIDField(null=True, blank=True)
    dossier_id = models.UUIDField(null=True, blank=True)
    dossier_code = models.CharField(max_length=60, blank=True, default="")
    reference = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField()
    # The day of the books in the province's zone: what a closed day may no longer take.
    day = models.DateField()
    by = models.UUIDField(null=True, blank=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "payments_entry"
        indexes = [
            models.Index(fields=["agency", "day"], name="payments_entry_day"),
            models.Index(fields=["dossier_id"], name="payments_entry_dossier"),
            models.Index(fields=["receipt_line"], name="payments_entry_receipt"),
        ]


class Line(Row):
    """A debit (positive) or credit (negative) in whole đồng. The database refuses an entry that does not balance."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, models.PROTECT, related_name="lines")
    amount = models.BigIntegerField()

    class Meta:
        db_table = "payments_line"
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="payments_line_moves")]
