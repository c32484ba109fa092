"""The sender says more, once asked."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import attach
from tinhso.foundation.records.api import Subject
from tinhso.government.petitions.actions._frame import finish, take_up, verb, words
from tinhso.government.petitions.actions._named import keep_away
from tinhso.government.petitions.actions.send import MOST_FILES
from tinhso.government.petitions.models import Petition
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("supplement")
def supplement(
    actor: Actor, petition_id: UUID, *, text: str, file_ids: tuple[UUID, ...] = (), secret: str = ""
) -> Petition:
    """Answer the office's question. The caller has stored the files as the sender's."""
    petition, move = take_up(actor, petition_id, "supplement", secret=secret)
    if len(file_ids) > MOST_FILES:
        raise Refused("too_many_files", _("Chỉ gửi tối đa %(n)s tệp.") % {"n": MOST_FILES}, field="files")
    said = words(text, "text", 8000, needed=_("Hãy viết thông tin bổ sung."))
    for file_id in file_ids:
        attach(file_id, Subject("petition", petition.pk))
    finish(actor, petition, move, text=said)
    keep_away(petition, petition.holder_id)
    return petition
