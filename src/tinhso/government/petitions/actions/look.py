"""Looks at a sender's data: opening the petition, and the whole contacts; both are recorded."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, look_once, record_look
from tinhso.government.petitions import access
from tinhso.government.petitions.actions._frame import verb
from tinhso.government.petitions.models import Petition
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden


def open_petition(actor: Actor, petition_id: UUID) -> Petition:
    """The petition for an officers' page; that it was seen is recorded, once in ten minutes."""
    petition = access.for_officer(actor, petition_id)
    look_once(actor, Subject("petition", petition.pk), "petition")
    return petition


@verb("look_at_sender")
def look_at_sender(actor: Actor, petition_id: UUID) -> Petition:
    """The petition with the sender's whole contacts. Raises Forbidden for officers who do not handle it."""
    petition = access.for_officer(actor, petition_id)
    if not access.handles(actor, petition):
        raise Forbidden("not_handling", _("Chỉ cơ quan đang xử lý được xem liên hệ của người gửi."))
    record_look(actor, Subject("petition", petition.pk), "person")
    return petition
