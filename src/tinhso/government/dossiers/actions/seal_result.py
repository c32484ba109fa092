"""The numbered result gets the agency's signature over the leader's: it carries number and date, and locks them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.files.api import keep_made, open_file
from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.api import SigningRequest
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions import seal_scan
from tinhso.government.dossiers.actions._frame import note_event
from tinhso.government.dossiers.actions._holding import end_draft
from tinhso.government.dossiers.actions.sign_result import standing_draft
from tinhso.government.dossiers.models import Dossier, Result, ResultDraft
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.paperwork import signed_result as paperwork
from tinhso.government.dossiers.paperwork.result import Issue, order
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

WHAT = "agency"


def put_signed(actor: Actor, dossier: Dossier, result: Result, moment: datetime, *, publish: bool) -> None:
    """The result's paper is the one its leader signed, with number and date filled in, and waits for the agency.

    Refused when nobody signed one, or when it says something else than it would today: then it is signed anew.
    """
    draft = standing_draft(dossier)
    if draft is None or draft.paper is None or draft.signed_id is None:
        raise Refused("nothing_signed", _("Chưa có bản kết quả nào được lãnh đạo ký số."), field="paper")
    told = Issue(
        draft.title, True, result.agency_id, moment, result.serial, result.number, result.notation, draft.note
    )
    _check_same(dossier, draft, moment, result.agency_id)
    with open_file(draft.signed_id) as stream, override("vi"):
        numbered = paperwork.numbered(stream.read(), draft, told, moment)
    stored = keep_made(
        actor,
        f"ket-qua-{dossier.code}.pdf",
        numbered,
        Subject("dossier", dossier.pk),
        pages=draft.paper.pages,
    )
    papers.revise(actor, draft.paper.pk, stored.pk, "numbered")
    result.title, result.paper, result.file_id = draft.title, draft.paper, stored.pk
    result.published = publish
    draft.publish = publish
    if signing.of_agency(result.agency_id):
        result.published = False
        draft.seal_id = _ask(actor, dossier, draft, told, stored.pk)
    draft.save(update_fields=["publish", "seal_id"])
    end_draft(draft, ResultDraft.End.USED, "")


def _check_same(dossier: Dossier, draft: ResultDraft, moment: datetime, issuer: UUID) -> None:
    assert draft.paper is not None
    today = Issue(draft.title, True, issuer, moment, note=draft.note, signer=draft.signed_by_id)
    with override("vi"):
        same = papers.same(draft.paper, order(dossier, today, draft.paper.part))
    if not same:
        raise Refused(
            "signed_differs",
            _("Nội dung hồ sơ đã thay đổi sau khi lãnh đạo ký số."),
            field="paper",
            way_out=_("Trả hồ sơ về bước lãnh đạo để ký lại bản mới."),
        )


def _ask(actor: Actor, dossier: Dossier, draft: ResultDraft, told: Issue, file_id: UUID) -> UUID:
    assert draft.paper is not None
    place = paperwork.place(paperwork.AGENCY, draft.paper.places.get("seal"))
    day = f"{common.day_of(told.issued_at):%d/%m/%Y}"
    wish = signing.Wish(
        Subject("dossier", dossier.pk),
        WHAT,
        draft.title,
        file_id=file_id,
        agency_id=told.agency_id,
        code=dossier.code,
        field=place.field,
        page=place.page,
        box=place.box,
        look="agency",
        texts=paperwork.size_of(place),
        reason=f"Số {told.numbered} ngày {day}" if told.number else f"Ngày {day}",
    )
    return signing.ask(actor, wish).pk


def sealed(actor: Actor, request: SigningRequest) -> None:
    """What signing calls when the agency has signed: that file is the result, published if it was to be."""
    draft = _draft_of(request)
    if draft is None or draft.paper_id is None:
        return
    result = Result.objects.filter(dossier_id=draft.dossier_id, paper_id=draft.paper_id).first()
    if result is None:
        return
    assert request.signed_id is not None
    papers.revise(actor, draft.paper_id, request.signed_id, "sealed")
    draft.sealed_at = now()
    draft.save(update_fields=["sealed_at"])
    result.file_id, result.published = request.signed_id, draft.publish
    result.save(update_fields=["file", "published"])
    note_event(actor, "seal_result", draft.dossier, {"result": result.pk, "request": request.pk})


def refused(actor: Actor, request: SigningRequest) -> None:
    """What signing calls when the agency does not sign: the result stays with the leader's signature alone."""
    draft = _draft_of(request)
    if draft is not None:
        _forget(draft)
        note_event(actor, "refuse_seal", draft.dossier, {"draft": draft.pk}, reason=request.ended_reason)


def drop_seal(actor: Actor, dossier: Dossier, reason: str) -> None:
    """The result was taken back: nobody signs it for the agency any more. Conflict while somebody does."""
    for draft in waiting_seals(dossier):
        assert draft.seal_id is not None
        signing.withdraw(actor, draft.seal_id, reason)
        _forget(draft)
    for waiting in pending(dossier):
        signing.withdraw(actor, waiting, reason)


def check_sealed(dossier: Dossier) -> None:
    """Refuse to hand out a result that still waits for the agency's signature."""
    if pending(dossier):
        raise Refused(
            "not_sealed",
            _("Kết quả còn chờ ký số của cơ quan."),
            way_out=_("Ký ở trang “Ký số”, hoặc từ chối ký ở đó để trả bản chỉ có chữ ký của lãnh đạo."),
        )


def pending(dossier: Dossier) -> list[UUID]:
    """What waits for the agency's signature on the result of a dossier, made here or uploaded: none or one."""
    asked = signing.waiting_for("dossier", dossier.pk, (WHAT, seal_scan.WHAT))
    return [one.pk for one in asked]


def waiting_seals(dossier: Dossier) -> list[ResultDraft]:
    """The results of a dossier that wait for the agency's signature: none or one."""
    return list(ResultDraft.objects.filter(dossier=dossier, seal_id__isnull=False, sealed_at=None))


def seal_now(actor: Actor, dossier: Dossier) -> bool:
    """Sign at once for the agency where its own device holds the key and asks nobody; True when it was begun."""
    for waiting in pending(dossier):
        for held in signing.usable_by(actor):
            if held.agency_id is not None and held.kind == "hsm":
                try:
                    signing.sign(actor, [waiting], held.pk)
                except Refused:
                    continue
                return True
    return False


def _draft_of(request: SigningRequest) -> ResultDraft | None:
    return ResultDraft.objects.select_related("dossier").filter(seal_id=request.pk, sealed_at=None).first()


def _forget(draft: ResultDraft) -> None:
    draft.seal_id = None
    draft.save(update_fields=["seal_id"])
