"""Save a changed file of a draft."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.government.design.access import files_now, for_change
from tinhso.government.design.actions._keep import keep
from tinhso.government.design.models import VersionDraft
from tinhso.government.design.rules.names import KEPT
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid


@act("design.saved")
def save(actor: Actor, draft_id: UUID, expected: int, name: str, text: str | None) -> VersionDraft:
    """The draft with one file written, or taken away (`text` None); an unchanged text makes no save.

    `expected` is the number of the save that the text was made from: of two people who began from the same
    one, the first is kept and the other gets Conflict. Raises Forbidden, NotFound, Invalid for a strange
    file. Faults of the content do not keep a draft from being saved. Records `design.saved`.
    """
    draft = for_change(actor, draft_id, expected)
    files = files_now(draft)
    before = dict(files)
    if text is None:
        if name in KEPT:
            raise Invalid([FieldError("name", _("Gói thủ tục phải có tệp %(name)s.") % {"name": name})])
        files.pop(name, None)
    else:
        files[name] = text.replace("\r\n", "\n").replace("\r", "\n")
    if files == before:
        return draft
    draft.number += 1
    keep(actor, draft, files, name, "design.saved")
    return draft
