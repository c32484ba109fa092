"""Make a draft the version in force from a day on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.government.design.access import files_now, for_change
from tinhso.government.design.actions._keep import keep
from tinhso.government.design.models import VersionDraft
from tinhso.government.design.queries import package
from tinhso.government.design.rules.heading import dated
from tinhso.government.dossiers.api import filed_since
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid
from tinhso.lib.text import clean


@act("design.published")
def publish(
    actor: Actor, draft_id: UUID, expected: int, valid_from: date | None, decision: str, reason: str
) -> VersionDraft:
    """The draft becomes a version through the procedures room, which checks it again and tries its examples.

    Open dossiers keep the version under which they were received. Raises Forbidden, NotFound, Conflict, Invalid
    for a day in the past once somebody has filed since, for a missing decision or reason; Refused with the first
    fault of the package. Records `design.published` (and the procedures room `procedure.published`).
    """
    draft = for_change(actor, draft_id, expected)
    number, why = clean(decision), clean(reason)
    _check(draft, valid_from, number, why)
    assert valid_from is not None
    files = files_now(draft)
    files["procedure.toml"] = dated(files["procedure.toml"], valid_from, number)
    version = procedures.publish_version(actor, package(draft, files), valid_from)
    draft.number += 1
    draft.state = VersionDraft.State.PUBLISHED
    draft.version_id, draft.valid_from, draft.decision, draft.reason = version.id, valid_from, number, why
    keep(actor, draft, files, "procedure.toml", "design.saved")
    facts = {
        "code": draft.code,
        "version": version.id,
        "valid_from": valid_from,
        "decision": "_".join(number.split()),
    }
    record(actor, "design.published", Subject("version_draft", draft.id), facts)
    return draft


def _check(draft: VersionDraft, valid_from: date | None, decision: str, reason: str) -> None:
    faults = []
    if valid_from is None:
        faults.append(FieldError("valid_from", _("Ghi ngày bắt đầu áp dụng.")))
    elif valid_from <= draft.base_from:
        faults.append(
            FieldError(
                "valid_from",
                _("Phiên bản gốc bắt đầu từ %(day)s; phiên bản mới phải bắt đầu sau ngày đó.")
                % {"day": f"{draft.base_from:%d/%m/%Y}"},
            )
        )
    elif valid_from < today() and filed_since(draft.code, valid_from):
        faults.append(FieldError("valid_from", _("Từ ngày đó đã có hồ sơ được nộp. Chọn từ hôm nay trở đi.")))
    if not decision or len(decision) > 120 or "\n" in decision:
        faults.append(FieldError("decision", _("Ghi số của quyết định công bố, ví dụ 1234/QĐ-UBND.")))
    if not reason or len(reason) > 600:
        faults.append(FieldError("reason", _("Ghi lý do thay đổi, tối đa 600 ký tự.")))
    if faults:
        raise Invalid(faults)
