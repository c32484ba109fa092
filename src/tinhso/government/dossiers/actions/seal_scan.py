"""A result that came as a file (scanned, or signed elsewhere) gets the agency's signature at the top right of its first page."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import get_file
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.api import SigningRequest
from tinhso.government.dossiers.actions._frame import note_event
from tinhso.government.dossiers.models import Dossier, Result
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

WHAT = "scan"
FIELD = "ChuKyCoQuan"
# Three lines of ten points (NĐ 30/2020/NĐ-CP, Phụ lục I: form of copy, agency, moment).
WIDTH, HEIGHT = 200.0, 42.0


def ask_scan(actor: Actor, dossier: Dossier, result: Result, *, publish: bool) -> UUID:
    """What waits for the agency. Refused where it holds no certificate or the file is no PDF."""
    stored = get_file(result.file_id) if result.file_id else None
    if stored is None or stored.media_type != "application/pdf":
        raise Refused("signing.not_pdf", _("Chỉ ký số được tệp PDF."), field="file")
    if not signing.of_agency(result.agency_id):
        raise Refused(
            "no_certificate", _("Cơ quan chưa có chứng thư số dùng được trong hệ thống."), field="seal"
        )
    wish = signing.Wish(
        Subject("dossier", dossier.pk),
        WHAT,
        result.title,
        file_id=stored.pk,
        agency_id=result.agency_id,
        code=dossier.code,
        field=FIELD,
        corner=(WIDTH, HEIGHT),
        look="copy",
        texts={"form": _("Bản điện tử"), "width": WIDTH, "height": HEIGHT, "publish": publish},
        reason=_("Ký số bản điện tử của kết quả"),
    )
    result.published = False
    result.save(update_fields=["published"])
    return signing.ask(actor, wish).pk


def scan_signed(actor: Actor, request: SigningRequest) -> None:
    """What signing calls when the agency has signed: that file is the result, published if it was to be."""
    result = _result_of(request)
    if result is None:
        return
    result.file_id = request.signed_id
    result.published = bool(request.look.get("texts", {}).get("publish"))
    result.save(update_fields=["file", "published"])
    note_event(actor, "seal_result", result.dossier, {"result": result.pk, "request": request.pk})


def scan_refused(actor: Actor, request: SigningRequest) -> None:
    """What signing calls when the agency does not sign: the file stays as it came, and is published if it was to be."""
    result = _result_of(request)
    if result is None:
        return
    result.published = bool(request.look.get("texts", {}).get("publish"))
    result.save(update_fields=["published"])
    note_event(actor, "refuse_seal", result.dossier, {"result": result.pk}, reason=request.ended_reason)


def _result_of(request: SigningRequest) -> Result | None:
    rows = Result.objects.select_related("dossier").filter(
        dossier_id=UUID(request.subject_id), file_id=request.source_id
    )
    return rows.first()
