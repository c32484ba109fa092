"""Issuing receipts, one for fee and one for charge; replacing and cancelling them with a reason."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.access import CASHIER, check_books
from tinhso.government.payments.models import EReceipt, Receipted, Series
from tinhso.government.payments.provider import provider
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.text import clean


def holder(number: str) -> str:
    """What is kept of the payer's number: enough to find a receipt by it, not to read it."""
    plain = "".join(sign for sign in number.upper() if sign.isascii() and sign.isalnum())
    return salted_hmac("payments.receipt.holder", plain, algorithm="sha256").hexdigest() if plain else ""


def series_of(agency_id: UUID, kind: str, on: date | None = None) -> Series | None:
    """The series in force for fee or charge; None where the agency has none."""
    day = on or today()
    rows = Series.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), agency_id=agency_id, kind=kind, valid_from__lte=day
    )
    return rows.order_by("-valid_from").first()


def open_lines(dossier_id: UUID) -> list[dossiers.TakenLine]:
    """Money of a dossier that no receipt speaks of yet."""
    lines = dossiers.taken_for(dossier_id)
    told = set(
        Receipted.objects.filter(line_id__in=[one.line_id for one in lines], holds=True).values_list(
            "line_id", flat=True
        )
    )
    return [one for one in lines if one.line_id not in told]


@act("payment.issue_receipts")
def issue_receipts(actor: Actor, dossier_id: UUID) -> list[EReceipt]:
    """Receipts for all money of the dossier that has none: one for its fees, one for its charges.

    Raises Refused `nothing_to_receipt`, `no_series` where the agency has no series for that kind.
    """
    told = dossiers.owed(dossier_id)
    if told is None:
        raise NotFound("dossier_unknown", _("Không tìm thấy hồ sơ này."))
    check_books(actor, told.agency_id, *CASHIER)
    lines = open_lines(dossier_id)
    if not lines:
        raise Refused("nothing_to_receipt", _("Hồ sơ này không có khoản thu nào chưa có biên lai."))
    made = []
    for kind in Series.Kind.values:
        mine = [one for one in lines if (one.fee_kind == "charge") == (kind == "charge")]
        if mine:
            made.append(_issue(actor, told, kind, mine))
    return made


@act("payment.replace_receipt")
def replace_receipt(
    actor: Actor,
    receipt_id: UUID,
    *,
    reason: str,
    payer_name: str,
    payer_tax_number: str = "",
    payer_address: str = "",
) -> EReceipt:
    """A receipt that said something wrong about the payer gives way to a new one; both stay readable."""
    old = _ending(actor, receipt_id, EReceipt.State.REPLACED, reason)
    told = dossiers.owed(old.dossier_id)
    lines = [one for one in dossiers.taken_lines(old.lines.values_list("line_id", flat=True))]
    if told is None or not lines:
        raise Conflict("money_gone", _("Khoản thu không còn; hãy hủy biên lai thay vì thay thế."))
    payer = {
        "payer_name": clean(payer_name)[:250],
        "payer_tax_number": clean(payer_tax_number)[:20],
        "payer_address": clean(payer_address)[:500],
    }
    return _issue(actor, told, old.series.kind, lines, replaces=old, payer=payer)


@act("payment.cancel_receipt")
def cancel_receipt(actor: Actor, receipt_id: UUID, *, reason: str) -> EReceipt:
    """A receipt that does not hold any more: its number stays used, its money has none again."""
    return _ending(actor, receipt_id, EReceipt.State.CANCELLED, reason)


def _issue(
    actor: Actor,
    told: dossiers.Owed,
    kind: str,
    lines: list[dossiers.TakenLine],
    *,
    replaces: EReceipt | None = None,
    payer: dict[str, str] | None = None,
) -> EReceipt:
    found = series_of(told.agency_id, kind)
    if found is None:
        raise Refused("no_series", _("Nơi thu chưa khai mẫu số, ký hiệu biên lai cho loại khoản này."))
    # The row is held until the act ends: the next number waits, so none is given twice and none is left out.
    series = Series.objects.select_for_update().get(pk=found.pk)
    series.last_no += 1
    series.save(update_fields=["last_no"])
    items = [{"name": one.fee_name, "amount": one.amount, "method": one.method} for one in lines]
    facts: dict[str, Any] = {
        "payer_name": told.payer[:250], "payer_tax_number": "", "payer_address": told.payer_address[:500], **(payer or {}),
    }  # fmt: skip
    said = {
        "form": series.form_no, "symbol": series.symbol, "number": series.last_no, "code": told.code,
        "items": items, "at": now().isoformat(), **facts,
    }  # fmt: skip
    adapter = provider()
    made = EReceipt.objects.create(
        series=series, number=series.last_no, agency_id=told.agency_id, dossier_id=told.dossier_id, code=told.code,
        amount=sum(one.amount for one in lines), items=items, holder=holder(told.payer_number), replaces=replaces,
        provider=adapter.name, provider_no=adapter.issue(said)[:80], issued_at=now(), issued_by=actor.account_id,
        sha256=hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest(), **facts,
    )  # fmt: skip
    Receipted.objects.bulk_create(
        [Receipted(receipt=made, line_id=one.line_id, amount=one.amount) for one in lines]
    )
    _note(actor, "issue_receipt", made)
    return made


def _ending(actor: Actor, receipt_id: UUID, state: str, reason: str) -> EReceipt:
    one = EReceipt.objects.select_for_update().filter(pk=receipt_id).first()
    if one is None:
        raise NotFound("receipt_unknown", _("Không tìm thấy biên lai này."))
    check_books(actor, one.agency_id, *CASHIER)
    if one.state != EReceipt.State.ISSUED:
        raise Conflict("receipt_ended", _("Biên lai này đã được thay hoặc đã hủy."))
    why = clean(reason)[:1000]
    if len(why) < 5:
        raise Refused("reason_needed", _("Hãy ghi lý do thay hoặc hủy biên lai."), field="reason")
    provider().cancel({"number": one.number, "symbol": one.series.symbol}, why)
    one.state, one.reason, one.ended_at, one.ended_by = state, why, now(), actor.account_id
    one.save()
    one.lines.update(holds=False)
    _note(actor, f"{state}_receipt", one)
    return one


def _note(actor: Actor, verb: str, one: EReceipt) -> None:
    facts = {"receipt": one.pk, "number": one.number, "series": one.series_id, "amount": one.amount}
    record(actor, f"payment.{verb}", Subject("dossier", one.dossier_id), facts)
