"""Payers are forgotten when the province's retention says so: names, numbers and addresses; every amount stays."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.payments.models import EReceipt, PaymentRequest, Refund, StatementLine
from tinhso.government.payments.rules import states
from tinhso.lib.actor import Actor

CLOCK = Actor.system("payments.retention")
SETTLED = (states.PAID, states.REFUNDED, states.CANCELLED)


@transaction.atomic
def forget_payers() -> int:
    """Take what names a person out of rows older than `retention.payers_days`; how many rows. Bears repetition.

    Left alone: what is not settled (open requests, refunds on their way) and the books, which name nobody. A receipt
    keeps number, amount, state, reason of its end and checksum; nobody finds it by a number of theirs any more.
    """
    day = today() - timedelta(days=setting("retention.payers_days"))
    before = now() - timedelta(days=setting("retention.payers_days"))
    rows = 0
    requests = PaymentRequest.objects.filter(made_at__lt=before, state__in=SETTLED)
    rows += requests.exclude(
        payer_name="", payer_address="", payer_tax_number="", payer_email="", refund_account=""
    ).update(payer_name="", payer_address="", payer_tax_number="", payer_email="", refund_account="")
    receipts = EReceipt.objects.filter(issued_at__lt=before)
    rows += receipts.exclude(payer_name="", payer_address="", payer_tax_number="", holder="").update(
        payer_name="", payer_address="", payer_tax_number="", holder=""
    )
    refunds = Refund.objects.filter(Q(state="paid") | Q(state="rejected"), asked_at__lt=before)
    rows += refunds.exclude(receiver="", receiver_account="").update(receiver="", receiver_account="")
    # A bank's text carries the name of whoever transferred; the reference that it was found by stays beside it.
    lines = StatementLine.objects.filter(kind="bank", day__lt=day).exclude(became="")
    rows += lines.exclude(text="").update(text="")
    if rows:
        record(CLOCK, "payment.forget_payers", Subject("books", "retention"), {"rows": rows, "before": day})
    return rows
