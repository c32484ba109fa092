"""Carrying a batch on from wherever it stands: what a killed worker left is simply still to do."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tinhso.foundation.signing import means
from tinhso.foundation.signing.actions import confirming
from tinhso.foundation.signing.actions.finish import Signer, fail, finish, halve
from tinhso.foundation.signing.means import Key, MeansFault, ToSign
from tinhso.foundation.signing.models import Batch, Turn
from tinhso.foundation.signing.reading_certificates import asked, only_warns, own
from tinhso.foundation.worktime.api import now

# A batch that is carried on later asks again whether its certificate still holds.
ASK_AGAIN = timedelta(minutes=10)


def carry_on(batch_id: UUID, *, pin: str = "") -> bool:
    """Sign what can be signed; True when something still waits for its person. May be called at any time, by anybody.

    `pin` goes to the device and nowhere else. Never raises for a single paper: its fault stands in its turn.
    """
    batch = Batch.objects.select_related("certificate").filter(pk=batch_id, ended_at=None).first()
    if batch is None:
        return False
    signer = Signer.of(batch)
    if now() - batch.touched_at > ASK_AGAIN:
        why = asked(batch.certificate)
        if why and not only_warns(why):
            _all_fail(batch, signer, why)
            return False
    if batch.certificate.kind in means.BROWSER:
        return True
    if batch.certificate.kind in means.REMOTE:
        confirming.carry_on(batch, signer)
    else:
        _one_by_one(batch, signer, pin)
    return not close(batch_id)


def _one_by_one(batch: Batch, signer: Signer, pin: str) -> None:
    key = Key(own(batch.certificate), batch.certificate.reference)
    for ident in waiting(batch):
        halve(ident, signer)
        turn = Turn.objects.filter(pk=ident, state=Turn.State.WAITING).select_related("request").first()
        if turn is None or turn.attributes is None:
            continue
        wish = ToSign(str(turn.pk), bytes(turn.attributes), turn.request.title)
        try:
            made = means.immediate(batch.certificate.kind).sign(key, [wish], pin).get(wish.ref)
        except MeansFault as fault:
            code = str(fault)
            if code in ("pin", "no_key", "no_means"):
                # The device would refuse every other paper too, and a wrong PIN tried again locks it.
                _all_fail(batch, signer, code)
                return
            fail(ident, signer, code)
            continue
        finish(ident, signer, made or b"")


def waiting(batch: Batch) -> list[UUID]:
    """The turns that nobody has brought to an end, in order."""
    rows = Turn.objects.filter(batch=batch, state=Turn.State.WAITING)
    return list(rows.order_by("position").values_list("pk", flat=True))


def _all_fail(batch: Batch, signer: Signer, code: str) -> None:
    rows = Turn.objects.filter(batch=batch, state__in=[Turn.State.WAITING, Turn.State.CONFIRMING])
    for ident in rows.values_list("pk", flat=True):
        fail(ident, signer, code)
    close(batch.pk)


def close(batch_id: UUID) -> bool:
    """Mark the batch as ended when each of its papers has its fate; True then."""
    left = Turn.objects.filter(batch_id=batch_id, state__in=[Turn.State.WAITING, Turn.State.CONFIRMING])
    moment = now()
    if left.exists():
        Batch.objects.filter(pk=batch_id).update(touched_at=moment)
        return False
    Batch.objects.filter(pk=batch_id, ended_at=None).update(touched_at=moment, ended_at=moment)
    return True
