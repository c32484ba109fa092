"""Accounts of a demonstration, so that its pages have a QR to show. Their BIN belongs to no bank: nobody can pay them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings

from tinhso.foundation.organisation.api import agency
from tinhso.government.payments.models import Beneficiary

NO_BANK = "999999"


def ensure_demo_accounts(agencies: Iterable[UUID], since: date) -> int:
    """A simulated account for each of these agencies that has none; how many were made. Nothing in production."""
    if settings.ENV == "production":
        return 0
    made = 0
    for number, ident in enumerate(agencies, 1):
        if not Beneficiary.objects.filter(agency_id=ident).exists():
            Beneficiary.objects.create(
                agency_id=ident,
                bank_bin=NO_BANK,
                bank_name="Ngân hàng mô phỏng",
                number=f"0000{number:06d}",
                holder=agency(ident).name[:200],
                valid_from=since,
                simulated=True,
            )
            made += 1
    return made
