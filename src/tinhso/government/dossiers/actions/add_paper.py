"""A paper that an officer scanned becomes the file of one component."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import access
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier
from tinhso.government.dossiers.actions._papers import check_file, copies_of, put_papers
from tinhso.government.dossiers.models import Digitisation, Dossier, DossierFile
from tinhso.government.dossiers.rules.inputs import PaperInput
from tinhso.government.dossiers.rules.transitions import CLOSED, OFFICE
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused


@verb("add_paper")
def add_paper(
    actor: Actor, dossier_id: UUID, paper: PaperInput, *, replaces: UUID | None = None, reason: str = ""
) -> DossierFile:
    """Put a stored file of the actor's own to a component that the dossier asks for.

    A paper that was counted at the counter without a file gets this one; else it is one more paper of the component,
    and what is there stays. `replaces`: the file of the same component that it stands for from now on, with the
    reason; that one stays readable and is marked. Whether it is fit is a finding of its own (`check_file`). Raises Forbidden for officers
    who do not handle the dossier, Refused for a closed dossier, an unknown component, or a file
    that cannot be replaced.
    """
    dossier = lock_dossier(actor, dossier_id)
    if actor.kind != "officer" or not actor.has(*OFFICE) or not access.handles(actor, dossier):
        raise Forbidden("other_agency", _("Chỉ cơ quan đang giải quyết hồ sơ này được thêm giấy tờ."))
    if dossier.state in CLOSED:
        raise Refused("dossier_closed", _("Hồ sơ đã kết thúc."))
    wanted = procedures.components(version_of(dossier), dossier.data, dossier.channel)
    counted = dossier.files.filter(component_key=paper.component_key, file=None, replaced_at=None).first()
    if counted is None and paper.component_key not in {one.key for one in wanted}:
        raise Refused("component_unknown", _("Hồ sơ này không cần giấy tờ đó."), field="component_key")
    if replaces is not None:
        _mark_replaced(dossier, paper.component_key, replaces, reason)
        counted = None
    if counted is None or paper.file_id is None:
        (row,) = put_papers(actor, dossier, [paper], wanted, now())
    else:
        row = _with_file(actor, dossier, counted, paper, paper.file_id)
    dossier.save(update_fields=["digitisation"])
    facts = {
        "component": row.component_key,
        "file": paper.file_id,
        "originals": row.originals,
        "copies": row.copies,
        "certified": row.certified,
    }
    if replaces is not None:
        facts["replaces"] = replaces
    note_event(actor, "add_paper", dossier, facts, reason=reason)
    return row


def _mark_replaced(dossier: Dossier, component_key: str, row_id: UUID, reason: str) -> None:
    known = dossier.files.filter(pk=row_id, component_key=component_key, replaced_at=None, reuse="")
    if not reason or not known.update(replaced_at=now()):
        raise Refused("paper_not_replaced", _("Không thay được giấy tờ này."), field="replaces")


def _with_file(
    actor: Actor, dossier: Dossier, row: DossierFile, paper: PaperInput, file_id: UUID
) -> DossierFile:
    """The row that was counted at the counter, now with its file and the counts of whoever looked again."""
    check_file(actor, file_id)
    files.attach(file_id, Subject("dossier", dossier.pk))
    row.file_id = file_id
    row.originals = min(max(paper.originals, 0), 99)
    copies, certified = copies_of(paper)
    # Whoever counts again without telling them apart takes nothing away from the one who did, while the sum holds.
    if copies != row.copies or certified is not None:
        row.copies, row.certified = copies, certified
    row.save(update_fields=["file", "originals", "copies", "certified"])
    dossier.digitisation = Digitisation.DIGITISED
    return row
