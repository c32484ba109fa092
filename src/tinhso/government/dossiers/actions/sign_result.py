"""The leader signs the result itself: the paper is made without a number, signed, and only then the dossier goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.files.api import keep_made
from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.papers import api as papers
from tinhso.foundation.process import api as process
from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.api import SigningRequest
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._finish import result_title
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import drop_drafts, end_draft
from tinhso.government.dossiers.actions._lock import lock_step
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._office import may_do
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier, ResultDraft, Step
from tinhso.government.dossiers.paperwork import signed_result as paperwork
from tinhso.government.dossiers.paperwork.result import Issue
from tinhso.government.dossiers.rules.result_signing import OFF, REQUIRED, SIGNING, before_number
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

WHAT = "leader"


def signable(dossier: Dossier, step: Step) -> bool:
    """True for a leader's step where the result is signed before its number, as the province rules today."""
    if step.kind not in SIGNING or not step.process_step_id or dossier.process_run_id is None:
        return False
    if setting("sign_results") == OFF:
        return False
    spec = process.spec_of_run(dossier.process_run_id)
    kinds = {one.key: one.kind for one in process.outline(spec)}
    return before_number(step.key, kinds, process.followers(spec))


@verb("draft_result", on="step")
def draft_result(
    actor: Actor, step_id: UUID, *, title: str = "", note: str = "", expected_version: int | None = None
) -> ResultDraft:
    """Make the paper of a leader's step and put it into their list of what waits to be signed.

    The same again is the same request; a changed one replaces it. Raises Conflict when the step is gone, Refused
    where nothing is signed here or the signer holds no certificate.
    """
    dossier, step = lock_step(actor, step_id, expected_version)
    check_move(actor, dossier, "complete_step")
    may_do(actor, step)
    if not signable(dossier, step):
        raise Refused("not_signed_here", _("Ở bước này không ký số kết quả."))
    if actor.account_id is None or not signing.of_account(actor.account_id):
        raise Refused(
            "no_certificate",
            _("Bạn chưa có chứng thư số dùng được trong hệ thống."),
            way_out=_("Nhờ quản trị hệ thống đăng ký chứng thư, hoặc duyệt để ký tay."),
        )
    moment = now()
    issue = Issue(
        text(title, "title", 600) or result_title(dossier),
        True,
        now_of(step.agency_id, dossier.unit_code),
        moment,
        note=text(note, "note", 1000),
        signer=actor.account_id,
    )
    with override("vi"):
        paper = papers.make(actor, paperwork.draft_order(dossier, issue, str(step.pk)))
    before = ResultDraft.objects.filter(dossier=dossier, ended_at=None).first()
    if before is not None:
        if before.paper_id == paper.pk and before.step_id == step.pk:
            return before
        _drop(actor, before, ResultDraft.End.REPLACED, _("Đã lập lại bản kết quả."))
    return _ask(actor, dossier, step, issue, paper, moment)


def _ask(
    actor: Actor, dossier: Dossier, step: Step, issue: Issue, paper: papers.Paper, moment: datetime
) -> ResultDraft:
    holder = Subject("dossier", dossier.pk)
    ready = paperwork.with_places(papers.bytes_of(paper), paper.places)
    name = f"ket-qua-{dossier.code}.pdf"
    draft = ResultDraft.objects.create(
        dossier=dossier,
        step=step,
        title=issue.title,
        note=issue.note,
        paper=paper,
        file=keep_made(actor, name, ready, holder, pages=paper.pages),
        made_at=moment,
        made_by_id=actor.account_id,
    )
    place = paperwork.place(paperwork.LEADER, paper.places.get("signature"))
    wish = signing.Wish(
        holder,
        WHAT,
        issue.title,
        file_id=draft.file_id,
        account_id=actor.account_id,
        code=dossier.code,
        field=place.field,
        page=place.page,
        box=place.box,
        look="person",
        texts=paperwork.size_of(place),
        reason=_("Ký duyệt kết quả"),
        due=step.due_at,
    )
    draft.request_id = signing.ask(actor, wish).pk
    draft.save(update_fields=["request_id"])
    note_event(
        actor, "draft_result", dossier, {"draft": draft.pk, "paper": paper.pk, "request": draft.request_id}
    )
    return draft


def signed(actor: Actor, request: SigningRequest) -> None:
    """What signing calls when the leader has signed: the draft holds it, and the step is done with its yes."""
    from tinhso.government.dossiers.actions.work import approve

    draft = _draft_of(request)
    if draft is None:
        return
    draft.signed_id, draft.signed_at, draft.signed_by_id = request.signed_id, now(), actor.account_id
    draft.save(update_fields=["signed", "signed_at", "signed_by"])
    assert draft.paper_id is not None
    assert draft.signed_id is not None
    papers.revise(actor, draft.paper_id, draft.signed_id, "signed")
    approve(actor, draft.step_id, note=draft.note)


def refused(actor: Actor, request: SigningRequest) -> None:
    """What signing calls when the leader does not sign: the step stays, and waits for another decision."""
    draft = _draft_of(request)
    if draft is not None:
        end_draft(draft, ResultDraft.End.REFUSED, request.ended_reason)
        note_event(actor, "refuse_signing", draft.dossier, {"draft": draft.pk}, reason=request.ended_reason)


def check_signed(step: Step) -> None:
    """Refuse a plain yes where the province wants a digital signature. The draft of a signed one stands."""
    if setting("sign_results") != REQUIRED or not signable(step.dossier, step):
        return
    if not ResultDraft.objects.filter(step=step, ended_at=None, signed__isnull=False).exists():
        raise Refused(
            "signature_required",
            _("Kết quả này phải được ký số trước khi duyệt."),
            way_out=_("Dùng “Ký số kết quả”."),
        )


@dataclass(frozen=True)
class Drafted:
    """What became of one step of many: what waits to be signed, or why nothing does."""

    code: str
    request_id: UUID | None = None
    refused: str = ""


def draft_many(actor: Actor, steps: Iterable[tuple[Step, int | None]]) -> list[Drafted]:
    """The papers of many steps, each an act of its own under its usual title; one refusal holds up no other."""
    done = []
    for step, version in steps:
        try:
            draft = draft_result(actor, step.pk, expected_version=version)
        except Refused as refusal:
            done.append(Drafted(step.dossier.code, None, str(refusal)))
        else:
            done.append(Drafted(step.dossier.code, draft.request_id))
    return done


def waiting_requests(dossier_id: UUID) -> list[UUID]:
    """What waits for the leader's signature on a dossier: none or one."""
    rows = ResultDraft.objects.filter(dossier_id=dossier_id, ended_at=None, signed=None)
    return [ident for ident in rows.values_list("request_id", flat=True) if ident is not None]


def standing_draft(dossier: Dossier) -> ResultDraft | None:
    """The signed result that waits for its number."""
    rows = ResultDraft.objects.filter(Q(signed__isnull=False), dossier=dossier, ended_at=None)
    return rows.select_related("paper", "signed").first()


def _draft_of(request: SigningRequest) -> ResultDraft | None:
    return ResultDraft.objects.select_related("dossier").filter(request_id=request.pk, ended_at=None).first()


def _drop(actor: Actor, draft: ResultDraft, end: ResultDraft.End, reason: str) -> None:
    drop_drafts(actor, [draft], end, reason)
