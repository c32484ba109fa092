"""An agency was abolished: what waited for its signature waits for whoever continues it."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.organisation.api import continuing
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing.hooks import heir_of
from tinhso.foundation.signing.models import SigningRequest
from tinhso.foundation.signing.rules import states
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

SUBJECT = "signing"


@act("signing.follow")
def follow_agencies(actor: Actor) -> int:
    """Move what waits for abolished agencies to their successors; how many requests moved.

    What a batch has taken stays with it: when it fails it goes back to the list and moves with the next call. Where
    an agency was split, the asking room says which successor has the matter (`register_heir`). Nobody named: it stays.
    """
    waiting = SigningRequest.objects.filter(state=states.WAITING, agency__isnull=False)
    moved = 0
    for agency_id in set(waiting.values_list("agency_id", flat=True).distinct()):
        heir = _heir(agency_id)
        if heir is None or heir == agency_id:
            continue
        for row in waiting.select_for_update().filter(agency_id=agency_id).order_by("pk"):
            moved += _move(actor, row, heir_of(row) or heir)
    return moved


def _move(actor: Actor, row: SigningRequest, heir: UUID) -> int:
    before, row.agency_id = row.agency_id, heir
    row.save(update_fields=["agency"])
    facts = {"what": row.what, "of": row.subject_id, "from": before, "to": heir}
    record(actor, "signing.follow", Subject(SUBJECT, row.pk), facts)
    return 1


def _heir(agency_id: UUID) -> UUID | None:
    try:
        return continuing(agency_id, today()).id
    except NotFound:
        return None
