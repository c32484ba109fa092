"""What a dossier is asked to pay: one request, kept in step with what is owed and what came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.models import PaymentRequest, Transaction
from tinhso.government.payments.rules import states
from tinhso.government.payments.rules.references import new_reference


def request_of(dossier_id: UUID) -> PaymentRequest | None:
    """The request of a dossier, made when it first owes money; None while nothing known is owed."""
    told = dossiers.owed(dossier_id)
    return request_for(told) if told is not None else None


def request_for(told: dossiers.Owed) -> PaymentRequest | None:
    """The same for a dossier of which it is known what it owes."""
    found = PaymentRequest.objects.filter(dossier_id=told.dossier_id).first()
    if found is None and (not told.amount or told.state in states.CLOSED):
        return None
    if found is None:
        found = _new(told)
    elif _behind(found, told):
        with transaction.atomic():
            found = refresh(told.dossier_id) or found
    return found


def _behind(found: PaymentRequest, told: dossiers.Owed) -> bool:
    """True when the dossier moved on since: another amount is owed, it was closed, or opened again."""
    closed = told.state in states.CLOSED
    asked = found.state in (states.UNPAID, states.WAITING)
    return found.amount != told.amount or (
        asked == closed and found.state not in (states.PAID, states.REFUNDED)
    )


def _new(told: dossiers.Owed) -> PaymentRequest:
    for _turn in range(5):
        try:
            with transaction.atomic():
                return PaymentRequest.objects.create(
                    dossier_id=told.dossier_id,
                    code=told.code,
                    agency_id=told.agency_id,
                    reference=new_reference(),
                    payer_name=told.payer[:250],
                    payer_address=told.payer_address[:500],
                    made_at=now(),
                    **_split(told),
                )
        except IntegrityError:
            found = PaymentRequest.objects.filter(dossier_id=told.dossier_id).first()
            if found is not None:
                return found
    raise AssertionError("five references in a row were taken")


def _split(told: dossiers.Owed) -> dict[str, Any]:
    charge = sum(line.amount for line in told.lines if line.kind == "charge")
    collect = PaymentRequest.Collect.BEFORE if told.prepaid else PaymentRequest.Collect.AFTER
    return {
        "amount": told.amount, "charge_amount": charge, "fee_amount": told.amount - charge, "collect": collect,
    }  # fmt: skip


def refresh(
    dossier_id: UUID, *, method: str = "", collector: UUID | None = None, given_back: bool = False
) -> PaymentRequest | None:
    """Bring the request in line with the dossier, in the caller's transaction; None where there is none."""
    request = PaymentRequest.objects.select_for_update().filter(dossier_id=dossier_id).first()
    told = dossiers.owed(dossier_id) if request is not None else None
    if request is None or told is None:
        return None
    for name, value in _split(told).items():
        setattr(request, name, value)
    paid = dossiers.paid_of(dossier_id)
    before, moment = request.state, now()
    request.state = states.request_state(
        owed=told.amount,
        paid=paid,
        open_transactions=Transaction.objects.filter(request=request, state__in=states.OPEN).exists(),
        closed=told.state in states.CLOSED,
        given_back=given_back or before == states.REFUNDED,
    )
    if request.state == states.PAID and before != states.PAID:
        request.paid_at, request.method, request.collector = moment, method, collector
    request.save()
    return request
