"""Which account an agency is paid into on a day."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max

from tinhso.foundation.worktime.api import today
from tinhso.government.payments.models import Beneficiary
from tinhso.lib.held import held_briefly, held_while


@dataclass(frozen=True)
class PaidInto:
    """A bank account as it stands on pages and in messages. `simulated`: of a demonstration, nobody can pay it."""

    bank_bin: str
    bank_name: str
    number: str
    holder: str
    simulated: bool
    valid_from: date
    valid_to: date | None


@held_briefly
def newest_account() -> Hashable:
    """Changes with every account that is declared or ended."""
    told = Beneficiary.objects.aggregate(
        all=Count("id"), ended=Count("valid_to"), first=Max("valid_from"), last=Max("valid_to")
    )
    return tuple(told.values())


@held_while(newest_account)
def _accounts(agency_id: UUID) -> tuple[PaidInto, ...]:
    names = tuple(PaidInto.__dataclass_fields__)
    rows = Beneficiary.objects.filter(agency_id=agency_id).order_by("-valid_from").values_list(*names)
    return tuple(PaidInto(*row) for row in rows)


def beneficiary(agency_id: UUID, on: date | None = None) -> PaidInto | None:
    """The account in force; None where nobody stated one."""
    day = on or today()
    for one in _accounts(agency_id):
        if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to):
            return one
    return None


def forget() -> None:
    """An account was declared in this process."""
    newest_account.forget()
