"""A notice of the platform (IPN): checked, kept, settled; the same one again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tinhso.government.payments.actions.messages import keep
from tinhso.government.payments.actions.requery import recheck
from tinhso.government.payments.actions.settle import settle
from tinhso.government.payments.gateway import Forged, Gateway, gateway
from tinhso.government.payments.models import Transaction
from tinhso.government.payments.rules import states

TAKEN = ("ok", "again", "pending", "fail", "doubtful", "contradiction", "ignored")


def take_notice(content: Mapping[str, Any], *, over: Gateway | None = None) -> tuple[dict[str, Any], str]:
    """What to answer, and the verdict: ok, unknown, amount or forged.

    A forged one leaves nothing behind but its count in the log of the door; one for a reference that we never gave
    is kept, for it may be money. `ok` is answered only after everything is committed.
    """
    adapter = over or gateway()
    try:
        told = adapter.notice(content)
    except Forged:
        return adapter.answer(content, "forged"), "forged"
    one = Transaction.objects.filter(reference=told.reference).first() if told.reference else None
    if one is None:
        keep(None, "notice", content, "unknown")
        return adapter.answer(content, "unknown"), "unknown"
    with transaction.atomic():
        verdict = settle(one.pk, told, asked=False)
        keep(one, "notice", content, verdict)
    if verdict == "doubtful" or (verdict == "contradiction" and one.state != states.OK):
        # No money, or money after a failure: believed when the platform, asked, says so again.
        recheck(one.pk, over=adapter)
    answer = "ok" if verdict in TAKEN else "amount"
    return adapter.answer(content, answer), answer
