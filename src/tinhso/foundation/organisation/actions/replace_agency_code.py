"""Replace an agency's code from a day on: the old one is closed, papers that bear it keep it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.info import CodeInfo
from tinhso.foundation.organisation.models import Agency, AgencyCode
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.organisation.rules.code_rows import well_formed
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused


@act("agency.code_replaced")
def replace_agency_code(
    actor: Actor, agency_id: UUID, code: str, valid_from: date, legal_basis: str, old_code: str = ""
) -> CodeInfo:
    """Give the agency a new code from `valid_from` (tomorrow at the earliest) on.

    `legal_basis` names the decision that gave the code. Raises Forbidden, NotFound, Refused, or
    Conflict when another agency holds the code then. Records `agency.code_replaced`.
    """
    _check(actor, code, valid_from, legal_basis, old_code)
    agency = Agency.objects.select_for_update().filter(id=agency_id).first()
    if agency is None:
        raise NotFound("agency_unknown", _("Không có cơ quan này."))
    if agency.valid_to and agency.valid_to < valid_from:
        raise Refused(
            "agency_ended",
            _("Cơ quan đã kết thúc hoạt động trước ngày mã mới có hiệu lực."),
            field="valid_from",
            way_out=_("Đổi mã của cơ quan kế thừa."),
        )
    later = AgencyCode.objects.filter(agency=agency, valid_from__gte=valid_from)
    if later.exists():
        raise Conflict(
            "agency_code_later",
            _("Cơ quan đã có một mã bắt đầu từ ngày này hoặc sau đó."),
            field="valid_from",
            way_out=_("Chọn ngày muộn hơn mã đã khai báo."),
        )
    before = AgencyCode.objects.filter(valid_on(valid_from), agency=agency).first()
    if before:
        before.valid_to = valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    row = _create(agency, code, old_code, valid_from, legal_basis)
    _record(actor, agency.id, row, before.code if before else "")
    return CodeInfo(row.code, row.old_code, row.provisional, row.valid_from, row.valid_to)


def _check(actor: Actor, code: str, valid_from: date, legal_basis: str, old_code: str) -> None:
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("not_system_admin", _("Chỉ người quản trị hệ thống được đổi mã định danh cơ quan."))
    if not well_formed(code, old_code):
        raise Refused(
            "agency_code_shape",
            _("Mã định danh không đúng dạng."),
            field="code",
            way_out=_("Viết mã dạng H62.14 (chữ hoa, chữ số và dấu chấm, tối đa 35 ký tự)."),
        )
    if valid_from <= today():
        raise Refused(
            "agency_code_past",
            _("Mã mới chỉ có hiệu lực từ ngày mai trở đi: mã đã in trên giấy tờ không đổi."),
            field="valid_from",
            way_out=_("Chọn ngày bắt đầu sau hôm nay."),
        )
    if not legal_basis.strip():
        raise Refused(
            "agency_code_basis",
            _("Thiếu căn cứ của mã mới."),
            field="legal_basis",
            way_out=_("Ghi số, ngày của quyết định cấp mã."),
        )


def _create(agency: Agency, code: str, old_code: str, valid_from: date, legal_basis: str) -> AgencyCode:
    try:
        with transaction.atomic():
            return AgencyCode.objects.create(
                agency=agency,
                code=code,
                old_code=old_code,
                valid_from=valid_from,
                valid_to=agency.valid_to,
                legal_basis=legal_basis.strip(),
                replaced=True,
            )
    except IntegrityError as error:
        raise Conflict(
            "agency_code_taken",
            _("Mã %(code)s đang thuộc cơ quan khác trong thời gian đó.") % {"code": code},
            field="code",
            way_out=_("Kiểm tra lại mã trong quyết định."),
        ) from error


def _record(actor: Actor, agency_id: UUID, row: AgencyCode, before: str) -> None:
    facts = {"before": before, "after": row.code, "valid_from": row.valid_from.isoformat()}
    record(actor, "agency.code_replaced", Subject("agency", agency_id), facts)
