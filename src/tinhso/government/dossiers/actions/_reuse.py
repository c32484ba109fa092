"""Standing a kept paper for a component: looked up anew for this dossier's owner when it is filed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.dossiers.actions._frame import note_event
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.kept import Holder, Kept, holder_of, kept_for, proven_account
from tinhso.government.procedures.api import Component
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


def find_kept(
    holder: Holder | None,
    procedure_code: str,
    component: Component | None,
    token: str,
    but_not: UUID | None = None,
) -> Kept:
    """The kept paper of that token; Refused when this person is not offered it for this component.

    The same answer for one that does not exist, one that ended, and another person's.
    """
    offered = kept_for(holder, procedure_code, [component], but_not) if component is not None else {}
    for one in offered.get(component.key, []) if component is not None else []:
        if one.token == token:
            return one
    raise Refused(
        "kept_not_offered",
        _("Giấy tờ này không dùng lại được cho hồ sơ này."),
        field=f"files.{component.key}" if component is not None else "files",
        way_out=_("Hãy chọn lại trong danh sách giấy tờ đã có, hoặc nộp giấy mới."),
    )


def note_reuse(actor: Actor, dossier: Dossier, component_key: str, kept: Kept) -> None:
    """Record on the dossier what stands for its component; an officer's look at the source is shown to its person."""
    facts = {
        "component": component_key,
        "reuse": kept.reuse,
        "source": kept.dossier.pk,
        "result_code": kept.result_code,
    }
    note_event(actor, "reuse", dossier, facts)
    note_looks(actor, [kept])


def note_looks(actor: Actor, shown: Iterable[Kept]) -> None:
    """That an officer was shown what a person's store holds is a look at each source."""
    if actor.kind == "officer":
        for one in shown:
            look_once(actor, Subject("dossier", one.dossier.pk), "papers")


def holder_in(actor: Actor, dossier: Dossier) -> Holder | None:
    """Whose store may stand in for papers of this dossier."""
    owner = dossier.parties.filter(role="owner").first()
    if owner is None:
        return None
    own = dossier.account_id is not None and dossier.account_id == proven_account(owner)
    return holder_of(actor, owner, proven=own)
