"""A bank's credits become money in the bank: each from the account that waited for it, what nobody knows as surplus."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments import gateway
from tinhso.government.payments.actions.differences import found, settled
from tinhso.government.payments.actions.post import post
from tinhso.government.payments.actions.requery import recheck
from tinhso.government.payments.models import (
    Deposit,
    EntryKind,
    Line,
    PaymentRequest,
    StatementLine,
    Transaction,
)
from tinhso.government.payments.rules.accounts import BANK, DEPOSIT, GATEWAY, SURPLUS, TRANSFER, moved
from tinhso.government.payments.rules.references import found_in
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

SYSTEM = Actor.system("payments")


def take_statement(agency_id: UUID) -> int:
    """Look at every credit of the agency's statements that was not looked at; how many. Each in its own transaction."""
    waiting = StatementLine.objects.filter(agency_id=agency_id, kind="bank", became="")
    done = 0
    with override("vi"):
        for ident in list(waiting.order_by("day", "id").values_list("pk", flat=True)):
            _ask_first(StatementLine.objects.get(pk=ident))
            done += _take(ident)
    return done


def _ask_first(line: StatementLine) -> None:
    """Money is in the account for a payment that we do not hold as paid: the platform is asked before it is booked."""
    one = _transaction(line)
    if one is not None and one.state != "ok" and gateway.connected():
        recheck(one.pk)


@transaction.atomic
def _take(ident: UUID) -> bool:
    line = StatementLine.objects.select_for_update().get(pk=ident)
    if line.became:
        return False
    line.became, line.reference = _became(line)
    line.save(update_fields=["became", "reference"])
    source = line.became
    owner = _owner(line.reference) if line.reference else None
    post(
        line.agency_id,
        EntryKind.STATEMENT,
        f"statement:{line.pk}",
        moved(BANK, source, line.amount),
        now(),
        reference=line.reference or line.number,
        dossier_id=owner.dossier_id if owner else None,
        code=owner.code if owner else "",
    )
    return True


def _owner(reference: str) -> PaymentRequest | None:
    """Whose money it is: by the reference of a transfer, or of a payment online."""
    found_one = PaymentRequest.objects.filter(reference=reference).first()
    return found_one or PaymentRequest.objects.filter(transactions__reference=reference).first()


def _became(line: StatementLine) -> tuple[str, str]:
    """From which account it comes, and by which reference."""
    one = _transaction(line)
    if one is not None:
        again = StatementLine.objects.filter(kind="bank", reference=one.reference, became=GATEWAY).exists()
        return (SURPLUS if again or one.state != "ok" else GATEWAY), one.reference
    for reference in found_in(line.text):
        deposit = Deposit.objects.filter(agency_id=line.agency_id, reference=reference, seen_on=None).first()
        if deposit is not None and deposit.amount == line.amount:
            Deposit.objects.filter(pk=deposit.pk).update(seen_on=line.day)
            settled("deposit_absent", reference, "Sao kê đã có khoản nộp tiền.")
            return DEPOSIT, reference
        request = PaymentRequest.objects.filter(reference=reference).first()
        if request is not None:
            return _transfer(line, request), reference
    found(
        line.agency_id, "bank_unknown", str(line.pk), day=line.day, theirs=line.amount, reference=line.number
    )
    return SURPLUS, ""


def _transaction(line: StatementLine) -> Transaction | None:
    """The online payment that the platform passed on: by its number, or by our reference in the text."""
    words = [word for word in line.text.replace(",", " ").split() if len(word) >= 16 and word.isalnum()]
    found_one = Transaction.objects.filter(reference__in=words).first()
    if found_one is None and line.number:
        found_one = Transaction.objects.filter(platform_no=line.number).first()
    return found_one


def _transfer(line: StatementLine, request: PaymentRequest) -> str:
    """A person's transfer by VietQR: it pays the dossier when it is what is owed; else it waits for somebody."""
    told = dossiers.owed(request.dossier_id)
    if told is not None and told.amount == line.amount:
        try:
            with transaction.atomic():
                for number, fee in enumerate(told.lines):
                    dossiers.record_online_payment(
                        SYSTEM,
                        request.dossier_id,
                        fee_key=fee.key,
                        amount=fee.amount,
                        method="transfer",
                        receipt_no=f"CK-{line.pk.hex[-12:].upper()}-{number + 1}",
                    )
            return TRANSFER
        except Refused as refused:
            _apart(line, request, "not_recorded", ours=0, detail=refused.code)
            return SURPLUS
    if told is not None and not told.amount and _expected(request) >= line.amount:
        # The desk recorded the transfer before the statement came.
        return TRANSFER
    kind = "transfer_amount" if told is not None and told.amount else "transfer_again"
    _apart(line, request, kind, ours=told.amount if told else 0)
    return SURPLUS


def _expected(request: PaymentRequest) -> int:
    """What the desk recorded as transferred for this dossier and no statement has shown yet."""
    waiting = Line.objects.filter(account__kind=TRANSFER, entry__dossier_id=request.dossier_id)
    return sum(waiting.values_list("amount", flat=True))


def _apart(line: StatementLine, request: PaymentRequest, kind: str, *, ours: int, detail: str = "") -> None:
    found(
        line.agency_id,
        kind,
        str(line.pk),
        day=line.day,
        dossier_id=request.dossier_id,
        code=request.code,
        reference=request.reference,
        ours=ours,
        theirs=line.amount,
        detail=detail,
    )


def standing_entries(receipt_lines: list[UUID]) -> dict[UUID, int]:
    """What the books hold of these receipts: the sum of their debits less what was turned back."""
    rows = Line.objects.filter(
        entry__receipt_line__in=receipt_lines, entry__kind__in=[EntryKind.TAKEN, EntryKind.CORRECTED]
    )
    held: dict[UUID, int] = {}
    for receipt, kind, amount in rows.values_list("entry__receipt_line", "account__kind", "amount"):
        if receipt is not None and kind in ("fee", "charge"):
            held[receipt] = held.get(receipt, 0) - amount
    return held
