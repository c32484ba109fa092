"""Who looked at the data of dossiers, for the people whose data it is."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tinhso.foundation.identity.api import LookSeen, person_of, seen_in
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.models import Dossier, DossierParty

MOST = 500
SHOWN = 20


def looks_seen(dossier: Dossier) -> list[LookSeen]:
    """The newest looks by others at one dossier, its papers among them."""
    return seen_in({Subject("dossier", dossier.pk): ""}, dossier.account_id, SHOWN)


def places_of(account_id: UUID) -> dict[Subject, str]:
    """The dossiers in which an account's data lies, with their codes: filed by it, or about its person.

    A person is found in dossiers of others, and in those of the counter, once the desk has seen their card.
    """
    mine = Q(account_id=account_id)
    person = person_of(account_id)
    if person is not None and person.verified and person.citizen_id:
        named = DossierParty.objects.filter(dossier=OuterRef("pk"), citizen_id=person.citizen_id)
        mine |= Q(Exists(named))
    rows = Dossier.objects.filter(mine).order_by("-filed_at").values_list("pk", "code")[:MOST]
    return {Subject("dossier", pk): code for pk, code in rows}
