"""Declaring where an agency is paid and how its receipts are numbered: dated, never changed backwards."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.government.payments.models import Beneficiary, Series
from tinhso.government.payments.queries.beneficiaries import forget
from tinhso.government.payments.rules import vietqr
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.text import clean

SYSTEM = Actor.system("payments")


def declare_account(
    agency_id: UUID,
    *,
    bank_bin: str,
    bank_name: str,
    number: str,
    holder: str,
    valid_from: date,
    legal_basis: str = "",
) -> Beneficiary:
    """The account from a day on. Raises Refused for what no VietQR can carry, Conflict for a day that is not later."""
    try:
        vietqr.payload(bank_bin, number, 1, "KIEM TRA")
    except vietqr.Unreadable as error:
        raise Refused(
            "account_odd", _("Mã BIN phải có 6 số; số tài khoản gồm chữ và số, tối đa 19.")
        ) from error
    return _declare_account(SYSTEM, agency_id, {
        "bank_bin": bank_bin, "bank_name": clean(bank_name)[:200], "number": number, "holder": clean(holder)[:200],
        "valid_from": valid_from, "legal_basis": clean(legal_basis)[:300],
    })  # fmt: skip


@act("payment.declare_account")
def _declare_account(actor: Actor, agency_id: UUID, facts: dict[str, object]) -> Beneficiary:
    since = facts["valid_from"]
    assert isinstance(since, date)
    if Beneficiary.objects.filter(agency_id=agency_id, valid_from__gte=since).exists():
        raise Conflict("declared_later", _("Đã khai tài khoản từ ngày này hoặc một ngày sau đó."))
    Beneficiary.objects.filter(agency_id=agency_id, valid_to=None).update(valid_to=since - timedelta(days=1))
    made = Beneficiary.objects.create(agency_id=agency_id, **facts)
    forget()
    record(actor, "payment.declare_account", Subject("books", agency_id), {"account": made.pk, "from": since})
    return made


def declare_series(agency_id: UUID, kind: str, *, form_no: str, symbol: str, valid_from: date) -> Series:
    """A series for fee or charge from a day on. Conflict where that form and symbol, or a later series, are there."""
    return _declare_series(SYSTEM, agency_id, kind, clean(form_no)[:20], clean(symbol)[:20], valid_from)


@act("payment.declare_series")
def _declare_series(
    actor: Actor, agency_id: UUID, kind: str, form_no: str, symbol: str, since: date
) -> Series:
    mine = Series.objects.filter(agency_id=agency_id)
    if (
        mine.filter(form_no=form_no, symbol=symbol).exists()
        or mine.filter(kind=kind, valid_from__gte=since).exists()
    ):
        raise Conflict("series_declared", _("Mẫu số và ký hiệu này, hoặc một dải số sau đó, đã được khai."))
    mine.filter(kind=kind, valid_to=None).update(valid_to=since - timedelta(days=1))
    made = Series.objects.create(
        agency_id=agency_id, kind=kind, form_no=form_no, symbol=symbol, valid_from=since
    )
    record(actor, "payment.declare_series", Subject("books", agency_id), {"series": made.pk, "from": since})
    return made
