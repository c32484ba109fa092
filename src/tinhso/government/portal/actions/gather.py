"""From the log to the outbox: every committed act on a dossier puts that dossier into the line to the portal.

The log is read, not written to by hand in each verb: a verb that is added tomorrow is sent tomorrow (decision 0010).
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tinhso.foundation.records.api import Committed, Place, committed_after
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.actions._note import PORTAL
from tinhso.government.portal.actions._steps import spans_of
from tinhso.government.portal.contract import configured
from tinhso.government.portal.models import Outgoing, OutgoingState, Progress, Reader
from tinhso.government.portal.rules.told import TOLD
from tinhso.lib.errors import NotFound

_NAME = "outbox"
_FIRST = UUID(int=0)


def gather(batch: int = 500, most: int = 20_000) -> int:
    """Bring what was committed since the last time into the outbox; how many acts were read.

    Nothing is read while this province is not connected: the place stays, so connecting later sends it all.
    """
    if not configured():
        return 0
    read = 0
    while read < most:
        found = _one_batch(batch)
        read += found
        if found < batch:
            break
    return read


def _one_batch(batch: int) -> int:
    """One batch and the new place, in one transaction: both or neither."""
    with transaction.atomic():
        Reader.objects.get_or_create(name=_NAME, defaults={"entry_id": _FIRST})
        reader = Reader.objects.select_for_update().get(name=_NAME)
        acts = committed_after(Place(reader.epoch, reader.txid, reader.entry_id), "dossier", batch)
        if not acts:
            return 0
        by_dossier: dict[UUID, list[Committed]] = {}
        for one in acts:
            if one.outcome == "done" and one.verb.startswith("dossier.") and one.verb != "dossier.rate":
                by_dossier.setdefault(UUID(one.subject_id), []).append(one)
        for dossier_id, own in by_dossier.items():
            _put(dossier_id, own)
        last = acts[-1].place
        reader.epoch, reader.txid, reader.entry_id = last.epoch, last.txid, last.id
        reader.save()
        return len(acts)


def _put(dossier_id: UUID, acts: list[Committed]) -> None:
    row = line_of(dossier_id)
    if row is None:
        return
    row.wanted = max(row.wanted, *(one.sequence for one in acts))
    moment = now()
    row.changed_at = moment
    # What was held is checked anew: the act may have put it right.
    row.state, row.next_try_at = OutgoingState.WAITING, min(row.next_try_at or moment, moment)
    row.tries = 0
    row.save()
    spans = spans_of(dossier_id, row, acts)
    Progress.objects.bulk_create(
        [
            Progress(
                outgoing=row,
                event_id=one.id,
                sequence=one.sequence,
                verb=one.verb.removeprefix("dossier."),
                at=one.world_at,
                after=int(one.facts.get("state", 0)),
                actor_kind=one.actor_kind,
                account_id=one.account_id,
                capacity_id=one.capacity_id,
                agency_id=one.agency_id,
                **spans[one.id],
            )
            for one in acts
            if one.verb.removeprefix("dossier.") in TOLD
        ],
        ignore_conflicts=True,
    )


def line_of(dossier_id: UUID) -> Outgoing | None:
    """The dossier's line, locked; None for a subject that is no dossier (an attempt on an unknown id)."""
    found = Outgoing.objects.select_for_update().filter(dossier_id=dossier_id).first()
    if found is not None:
        return found
    try:
        dossier = dossiers.for_officer(PORTAL, dossier_id)
    except NotFound:
        return None
    # A code whose package was refused before and that was taken after all: the dossier takes the line over.
    row, _made = Outgoing.objects.get_or_create(
        code=dossier.code,
        defaults={
            "dossier_id": dossier_id,
            "agency_id": dossier.competent_id,
            # Filed there, so the portal has the record already.
            "known": bool(dossier.portal_code),
            "changed_at": now(),
            "next_try_at": now(),
        },
    )
    row.dossier_id = dossier_id
    return row
