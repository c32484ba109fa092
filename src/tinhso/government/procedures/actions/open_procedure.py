"""Open a procedure at agencies from a day on, under a decision."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import queries
from tinhso.government.procedures.actions._offer import Said, check_competent, check_right, state
from tinhso.government.procedures.offering import Terms
from tinhso.government.procedures.rules import online
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid
from tinhso.lib.text import clean


@act("procedure.opened")
def open_procedure(actor: Actor, code: str, agency_ids: Collection[UUID], terms: Terms) -> int:
    """The agencies receive the procedure from `terms.valid_from` on; for how many this is new.

    Raises Forbidden, NotFound when no version is in force that day, Invalid for a decision without number or
    day or a level that the law of that day does not know, Refused for an agency that is not competent then.
    Records `procedure.opened` with the agencies. Running dossiers are not touched.
    """
    check_right(actor, agency_ids)
    check_terms(terms)
    version = queries.version(code, terms.valid_from)
    agencies = check_competent(version, agency_ids, terms.valid_from)
    said = Said(
        open=True,
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        level=terms.level,
        decision=clean(terms.decision),
        decided_on=terms.decided_on,
        effective_on=terms.effective_on,
        reason=clean(terms.reason),
    )
    changed = state(actor, code, [one.id for one in agencies], said)
    if changed:
        facts = {
            "code": code,
            "agencies": [one.slug for one in agencies],
            "valid_from": terms.valid_from,
            "valid_to": terms.valid_to,
            "level": terms.level,
            "decision": "_".join(said.decision.split()),
            "decided_on": terms.decided_on,
        }
        record(actor, "procedure.opened", Subject("procedure_version", version.id), facts)
    return changed


def check_terms(terms: Terms) -> None:
    """Raises Invalid with every fault of the decision at once."""
    faults = []
    decision = clean(terms.decision)
    if not decision or len(decision) > 120 or "\n" in decision:
        faults.append(FieldError("decision", _("Ghi số của quyết định công bố, ví dụ 1234/QĐ-UBND.")))
    if terms.decided_on > today():
        faults.append(FieldError("decided_on", _("Ngày quyết định không được sau hôm nay.")))
    if terms.valid_to is not None and terms.valid_to < terms.valid_from:
        faults.append(FieldError("valid_to", _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")))
    if terms.level not in online.levels_on(terms.valid_from):
        faults.append(
            FieldError("level", _("Chọn mức độ trực tuyến theo quy định đang áp dụng vào ngày bắt đầu."))
        )
    if len(clean(terms.reason)) > 600:
        faults.append(FieldError("reason", _("Ghi chú dài quá 600 ký tự.")))
    if faults:
        raise Invalid(faults)
