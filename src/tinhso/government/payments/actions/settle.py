"""What the platform says becomes what we hold: once, whoever says it first, whatever comes after."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.actions.ask import refresh
from tinhso.government.payments.actions.differences import found, settled
from tinhso.government.payments.actions.post import post
from tinhso.government.payments.gateway import Told
from tinhso.government.payments.models import EntryKind, Transaction
from tinhso.government.payments.rules import states
from tinhso.government.payments.rules.accounts import GATEWAY, SURPLUS, moved, same_amount
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

SYSTEM = Actor.system("payments")


@transaction.atomic
def settle(transaction_id: UUID, told: Told, *, asked: bool) -> str:
    """Bring one transaction to where the platform says it is; the verdict in one word.

    `asked`: it answered our question, where a notice only came. Bears being told twice and in any order: `ok` is
    booked once; what contradicts it afterwards is a difference, never a change. Verdicts: ok, again, pending, fail,
    doubtful (a failure that was only noticed), amount, contradiction, ignored.
    """
    one = Transaction.objects.select_for_update().get(pk=transaction_id)
    if (
        told.state in (states.OK, states.PENDING)
        and told.amount is not None
        and not same_amount(told.amount, one.amount)
    ):
        _differs(one, "amount", theirs=told.amount)
        return "amount"
    if told.state == states.OK and told.amount is None:
        return "ignored"
    if one.state == told.state:
        return _again(one, told)
    if told.state == states.FAIL and one.state in states.OPEN and not asked:
        # Only our own question ends a payment without money: a notice may come from a bad moment.
        return "doubtful"
    if one.state == states.OK or not states.may_move(one.state, told.state, asked=asked):
        return _contradicted(one, told, asked=asked)
    _move(one, told, asked=asked)
    return told.state


def _again(one: Transaction, told: Told) -> str:
    """The same once more; a second success under another number is money taken twice."""
    if told.state == states.OK and told.number and one.platform_no and told.number != one.platform_no:
        _differs(one, "twice", theirs=told.amount, detail=told.number)
        return "contradiction"
    return "again"


def _contradicted(one: Transaction, told: Told, *, asked: bool) -> str:
    """A word against one that was already taken: kept as a difference, where it could mean money."""
    if told.state == states.FAIL or (told.state == states.OK and not asked):
        _differs(one, "contradiction", theirs=told.amount or 0, detail=f"{one.state}:{told.state}")
        return "contradiction"
    return "ignored"


def _differs(one: Transaction, kind: str, *, theirs: int | None, detail: str = "") -> None:
    found(
        one.agency_id,
        kind,
        one.reference,
        dossier_id=one.request.dossier_id,
        code=one.request.code,
        reference=one.reference,
        ours=one.amount,
        theirs=theirs,
        detail=detail,
    )


def _move(one: Transaction, told: Told, *, asked: bool) -> None:
    moment = now()
    one.state = told.state
    one.platform_no = told.number or one.platform_no
    one.bank = told.bank or one.bank
    one.told_at = told.at or one.told_at
    one.auto_checked = one.auto_checked or asked
    if told.state in (states.OK, states.FAIL):
        one.settled_at, one.next_check_at = moment, None
    one.save()
    record(
        SYSTEM,
        f"payment.{told.state}",
        Subject("dossier", one.request.dossier_id),
        {"reference": one.reference, "amount": one.amount, "asked": asked},
    )
    # What stands on the dossier has brought its request in line already (`listen.on_money`).
    if told.state != states.OK or not _book(one):
        refresh(one.request.dossier_id, method="gateway")


def _book(one: Transaction) -> int:
    """On the dossier, fee by fee; what it does not take any more is surplus that somebody gives back. How much it took."""
    recorded = 0
    with override("vi"):
        for number, line in enumerate(one.lines):
            receipt = one.reference if len(one.lines) == 1 else f"{one.reference[:56]}-{number + 1}"
            try:
                with transaction.atomic():
                    dossiers.record_online_payment(
                        SYSTEM,
                        one.request.dossier_id,
                        fee_key=line["key"],
                        amount=line["amount"],
                        method="gateway",
                        receipt_no=receipt,
                        paid_at=one.told_at,
                    )
            except Refused as refused:
                _keep_apart(one, line, refused.code)
            else:
                recorded += line["amount"]
    one.recorded = recorded
    one.save(update_fields=["recorded"])
    for kind in ("unresolved", "amount"):
        settled(kind, one.reference, "Nền tảng đã trả lời: thành công, đúng số tiền.")
    return recorded


def _keep_apart(one: Transaction, line: dict[str, object], why: str) -> None:
    amount = int(str(line["amount"]))
    post(
        one.agency_id,
        EntryKind.ONLINE,
        f"online:{one.pk}:{line['key']}",
        moved(GATEWAY, SURPLUS, amount),
        now(),
        dossier_id=one.request.dossier_id,
        code=one.request.code,
        reference=one.reference,
    )
    found(
        one.agency_id,
        "not_recorded",
        f"{one.reference}:{line['key']}",
        dossier_id=one.request.dossier_id,
        code=one.request.code,
        reference=one.reference,
        ours=0,
        theirs=amount,
        detail=why[:200],
    )
