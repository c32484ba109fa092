"""Papers whose person confirms elsewhere: all of a batch are sent once, asked about until they come back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tinhso.foundation.signing import means
from tinhso.foundation.signing.actions.finish import Signer, fail, finish, halve
from tinhso.foundation.signing.means import Key, MeansFault, ToSign
from tinhso.foundation.signing.models import Batch, SigningRequest, Turn
from tinhso.foundation.signing.rules import states
from tinhso.foundation.worktime.api import now

PATIENCE = timedelta(minutes=10)
TRIES = 5


def carry_on(batch: Batch, signer: Signer) -> None:
    """Send what was not sent, ask about what was."""
    if not batch.transaction:
        _send(batch, signer)
    if batch.transaction:
        _ask(batch, signer)


def _send(batch: Batch, signer: Signer) -> None:
    rows = Turn.objects.filter(batch=batch, state=Turn.State.WAITING).order_by("position")
    for ident in rows.values_list("pk", flat=True):
        halve(ident, signer)
    turns = [turn for turn in rows.select_related("request") if turn.attributes is not None]
    if not turns:
        return
    every = [ToSign(str(turn.pk), bytes(turn.attributes), turn.request.title) for turn in turns]
    try:
        # Our own number goes with it: sent twice, after a kill between here and the next line, it is one confirmation.
        number = means.remote(batch.certificate.kind).begin(_key(signer), every, str(batch.pk))
    except MeansFault as fault:
        _not_reached(batch, signer, [turn.pk for turn in turns], str(fault))
        return
    with transaction.atomic():
        idents = [turn.pk for turn in turns]
        held = Turn.objects.select_for_update().filter(pk__in=idents, state=Turn.State.WAITING).order_by("pk")
        requests = [turn.request_id for turn in held]
        held.update(state=Turn.State.CONFIRMING)
        SigningRequest.objects.filter(pk__in=requests).update(state=states.CONFIRMING)
        Batch.objects.filter(pk=batch.pk).update(transaction=number[:120], tries=0)
    batch.transaction = number[:120]


def _ask(batch: Batch, signer: Signer) -> None:
    rows = Turn.objects.filter(batch=batch, state=Turn.State.CONFIRMING).order_by("position")
    idents = list(rows.values_list("pk", flat=True))
    if not idents:
        return
    try:
        told = means.remote(batch.certificate.kind).ask(_key(signer), batch.transaction)
    except MeansFault as fault:
        _not_reached(batch, signer, idents, str(fault))
        return
    late = now() - batch.made_at > PATIENCE
    if told.state == "done":
        for ident in idents:
            finish(ident, signer, told.values.get(str(ident), b""))
    elif told.state in ("declined", "expired") or late:
        for ident in idents:
            fail(ident, signer, "declined" if told.state == "declined" else "too_late")


def _not_reached(batch: Batch, signer: Signer, idents: list[UUID], code: str) -> None:
    """Asked again a few times; a service that says no for good, or stays silent, ends the batch."""
    batch.tries += 1
    Batch.objects.filter(pk=batch.pk).update(tries=batch.tries)
    if code == "unreachable" and batch.tries < TRIES and now() - batch.made_at <= PATIENCE:
        return
    for ident in idents:
        fail(ident, signer, code)


def _key(signer: Signer) -> Key:
    return Key(signer.told, signer.certificate.reference)
