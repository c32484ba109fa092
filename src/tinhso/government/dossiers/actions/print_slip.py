"""Printing what the person is told: the slip of a supplement request, the slip of a refusal."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.actions.sign_notice import check_handed
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.rules.transitions import OFFICE
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden


@verb("print_slip")
def print_slip(actor: Actor, dossier_id: UUID, *, form: str, part: str = "") -> Dossier:
    """The dossier whose slip (`form` 02 supplement, 03 refusal) is drawn for an officer who handles it.

    It carries no secret. An act on the dossier and a look that the person is shown. `part`: which request. Raises
    Forbidden for others, Refused while the paper has to be signed first.
    """
    dossier = access.for_officer(actor, dossier_id)
    if not (actor.has(*OFFICE) and access.handles(actor, dossier)):
        raise Forbidden("other_agency", _("Chỉ cơ quan tiếp nhận, giải quyết hồ sơ này được in phiếu."))
    check_handed(dossier, "supplement" if form == "02" else "refusal", part)
    note_event(actor, "print_slip", dossier, {"form": form})
    note_look(actor, dossier, "dossier")
    return dossier
