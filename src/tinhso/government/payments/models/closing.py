"""The end of a cashier's day: what was counted, brought to the bank, and signed by a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class Deposit(Row):
    """Cash brought to the bank. `reference` is written on the slip and comes back in the statement."""

    agency = agency_link()
    day = models.DateField()
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    slip_no = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "payments_deposit"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_deposit_amount"),
            models.UniqueConstraint(fields=["agency", "slip_no"], name="payments_deposit_slip"),
        ]


class Closing(Row):
    """One day of one agency's books. Closed: nothing more is written into it; signed: by another person."""

    agency = agency_link()
    day = models.DateField()
    expected = models.BigIntegerField()
    counted = models.BigIntegerField()
    reason = models.CharField(max_length=1000, blank=True, default="")
    totals = models.JSONField()
    closed_at = models.DateTimeField()
    closed_by = models.UUIDField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "payments_closing"
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="payments_closing_once"),
            models.CheckConstraint(condition=Q(counted__gte=0), name="payments_closing_counted"),
            models.CheckConstraint(
                condition=Q(counted=models.F("expected")) | ~Q(reason=""), name="payments_closing_why"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None)
                | (Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(signed_by=models.F("closed_by"))),
                name="payments_closing_four_eyes",
            ),
        ]
