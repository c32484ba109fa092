"""Opening personal data of a dossier: whole numbers to those who handle it, and every look recorded."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, look_once, record_look
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.models import Dossier, DossierParty
from tinhso.government.dossiers.queries.detail import Detail, detail
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden


@verb("look_at_people")
def look_at_people(actor: Actor, dossier_id: UUID) -> list[DossierParty]:
    """The people with unmasked numbers. The look is shown to the person whose data it is.

    Raises Forbidden for officers who may read the dossier but do not handle it.
    """
    dossier = access.for_officer(actor, dossier_id)
    if not access.sees_whole(actor, dossier):
        raise Forbidden(
            "not_handling",
            _("Chỉ cán bộ đang giải quyết hồ sơ được xem đủ số."),
            way_out=_("Liên hệ cơ quan đang giải quyết hồ sơ."),
        )
    record_look(actor, Subject("dossier", dossier.pk), "citizen_id")
    return list(dossier.parties.order_by("role"))


def open_dossier(actor: Actor, dossier_id: UUID) -> Detail:
    """The dossier for an officers' page; that its content was seen is recorded, once in ten minutes."""
    view = detail(actor, dossier_id)
    note_look(actor, view.dossier, "dossier")
    return view


def note_look(actor: Actor, dossier: Dossier, what: str) -> None:
    """Record that somebody else than the dossier's account saw something of it.

    `what` is a key that `identity.seen` puts into words: dossier, citizen_id, receipt, file:<id> …
    """
    if actor.kind == "system" or (actor.account_id is not None and actor.account_id == dossier.account_id):
        return
    look_once(actor, Subject("dossier", dossier.pk), what)
