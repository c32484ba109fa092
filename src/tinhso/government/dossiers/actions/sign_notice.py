"""What is sent to a person (supplement request, refusal, apology, stop notice) is signed by whoever's name it bears."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.papers import api as papers
from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.api import SigningRequest
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions.make_paper import kind_of, may_make, order_of
from tinhso.government.dossiers.models import Dossier, Extension
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.paperwork.signed_result import place, size_of
from tinhso.government.dossiers.rules.notice_signing import OFF, REQUIRED, SWITCH, asks, holds_back
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound, Refused

WHAT = "notice"
FIELD = "ChuKyNguoiKy"


def rule_of(name: str) -> str:
    """`off`, `offered` or `required`, as the province rules today; `off` for papers that nobody signs this way."""
    return str(setting(SWITCH[name])) if name in SWITCH else OFF


def signer_of(dossier: Dossier, name: str, part: str = "") -> UUID | None:
    """The account whose name the paper bears; None where the platform acted or nothing happened."""
    if name == "supplement":
        asked = dossier.supplements.filter(ordinal=int(part) if part.isdigit() else 0)
        return asked.values_list("requested_by_id", flat=True).first()
    if name == "apology":
        made = Extension.objects.filter(dossier=dossier)
        return made.values_list("made_by_id", flat=True).first()
    last = common.last_step(dossier)
    return last.done_by_id if last is not None else None


def check_can_sign(actor: Actor, name: str) -> None:
    """Before the act: refuse an officer who could not sign the paper where the province demands it."""
    if actor.kind != "officer" or rule_of(name) != REQUIRED:
        return
    if actor.account_id is None or not signing.of_account(actor.account_id):
        raise Refused(
            "no_certificate",
            _("Giấy gửi người dân phải được ký số, mà bạn chưa có chứng thư số dùng được trong hệ thống."),
            way_out=_("Nhờ quản trị hệ thống đăng ký chứng thư, hoặc người có chứng thư làm việc này."),
        )


def ask_if_ruled(actor: Actor, dossier: Dossier, name: str, part: str = "") -> None:
    """After the act, in its transaction: the paper waits in its signer's list. What cannot be asked for now (no
    layout in force, say) is asked for on the paper's own page; the act stands."""
    if actor.kind != "officer" or rule_of(name) == OFF or actor.account_id is None:
        return
    if asks(rule_of(name), certified=bool(signing.of_account(actor.account_id))):
        try:
            _ask(actor, dossier, name, part)
        except Refused:
            return


@verb("ask_notice")
def ask_notice(actor: Actor, dossier_id: UUID, *, name: str, part: str = "") -> SigningRequest:
    """The paper as it stands now, in the list of whoever's name it bears; what waits already is the same.

    Raises Forbidden for who may not have the paper made, Refused where it is not signed or its signer holds no
    certificate.
    """
    dossier = access.for_officer(actor, dossier_id)
    if not may_make(actor, dossier, kind_of(name)):
        raise Forbidden("other_agency", _("Chỉ cơ quan tiếp nhận, giải quyết hồ sơ này được in phiếu."))
    if rule_of(name) == OFF:
        raise Refused("not_signed_here", _("Giấy này không ký số."))
    return _ask(actor, dossier, name, part)


def _ask(actor: Actor, dossier: Dossier, name: str, part: str) -> SigningRequest:
    signer = signer_of(dossier, name, part)
    if signer is None or not signing.of_account(signer):
        raise Refused(
            "no_certificate",
            _("Người ký giấy này chưa có chứng thư số dùng được trong hệ thống."),
            way_out=_("Nhờ quản trị hệ thống đăng ký chứng thư, hoặc in giấy để ký tay."),
        )
    order = order_of(dossier, name, part)
    with override("vi"):
        paper = papers.make(actor, order)
    if papers.is_signed(paper):
        raise Refused("signed_already", _("Giấy này đã được ký số."))
    for waiting in signing.waiting_for("dossier", dossier.pk, (WHAT,)):
        told = waiting.look.get("texts", {})
        if (told.get("notice"), told.get("part")) == (name, part) and waiting.paper_id != paper.pk:
            signing.withdraw(actor, waiting.pk, _("Đã lập lại giấy."))
    where = place(FIELD, paper.places.get("signature"))
    wish = signing.Wish(
        Subject("dossier", dossier.pk),
        WHAT,
        str(kind_of(name).name),
        paper_id=paper.pk,
        account_id=signer,
        code=dossier.code,
        field=where.field,
        page=where.page,
        box=where.box,
        look="person",
        texts={**size_of(where), "notice": name, "part": part},
        reason=str(kind_of(name).name),
    )
    made = signing.ask(actor, wish)
    note_event(actor, "ask_notice", dossier, {"form": name, "part": part, "request": made.pk})
    return made


def notice_signed(actor: Actor, request: SigningRequest) -> None:
    """What signing calls: the signed file is the paper from now on, for the office and for the person."""
    dossier = Dossier.objects.filter(pk=request.subject_id).first()
    if dossier is None or request.paper_id is None or request.signed_id is None:
        return
    papers.revise(actor, request.paper_id, request.signed_id, "signed")
    facts = {"form": request.look.get("texts", {}).get("notice", ""), "paper": request.paper_id}
    note_event(actor, "sign_notice", dossier, facts)


def waits(dossier: Dossier, name: str, part: str = "") -> bool:
    """True while the province demands a signature that is not there yet."""
    if rule_of(name) != REQUIRED:
        return False
    found = papers.standing(Subject("dossier", dossier.pk), name, part)
    return holds_back(REQUIRED, signed=found is not None and papers.is_signed(found))


def check_handed(dossier: Dossier, name: str, part: str = "") -> None:
    """Refuse to hand out a paper that has to be signed first."""
    if waits(dossier, name, part):
        raise Refused(
            "notice_unsigned",
            _("Giấy này còn chờ ký số nên chưa giao được."),
            way_out=_("Người ký ký ở trang “Ký số”; ký xong giấy mở được ngay."),
        )


def check_paper(paper: papers.Paper) -> None:
    """The same for a made paper."""
    if rule_of(paper.key) == REQUIRED and not papers.is_signed(paper):
        raise NotFound("notice_unsigned", _("Giấy này còn chờ ký số."))
