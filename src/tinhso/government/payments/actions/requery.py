"""Asking the platform about payments that have no end yet: by the worker, by an officer, by the person who waits."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from tinhso.foundation.worktime.api import now
from tinhso.government.payments.actions.differences import found
from tinhso.government.payments.actions.messages import keep
from tinhso.government.payments.actions.settle import settle
from tinhso.government.payments.gateway import Gateway, Told, Unreachable, gateway
from tinhso.government.payments.models import Transaction
from tinhso.government.payments.rules import states


def recheck(transaction_id: UUID, *, over: Gateway | None = None, giving_up: bool = False) -> str:
    """Ask about one transaction; the verdict in one word (`settle`'s, or `silent`, `open`, `gone`).

    `giving_up`: one that the platform does not know, and that is too old to be paid any more, ends as failed.
    No transaction may be open: the question goes over the network.
    """
    one = Transaction.objects.get(pk=transaction_id)
    moment = now()
    try:
        told = (over or gateway()).ask(one.reference, moment)
    except Unreachable:
        _later(one)
        return "silent"
    # Without a page nobody could pay; with one, nobody pays on it for ever.
    over_now = not one.page or moment - one.made_at >= states.PAGE_LIFE
    gone = told.state == "unknown" and one.state == states.INIT and over_now
    if gone and giving_up:
        told = Told(one.reference, states.FAIL, raw=told.raw)
    if told.state == "unknown":
        _later(one)
        return "open"
    verdict = settle(one.pk, told, asked=True)
    keep(one, "answer", told.raw or {}, verdict)
    _later(one)
    return "gone" if gone else verdict


def _later(one: Transaction) -> None:
    moment = now()
    due = states.next_check(one.made_at, moment)
    open_ones = Transaction.objects.filter(pk=one.pk, state__in=states.OPEN)
    open_ones.update(next_check_at=due, checks=F("checks") + 1)
    if due is None and open_ones.exists():
        found(
            one.agency_id,
            "unresolved",
            one.reference,
            dossier_id=one.request.dossier_id,
            code=one.request.code,
            reference=one.reference,
            ours=one.amount,
            detail=one.state,
        )


def recheck_due(limit: int = 200, *, over: Gateway | None = None) -> int:
    """Ask about every open transaction whose moment has come, the oldest first; how many found their end."""
    due = Transaction.objects.filter(state__in=states.OPEN, next_check_at__lte=now())
    ended = 0
    for ident in list(due.order_by("next_check_at").values_list("pk", flat=True)[:limit]):
        ended += recheck(ident, over=over, giving_up=True) in (states.OK, states.FAIL, "gone")
    return ended
