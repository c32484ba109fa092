"""A paper that should never have been scanned is taken out: its bytes and its words go, what happened stays."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.scanning.access import KIND, desk_of, paper_of
from tinhso.government.scanning.actions._words import forget
from tinhso.government.scanning.models import Page, Paper
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid
from tinhso.lib.text import clean

GOES = (Paper.State.TO_CHECK, Paper.State.RESCAN)


@act("scan.erase")
def erase_paper(actor: Actor, paper_id: UUID, reason: str) -> Paper:
    """Remove a paper that belongs to no dossier: its pictures, its PDF, its words, and the scans that it came in.

    Other papers of the same scan keep the PDFs that were made of them. Once an officer signed it, it is a paper of
    a dossier and is not erased but replaced (`Finding.replaces`). Raises Forbidden for who scans not at this desk,
    NotFound, Invalid without a reason, Conflict.
    """
    desk_of(actor)
    Paper.objects.select_for_update().filter(pk=paper_id).first()
    paper = paper_of(actor, paper_id)
    if paper.state not in GOES:
        raise _taken(paper)
    if not clean(reason):
        raise Invalid([FieldError("erase_reason", _("Hãy ghi vì sao xóa bản quét này."))], "scan_reason")
    pages = list(Page.objects.filter(paper=paper).select_related("source"))
    sources = {page.source.file_id for page in pages}
    gone = {paper.file_id, *sources, *(page.image_id for page in pages if page.image_id)}
    for file_id in sorted(gone):
        files.erase(actor, file_id)
    forget(paper.folded)
    paper.state, paper.note = Paper.State.ERASED, clean(reason)[:1000]
    paper.text, paper.folded, paper.text_state = "", "", Paper.Text.EMPTY
    paper.checked_at, paper.checked_by_id = now(), actor.account_id
    paper.save()
    facts = {"paper": paper.pk, "pages": len(pages), "scans": len(sources), "files": len(gone)}
    record(actor, "scan.erase", Subject(KIND, paper.batch_id), facts, {"note": paper.note})
    return paper


def _taken(paper: Paper) -> Conflict:
    if paper.state == Paper.State.ERASED:
        return Conflict("scan_erased", _("Bản quét này đã được xóa."))
    return Conflict(
        "scan_signed",
        _("Giấy tờ đã xác nhận vào hồ sơ thì không xóa được."),
        way_out=_("Quét bản đúng, rồi khi xác nhận chọn “Thay cho bản đã xác nhận” và ghi lý do."),
    )
