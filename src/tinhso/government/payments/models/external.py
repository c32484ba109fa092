"""Files of others about our money, each row once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class StatementFile(Row):
    """A file that somebody brought; the same content again is the same file."""

    class Kind(models.TextChoices):
        PLATFORM = "platform", "Tệp của nền tảng thanh toán"
        BANK = "bank", "Sao kê ngân hàng"

    agency = agency_link()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    first_day = models.DateField()
    last_day = models.DateField()
    rows = models.PositiveIntegerField()
    brought_at = models.DateTimeField()
    brought_by = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "payments_file"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "sha256"], name="payments_file_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="payments_file_days"
            ),
        ]


class StatementLine(Row):
    """One row. Rows of one file that are alike are told apart; in another file of the same days they are the same."""

    agency = agency_link()
    file = models.ForeignKey(StatementFile, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=StatementFile.Kind.choices)
    number = models.CharField(max_length=80, blank=True, default="")
    day = models.DateField()
    amount = models.BigIntegerField()
    text = models.CharField(max_length=500, blank=True, default="")
    reference = models.CharField(max_length=80, blank=True, default="")
    # Fingerprint of the row as it came, and of how many like it stood above in the file.
    mark = models.CharField(max_length=64)
    # What became of a bank's credit: the account of ours that it was taken from; empty: not looked at yet.
    became = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        db_table = "payments_file_line"
        constraints = [
            models.UniqueConstraint(fields=["agency", "mark"], name="payments_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_file_line_credit"),
        ]
        indexes = [
            models.Index(fields=["reference"], name="payments_file_reference"),
            models.Index(fields=["agency", "kind", "day"], name="payments_file_day"),
        ]
