"""The accounts that collecting agencies are paid into, dated like everything that a province may change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class Beneficiary(Row):
    """A bank account of an agency. `simulated`: of a demonstration; its BIN belongs to no bank."""

    agency = agency_link()
    bank_bin = models.CharField(max_length=6)
    bank_name = models.CharField(max_length=200)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True, default="")
    simulated = models.BooleanField(default=False)

    class Meta:
        db_table = "payments_beneficiary"
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="payments_beneficiary_since"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="payments_beneficiary_dates",
            ),
        ]
