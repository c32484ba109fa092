"""Electronic receipts (biên lai): numbered by series without gaps, replaced and cancelled, never deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class Series(Row):
    """A form number and symbol of one agency for fee or for charge; the next number is the last one and one more."""

    class Kind(models.TextChoices):
        FEE = "fee", "Biên lai thu phí"
        CHARGE = "charge", "Biên lai thu lệ phí"

    agency = agency_link()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    form_no = models.CharField(max_length=20)
    symbol = models.CharField(max_length=20)
    last_no = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        db_table = "payments_series"
        constraints = [
            models.UniqueConstraint(fields=["agency", "form_no", "symbol"], name="payments_series_once")
        ]


class EReceipt(Row):
    """One receipt for fee or for charge of one dossier. `holder` finds it again: a keyed digest of the payer's number."""

    class State(models.TextChoices):
        ISSUED = "issued", "Đang có hiệu lực"
        REPLACED = "replaced", "Đã được thay"
        CANCELLED = "cancelled", "Đã hủy"

    series = models.ForeignKey(Series, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    agency = agency_link()
    dossier_id = models.UUIDField()
    code = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    # [{name, amount, method, line}]: what it says, as it was said.
    items = models.JSONField()
    payer_name = models.CharField(max_length=250, blank=True, default="")
    payer_tax_number = models.CharField(max_length=20, blank=True, default="")
    payer_address = models.CharField(max_length=500, blank=True, default="")
    holder = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ISSUED)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(max_length=1000, blank=True, default="")
    provider = models.CharField(max_length=20, default="local")
    provider_no = models.CharField(max_length=80, blank=True, default="")
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "payments_ereceipt"
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="payments_ereceipt_number"),
            models.CheckConstraint(
                condition=Q(number__gt=0) & Q(amount__gt=0), name="payments_ereceipt_says"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", ended_at=None)
                | (~Q(state="issued") & Q(ended_at__isnull=False) & ~Q(reason="")),
                name="payments_ereceipt_ended_why",
            ),
        ]
        indexes = [models.Index(fields=["dossier_id"], name="payments_ereceipt_dossier"),
                   models.Index(fields=["code"], name="payments_ereceipt_code")]  # fmt: skip


class Receipted(Row):
    """Which money a receipt speaks of: a line of a dossier stands on one receipt that holds."""

    receipt = models.ForeignKey(EReceipt, models.PROTECT, related_name="lines")
    line_id = models.UUIDField()
    amount = models.BigIntegerField()
    holds = models.BooleanField(default=True)

    class Meta:
        db_table = "payments_receipted"
        constraints = [
            models.UniqueConstraint(
                fields=["line_id"], condition=Q(holds=True), name="payments_receipted_once"
            )
        ]
