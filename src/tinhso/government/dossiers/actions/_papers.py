"""Putting papers to a dossier: files must be stored, readable and the filer's own, or of the owner's store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.actions._reuse import find_kept, holder_in, note_reuse
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Digitisation, Dossier, DossierFile, SupplementRequest
from tinhso.government.dossiers.rules import reuse
from tinhso.government.dossiers.rules.inputs import PaperInput
from tinhso.government.procedures.api import Component
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

MOST_PAPERS = 200


def check_file(actor: Actor, file_id: UUID, field: str = "file") -> None:
    """Refuse a file that is unknown, was refused by the check, or belongs to somebody else."""
    stored = files.get_file(file_id)
    # A file whose owner was forgotten is nobody's: only the platform itself may still use it.
    if actor.kind != "system" and (stored.owner_id is None or stored.owner_id != actor.account_id):
        raise Refused("file_not_yours", _("Tệp này không phải do bạn tải lên."), field=field)
    if stored.state != "ok":
        raise Refused("file_refused", stored.reason, field=field)


def put_papers(
    actor: Actor,
    dossier: Dossier,
    papers: Iterable[PaperInput],
    components: Iterable[Component],
    moment: datetime,
    supplement: SupplementRequest | None = None,
) -> list[DossierFile]:
    """Add papers; a paper of a component that is answered again marks the earlier ones replaced."""
    rows = paper_rows(actor, dossier, papers, components, moment, supplement)
    DossierFile.objects.bulk_create(rows)
    return rows


def paper_rows(
    actor: Actor,
    dossier: Dossier,
    papers: Iterable[PaperInput],
    components: Iterable[Component],
    moment: datetime,
    supplement: SupplementRequest | None = None,
) -> list[DossierFile]:
    """The same, the papers themselves to be written by the caller; their files are bound to the dossier here."""
    by_key = {c.key: c for c in components}
    wanted = list(papers)
    if len(wanted) > MOST_PAPERS:
        raise Refused(
            "too_many_files",
            _("Một hồ sơ nhận tối đa %(most)d giấy tờ.") % {"most": MOST_PAPERS},
            field="files",
        )
    if supplement is not None:
        keys = {p.component_key for p in wanted}
        DossierFile.objects.filter(dossier=dossier, component_key__in=keys, replaced_at=None).update(
            replaced_at=moment
        )
    rows = []
    subject = Subject("dossier", dossier.pk)
    sent = [paper.file_id for paper in wanted if paper.file_id is not None and not paper.kept]
    bound = files.attach_own(actor.account_id, sent, subject) if actor.account_id else frozenset()
    holder = holder_in(actor, dossier) if any(paper.kept for paper in wanted) else None
    for paper in wanted:
        component = by_key.get(paper.component_key)
        if paper.kept:
            kept = find_kept(holder, dossier.procedure_code, component, paper.kept, dossier.pk)
            note_reuse(actor, dossier, paper.component_key, kept)
            source = {
                "file_id": kept.file.pk,
                "reuse": kept.reuse,
                "source_dossier": kept.dossier,
                "source_id": kept.source,
                "source_code": kept.code,
                "result_code": kept.result_code,
            }
        else:
            source = {
                "file_id": paper.file_id,
                "result_code": component.replaces_result_code[:40] if component is not None else "",
            }
            if paper.file_id is not None and paper.file_id not in bound:
                check_file(actor, paper.file_id, f"files.{paper.component_key}")
                files.attach(paper.file_id, subject)
        rows.append(
            DossierFile(
                dossier=dossier,
                component_key=text(paper.component_key, "component_key", 120, needed=True),
                component_name=component.name[:600] if component is not None else "",
                **source,
                originals=min(max(paper.originals, 0), 99),
                copies=copies_of(paper)[0],
                certified=copies_of(paper)[1],
                added_at=moment,
                added_by_id=actor.account_id,
                supplement=supplement,
            )
        )
    if state := reuse.digitised((bool(paper.file_id), paper.kept) for paper in wanted):
        dossier.digitisation = (
            Digitisation.DIGITISED if dossier.digitisation == Digitisation.DIGITISED else state
        )
    return rows


def copies_of(paper: PaperInput) -> tuple[int, int | None]:
    """All copies and the certified ones among them as they are kept; None where nobody told them apart."""
    copies = min(max(paper.copies, 0), 198)
    return copies, None if paper.certified is None else min(max(paper.certified, 0), copies)


def missing_components(components: Iterable[Component], papers: Iterable[PaperInput]) -> list[Component]:
    """Required components that have neither a file nor a paper; the e-form itself and shown papers apart."""
    given = {p.component_key for p in papers if p.file_id or p.kept or p.originals or p.copies}
    return [
        c for c in components if c.required and c.kind == "submit" and not c.from_form and c.key not in given
    ]
