"""The officer's word on a paper: it is the component's file, or it has to be scanned again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.access import KIND, desk_of, paper_of
from tinhso.government.scanning.actions.certify import drop_copy
from tinhso.government.scanning.models import Paper
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid, Refused
from tinhso.lib.text import clean

MOST_SHEETS = 99


@dataclass(frozen=True)
class Finding:
    """What the officer saw: which component of which dossier, how many originals and copies, readable or not."""

    dossier_code: str
    component_key: str
    originals: int | None
    copies: int | None
    readable: bool
    note: str = ""
    # The signed paper of the same component that this one stands for from now on; `note` then says why.
    replaces: UUID | None = None


@act("scan.sign")
def sign_paper(actor: Actor, paper_id: UUID, finding: Finding) -> Paper:
    """Make the paper the file of a component, in the officer's name; the scan itself stays with its batch.

    Raises Invalid with every fault, Conflict when somebody was first, and what `dossiers.add_paper` refuses.
    """
    paper = _locked(actor, paper_id)
    faults = _faults(finding)
    before = _before(actor, paper, finding, faults)
    if faults:
        raise Invalid(faults, "scan_finding")
    try:
        dossier = dossiers.by_code(actor, finding.dossier_code)
    except Refused as refused:
        raise Invalid([FieldError("dossier_code", str(refused))], refused.code) from refused
    with files.open_file(paper.file.id) as content, override("vi"):
        stored = files.store(actor, _("Bản quét %(code)s.pdf") % {"code": dossier.code}, content)
    given = dossiers.PaperInput(finding.component_key, stored.id, finding.originals or 0, finding.copies or 0)
    instead = before.dossier_file if before is not None else None
    row = dossiers.add_paper(actor, dossier.pk, given, replaces=instead, reason=clean(finding.note))
    if before is not None:
        drop_copy(actor, before, clean(finding.note))
        before.state = Paper.State.REPLACED
        before.save(update_fields=["state"])
        paper.replaces = before
    paper.state = Paper.State.SIGNED
    paper.dossier, paper.dossier_code, paper.dossier_file = dossier.pk, dossier.code, row.pk
    paper.component_key, paper.component_name = row.component_key, row.component_name
    paper.originals, paper.copies = given.originals, given.copies
    return _checked(actor, paper, "scan.sign", finding.note)


@act("scan.reject")
def reject_paper(actor: Actor, paper_id: UUID, note: str) -> Paper:
    """Say that the paper has to be scanned again, and why. Raises Invalid without a reason, Conflict."""
    paper = _locked(actor, paper_id)
    if not clean(note):
        raise Invalid([FieldError("reason", _("Hãy ghi vì sao phải quét lại."))], "scan_reason")
    paper.state = Paper.State.RESCAN
    return _checked(actor, paper, "scan.reject", note)


def _checked(actor: Actor, paper: Paper, verb: str, note: str) -> Paper:
    paper.note = clean(note)[:1000]
    paper.checked_at, paper.checked_by_id = now(), actor.account_id
    paper.save()
    facts = {
        "paper": paper.pk,
        "code": paper.dossier_code,
        "component": paper.component_key,
        "originals": paper.originals,
        "copies": paper.copies,
        "replaces": paper.replaces_id,
    }
    digests = {"note": paper.note} if paper.note else None
    record(actor, verb, Subject(KIND, paper.batch_id), facts, digests)
    return paper


def _before(actor: Actor, paper: Paper, finding: Finding, faults: list[FieldError]) -> Paper | None:
    """The signed paper that is replaced, locked; a fault when it is none of this dossier's component."""
    if finding.replaces is None:
        return None
    before = (
        Paper.objects.select_for_update()
        .filter(pk=finding.replaces, state=Paper.State.SIGNED, component_key=finding.component_key)
        .filter(dossier_code=clean(finding.dossier_code))
        .first()
    )
    if before is None:
        told = _("Hãy chọn bản đã xác nhận của đúng giấy tờ này trong đúng hồ sơ này.")
        faults.append(FieldError("replaces", told))
    elif not clean(finding.note):
        faults.append(FieldError("note", _("Hãy ghi vì sao thay bản đã xác nhận.")))
    return before


def _locked(actor: Actor, paper_id: UUID) -> Paper:
    desk_of(actor)
    Paper.objects.select_for_update().filter(pk=paper_id).first()
    paper = paper_of(actor, paper_id)
    if paper.state != Paper.State.TO_CHECK:
        raise Conflict(
            "scan_checked",
            _("Giấy tờ này đã có người kiểm tra."),
            way_out=_("Tải lại trang để xem kết quả."),
        )
    return paper


def _faults(finding: Finding) -> list[FieldError]:
    faults = []
    if not clean(finding.dossier_code):
        faults.append(FieldError("dossier_code", _("Hãy nhập mã hồ sơ.")))
    if not finding.component_key:
        faults.append(FieldError("component_key", _("Hãy chọn giấy tờ của hồ sơ.")))
    for name, count in (("originals", finding.originals), ("copies", finding.copies)):
        if count is None or not 0 <= count <= MOST_SHEETS:
            faults.append(FieldError(name, _("Hãy nhập số từ 0 đến %(most)d.") % {"most": MOST_SHEETS}))
    if not faults and not (finding.originals or finding.copies):
        faults.append(FieldError("originals", _("Hãy đếm: ít nhất một bản chính hoặc một bản sao.")))
    if not finding.readable:
        told = _("Hãy xem ảnh rồi đánh dấu ô này. Nếu không đạt, chọn “Không đạt, cần quét lại”.")
        faults.append(FieldError("readable", told))
    return faults
