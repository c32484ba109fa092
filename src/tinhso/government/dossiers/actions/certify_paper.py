"""The file of a paper becomes its certified electronic copy: the same pages, signed."""

from __future__ import annotations

from uuid import UUID

from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._frame import note_event
from tinhso.government.dossiers.models import DossierFile
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


def file_of_paper(actor: Actor, paper_id: UUID) -> UUID:
    """The stored file of one paper of a dossier that the officer may see. Raises NotFound."""
    row = DossierFile.objects.filter(pk=paper_id, file__isnull=False, replaced_at=None).first()
    if row is None or row.file_id is None:
        raise NotFound("file_unknown", "Không tìm thấy giấy tờ này.")
    access.for_officer(actor, row.dossier_id)
    ident: UUID = row.file_id
    return ident


def put_certified(actor: Actor, paper_id: UUID, source_id: UUID, signed_id: UUID) -> bool:
    """The signed file in place of the one it was made of; False when another stands there by now.

    Called once the signature was made, by the room that asked for it and checked the right. Whoever reuses the
    paper in another dossier keeps the file they were given.
    """
    row = DossierFile.objects.select_for_update(of=("self",)).select_related("dossier")
    found = row.filter(pk=paper_id, file_id=source_id, replaced_at=None).first()
    if found is None:
        return False
    found.file_id = signed_id
    found.save(update_fields=["file"])
    facts = {"paper": found.pk, "component": found.component_key, "file": signed_id, "source": source_id}
    note_event(actor, "certify_paper", found.dossier, facts)
    return True
