"""Renew a version that was made from the catalogue, after a later import changed its record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue import queries
from tinhso.government.catalogue.actions.open_entry import check_gaps
from tinhso.government.catalogue.info import EntryInfo
from tinhso.government.catalogue.rules.generated import NotGenerated, Settled, generate
from tinhso.government.catalogue.rules.generated.terms import SETTLED_BY, channels
from tinhso.government.catalogue.rules.wanted import Wanted
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused


@dataclass(frozen=True)
class Renewal:
    """What the record would make of a version today: the draft, and what it says otherwise."""

    version: procedures.VersionInfo
    entry: EntryInfo
    draft: procedures.PackageDraft
    differences: list[procedures.Difference]


def renewal(code: str, wanted: Wanted) -> Renewal:
    """The renewed package of a procedure and its difference to the last version; nothing is written.

    `wanted` tells day and decision, and settles what the record leaves open. Raises NotFound for an unknown
    code, Refused for a version written by hand, a record that vanished or one that makes no package.
    """
    version = procedures.last_version(code)
    if version.content.origin != "catalogue":
        raise Refused(
            "renew_by_hand",
            _("Phiên bản này được viết tay, không tạo từ danh mục quốc gia."),
            way_out=_("Sửa trong phần Thiết kế thủ tục."),
        )
    entry = queries.entry(code)
    if entry.vanished_on is not None:
        raise Refused(
            "catalogue_vanished",
            _("Danh mục quốc gia mới nhất không còn thủ tục này."),
            way_out=_("Kiểm tra quyết định bãi bỏ, hoặc nhập lại danh mục."),
        )
    online = version.content.online_level if "ONLINE" in channels(entry.record) else "none"
    rule = version.content.authority[0].level if version.content.authority else ""
    told: Settled = replace(wanted, level=rule).settled(online)
    try:
        # The address of a procedure outlives its title.
        made = generate(entry.record, told, procedures.field_key(entry.record.field), version.slug)
    except NotGenerated as why:
        raise Refused(why.code, why.sentence) from why
    draft = procedures.PackageDraft(made.code, made.slug, made.field_key, made.field_name, made.files)
    return Renewal(
        version,
        entry,
        draft,
        procedures.differences_of_draft(version.id, draft, wanted.valid_from, files=False),
    )


@act("catalogue.renewed")
def renew_entry(actor: Actor, code: str, wanted: Wanted) -> procedures.VersionInfo:
    """Publish what the record says now as the version from `wanted.valid_from` on (today at the earliest).

    Openings stay as they are; running dossiers keep their version. Raises Forbidden, Refused as `renewal`
    does, when something is left open or when nothing changed, Conflict when a version begins that day or later.
    """
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("not_admin", _("Chỉ người quản trị hệ thống được làm mới phiên bản."))
    if wanted.valid_from < today():
        raise Refused("renew_past", _("Phiên bản mới chỉ bắt đầu từ hôm nay trở đi."), field="valid_from")
    procedures.check_terms(
        procedures.Terms(wanted.valid_from, wanted.online, wanted.decision, wanted.decided_on)
    )
    found = renewal(code, wanted)
    check_gaps(found.entry.record, wanted)
    if not found.differences:
        raise Refused("renew_same", _("Danh mục nói như phiên bản đang có; không có gì để làm mới."))
    return procedures.publish_version(actor, found.draft, wanted.valid_from)


def proposed(code: str, on: date) -> Wanted:
    """Day, decision and what an officer settled when the last version was made, to be looked at and sent."""
    version = procedures.last_version(code)
    first = max(on, version.valid_from)
    content = version.content
    limit = next(
        (row for row in content.limits if row.note.startswith(SETTLED_BY) and row.value is not None), None
    )
    fee = next(
        (row for row in content.fees if row.note.startswith(SETTLED_BY) and row.amount is not None), None
    )
    checked = any(row.verified and not row.note.startswith(SETTLED_BY) for row in content.limits)
    return Wanted(
        valid_from=first,
        decision=content.decision,
        decided_on=on,
        online=procedures.level_without_filing(first),
        limit=(Decimal(str(limit.value)), str(limit.unit)) if limit else None,
        limit_reason=limit.note.removeprefix(SETTLED_BY) if limit else "",
        fee=fee.amount if fee else None,
        fee_reason=fee.note.removeprefix(SETTLED_BY) if fee else "",
        checked=checked,
    )
