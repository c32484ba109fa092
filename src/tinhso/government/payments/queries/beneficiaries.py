"""Which account an agency is paid into on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.worktime.api import today
from tinhso.government.payments.models import Beneficiary


def beneficiary(agency_id: UUID, on: date | None = None) -> Beneficiary | None:
    """The account in force; None where nobody stated one."""
    day = on or today()
    rows = Beneficiary.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), agency_id=agency_id, valid_from__lte=day
    )
    return rows.order_by("-valid_from").first()
