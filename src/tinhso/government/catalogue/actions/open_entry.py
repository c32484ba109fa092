"""Open one procedure of the catalogue: where it has no package yet, one is made of its record and published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.government.catalogue import queries
from tinhso.government.catalogue.rules.generated import NotGenerated, gaps, generate
from tinhso.government.catalogue.rules.generated.terms import channels
from tinhso.government.catalogue.rules.shapes import Record
from tinhso.government.catalogue.rules.wanted import SAME_DAY, Wanted, limit_fault
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound, Refused


@dataclass(frozen=True)
class Opened:
    """`changed`: for how many agencies this is new. `published`: a package was made. `online`: the level it got."""

    code: str
    changed: int
    published: bool
    online: str


@act("catalogue.opened")
def open_entry(actor: Actor, code: str, wanted: Wanted) -> Opened:
    """Open a procedure at agencies; one transaction.

    Raises Forbidden, Invalid for the decision, NotFound for a code that neither the province nor the catalogue
    knows, Refused when the source leaves a limit or a fee open that `wanted` does not settle, when no package
    can be made of the record, or when an agency is not competent.
    """
    if actor.kind != "system" and not actor.has("system_admin", "unit_admin"):
        raise Forbidden("not_admin", _("Chỉ người quản trị được mở thủ tục."))
    version = _in_force(code, wanted.valid_from)
    published = version is None
    if version is None:
        procedures.check_terms(_terms(wanted))
        version, wanted = _publish(actor, code, wanted)
    elif wanted.fit_online and version.content.online_level == "none":
        wanted = replace(wanted, online=procedures.level_without_filing(wanted.valid_from))
    _check_level(version, wanted)
    agencies = wanted.agencies or tuple(one.id for one in _competent(version, wanted.valid_from))
    if not wanted.agencies and actor.kind != "system" and not actor.has("system_admin"):
        agencies = tuple(one for one in agencies if one == actor.agency_id)
    changed = procedures.open_procedure(actor, code, agencies, _terms(wanted))
    return Opened(code, changed, published, wanted.online)


def _terms(wanted: Wanted) -> procedures.Terms:
    return procedures.Terms(
        valid_from=wanted.valid_from,
        level=wanted.online,
        decision=wanted.decision,
        decided_on=wanted.decided_on,
        valid_to=wanted.valid_to,
        effective_on=wanted.effective_on,
        reason=wanted.reason,
    )


def _in_force(code: str, on: date) -> procedures.VersionInfo | None:
    try:
        return procedures.version(code, on)
    except NotFound:
        return None


def _competent(version: procedures.VersionInfo, on: date) -> list[procedures.AgencyInfo]:
    return procedures.competent_agencies(version, on)


def _check_level(version: procedures.VersionInfo, wanted: Wanted) -> None:
    rule = procedures.authority(version, wanted.valid_from)
    if wanted.level and rule is not None and rule.level != wanted.level:
        names = {"province": _("cấp tỉnh"), "district": _("cấp huyện"), "commune": _("cấp xã")}
        raise Refused(
            "other_level",
            _("Ở tỉnh, thủ tục này do %(level)s giải quyết.") % {"level": names[rule.level]},
            field="level",
        )


def _publish(actor: Actor, code: str, wanted: Wanted) -> tuple[procedures.VersionInfo, Wanted]:
    entry = queries.entry(code)
    if entry.vanished_on is not None:
        raise Refused(
            "catalogue_vanished",
            _("Danh mục quốc gia mới nhất không còn thủ tục này."),
            way_out=_("Kiểm tra quyết định bãi bỏ, hoặc nhập lại danh mục."),
        )
    record = entry.record
    if procedures.filing_level(wanted.online) != "none" and "ONLINE" not in channels(record):
        if not wanted.fit_online:
            raise Refused(
                "not_online_in_catalogue",
                _("Danh mục không ghi thủ tục này nộp được qua mạng."),
                field="online",
                way_out=_("Chọn mức không nhận hồ sơ qua mạng."),
            )
        wanted = replace(wanted, online=procedures.level_without_filing(wanted.valid_from))
    check_gaps(record, wanted)
    try:
        made = generate(
            record, wanted.settled(procedures.filing_level(wanted.online)), procedures.field_key(record.field)
        )
    except NotGenerated as why:
        raise Refused(why.code, why.sentence) from why
    draft = procedures.PackageDraft(made.code, made.slug, made.field_key, made.field_name, made.files)
    return procedures.publish_version(actor, draft, wanted.valid_from), wanted


def check_gaps(record: Record, wanted: Wanted) -> None:
    """Raises Refused when the source leaves something open that the officer has not settled with a reason."""
    found = gaps(record)
    if found.limits and (wanted.limit is None or not wanted.limit_reason.strip()):
        raise Refused(
            "limit_needed",
            _("Danh mục không ghi rõ thời hạn của thủ tục này."),
            field="limit",
            way_out=_("Nhập thời hạn theo quyết định công bố và ghi căn cứ."),
        )
    if found.fee and (wanted.fee is None or not wanted.fee_reason.strip()):
        raise Refused(
            "fee_needed",
            _("Danh mục không ghi rõ mức thu của thủ tục này."),
            field="fee",
            way_out=_("Nhập mức thu (0 nếu không thu) và ghi căn cứ."),
        )
    if wanted.limit is not None and limit_fault(wanted.limit):
        told = _("Thời hạn phải lớn hơn 0; ngày, tháng là số nguyên.")
        if wanted.limit[1] == SAME_DAY:
            told = _("Giờ chốt của thời hạn trong ngày là số giờ tròn, ví dụ 15; không có thì để trống.")
        raise Refused("bad_limit", told, field="limit")
    if wanted.fee is not None and not 0 <= wanted.fee <= 10**12:
        raise Refused("bad_fee", _("Mức thu không hợp lệ."), field="fee")


def own(actor: Actor, agency_id: UUID | None) -> bool:
    """True when the actor may open and close at the agency."""
    return actor.has("system_admin") or (actor.has("unit_admin") and agency_id == actor.agency_id)
