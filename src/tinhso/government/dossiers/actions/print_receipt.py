"""Printing the receipt at the desk: the paper opens the dossier, so who printed it is known."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden

DESK = ("reception", "return_officer")


@verb("print_receipt")
def print_receipt(actor: Actor, dossier_id: UUID) -> Dossier:
    """The dossier whose receipt, with the tracking secret, is drawn for an officer of its desk.

    An act on the dossier and a look that the person is shown. Raises Forbidden for other officers.
    """
    dossier = access.for_officer(actor, dossier_id)
    if not (actor.has(*DESK) and access.handles(actor, dossier)):
        raise Forbidden("desk_only", _("Chỉ Bộ phận Một cửa của hồ sơ này được in giấy có mã tra cứu."))
    note_event(actor, "print_receipt", dossier)
    note_look(actor, dossier, "receipt_print")
    return dossier
