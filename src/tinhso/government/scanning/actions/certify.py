"""A confirmed scan becomes a certified electronic copy: the officer who compared it with the paper signs, or the agency.

Which of the two, if any, is the province's own choice by date (`certify_scans`). Sao y from paper to an electronic copy is
the digitised paper with the agency's signature (Nghị định 30/2020/NĐ-CP, Điều 25).
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import Subject, act
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.api import OPEN, SigningRequest
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.access import desk_of, paper_of
from tinhso.government.scanning.models import Paper
from tinhso.government.scanning.rules.certifying import AGENCY, COPY, OFF, OFFICER, form_of
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused

FIELD = "ChuKySaoY"
# Three lines of ten points at the top right of the first page (Phụ lục I: form of copy, who copies, the moment).
WIDTH, HEIGHT = 220.0, 42.0


def holder_of(paper: Paper) -> tuple[UUID | None, UUID | None]:
    """(account, agency) of whoever signs copies today; (None, None) where nobody does or holds no certificate."""
    rule = setting("certify_scans")
    if rule == OFFICER and paper.checked_by_id and signing.of_account(paper.checked_by_id):
        return paper.checked_by_id, None
    if rule == AGENCY:
        return None, _sealing(paper.batch.agency_id)
    return None, None


def _sealing(desk_id: UUID) -> UUID | None:
    """The agency whose signature a desk's copies bear: the desk's own, or the one it belongs to."""
    try:
        here = organisation.continuing(desk_id, today())
    except NotFound:
        return None
    for agency in (here.id, here.parent_id):
        if agency is not None and signing.of_agency(agency):
            return agency
    return None


def certifiable(paper: Paper) -> bool:
    """True for a confirmed scan that nobody has signed or is asked to, where somebody can."""
    if paper.state != Paper.State.SIGNED or setting("certify_scans") == OFF or requests_of(paper):
        return False
    return any(holder_of(paper))


def requests_of(paper: Paper) -> list[SigningRequest]:
    """What was asked for this paper's file and still waits, or was signed."""
    if paper.dossier is None:
        return []
    every = signing.requests_of("dossier", paper.dossier)
    return [
        one
        for one in every
        if one.what == COPY
        and one.state in (*OPEN, "signed")
        and one.look.get("texts", {}).get("paper") == str(paper.pk)
    ]


@act("scan.certify")
def ask_copy(actor: Actor, paper_id: UUID) -> SigningRequest:
    """Put the confirmed scan into the list of whoever signs copies; the one that waits, or was signed, asked again.

    Raises Forbidden, NotFound, Conflict for a paper that is not confirmed, Refused where nobody signs copies here.
    """
    desk_of(actor)
    Paper.objects.select_for_update().filter(pk=paper_id).first()
    paper = paper_of(actor, paper_id)
    if paper.state != Paper.State.SIGNED or paper.dossier is None or paper.dossier_file is None:
        raise Conflict("scan_not_confirmed", _("Chỉ ký bản sao của giấy tờ đã xác nhận vào hồ sơ."))
    if found := requests_of(paper):
        return found[-1]
    account, agency = holder_of(paper)
    if account is None and agency is None:
        raise Refused(
            "no_certificate",
            _("Chưa ai ký được bản sao điện tử ở đây."),
            way_out=_("Nhờ quản trị hệ thống đăng ký chứng thư số cho người kiểm tra hoặc cơ quan."),
        )
    texts = {"form": form_of(agency is not None), "width": WIDTH, "height": HEIGHT, "paper": str(paper.pk)}
    wish = signing.Wish(
        Subject("dossier", paper.dossier),
        COPY,
        paper.component_name or paper.component_key,
        file_id=dossiers.file_of_paper(actor, paper.dossier_file),
        account_id=account,
        agency_id=agency,
        code=paper.dossier_code,
        field=FIELD,
        corner=(WIDTH, HEIGHT),
        look="copy",
        texts=texts,
        reason=_("Bản điện tử đã đối chiếu với bản giấy"),
    )
    return signing.ask(actor, wish)


def copy_signed(actor: Actor, request: SigningRequest) -> None:
    """What signing calls: the signed file stands in the dossier in place of the bare scan."""
    paper = _paper_of(request)
    if paper is not None and paper.dossier_file is not None and request.signed_id is not None:
        dossiers.put_certified(actor, paper.dossier_file, request.source_id, request.signed_id)


def drop_copy(actor: Actor, paper: Paper, reason: str) -> None:
    """The scan was replaced: nobody signs it any more. Conflict while somebody does."""
    for one in requests_of(paper):
        if one.state in OPEN:
            signing.withdraw(actor, one.pk, reason)


def _paper_of(request: SigningRequest) -> Paper | None:
    ident = request.look.get("texts", {}).get("paper")
    return Paper.objects.filter(pk=ident, state=Paper.State.SIGNED).first() if ident else None
