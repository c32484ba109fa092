"""Opening the full identifiers of a dossier's people: allowed to those who handle it, and always recorded."""

from __future__ import annotations

from uuid import UUID

from tinhso.foundation.records.api import Subject, record_look
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.models import DossierParty
from tinhso.lib.actor import Actor


@verb("look_at_people")
def look_at_people(actor: Actor, dossier_id: UUID) -> list[DossierParty]:
    """The people with unmasked numbers. The look is shown to the person whose data it is."""
    dossier = access.for_officer(actor, dossier_id)
    record_look(actor, Subject("dossier", dossier.pk), "citizen_id")
    return list(dossier.parties.order_by("role"))
