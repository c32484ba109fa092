"""Set a target of a document, and declare how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.organisation.api import agency, now_of
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.directives import access, measures, offices
from tinhso.government.directives.actions._frame import words
from tinhso.government.directives.actions.measure import months_of, write
from tinhso.government.directives.models import Declaration, Target, TargetYear
from tinhso.government.directives.rules.path import DOWN, UP
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

LARGEST = Decimal(10) ** 13


@dataclass(frozen=True)
class Wanted:
    """What is typed of a target; `years`: what is asked for by the end of a year on the way."""

    name: str
    value: Decimal | None
    due_on: date | None
    unit: str = ""
    direction: str = UP
    measure: str = ""
    base_value: Decimal | None = None
    base_year: int | None = None
    owner_id: UUID | None = None
    years: Sequence[tuple[int, Decimal]] = ()


@act("directive.set_target")
def set_target(actor: Actor, document_id: UUID, wanted: Wanted, *, demo: bool = False) -> Target:
    """A target of this document. Raises Forbidden, Refused with the field."""
    access.need_office(actor)
    document = access.document(actor, document_id)
    name = words(wanted.name, "name", 500, needed=_("Hãy ghi chỉ tiêu."))
    if wanted.value is None or abs(wanted.value) > LARGEST:
        raise Refused("value_needed", _("Hãy ghi giá trị phải đạt bằng số."), field="value")
    if wanted.due_on is None:
        raise Refused("day_needed", _("Hãy ghi ngày phải đạt."), field="due_on")
    if wanted.direction not in (UP, DOWN):
        raise Refused(
            "direction_needed", _("Hãy chọn càng cao càng tốt hay càng thấp càng tốt."), field="direction"
        )
    if (wanted.base_value is None) != (wanted.base_year is None):
        raise Refused("base_whole", _("Giá trị gốc cần cả số và năm."), field="base_value")
    if wanted.base_year is not None and wanted.base_year >= wanted.due_on.year + 1:
        raise Refused("base_before", _("Năm gốc phải trước ngày phải đạt."), field="base_value")
    if wanted.measure and wanted.measure not in measures.known():
        raise Refused("measure_unknown", _("Không có số đo này."), field="measure")
    row = Target.objects.create(
        document=document,
        name=name,
        measure=words(wanted.measure, "measure", 100),
        base_value=wanted.base_value,
        base_year=wanted.base_year,
        value=wanted.value,
        unit=words(wanted.unit, "unit", 40),
        direction=wanted.direction,
        due_on=wanted.due_on,
        owner_id=agency(wanted.owner_id).id if wanted.owner_id else None,
        demo=demo,
        created_at=now(),
    )
    TargetYear.objects.bulk_create(
        TargetYear(target=row, year=year, value=value) for year, value in dict(wanted.years).items()
    )
    if row.measure:
        months_of(row)
        write(row, min(today(), row.due_on or today()))
    record(actor, "directive.set_target", Subject("directive", document.pk), {"target": row.pk})
    return row


@act("directive.declare")
def declare(
    actor: Actor,
    target_id: UUID,
    *,
    value: Decimal | None,
    day: date | None,
    note: str = "",
    file_id: UUID | None = None,
) -> Declaration:
    """Declare a value for a day, by the head of the agency that answers for the target, or the committee's office.

    What proves it is a file, or words that say where it can be seen.
    """
    target = Target.objects.select_related("document").filter(pk=target_id).first()
    if target is None or not access.documents(actor).filter(pk=target.document_id).exists():
        raise access.unknown()
    if not may_declare(actor, target):
        raise Forbidden(
            "declare_not_yours",
            _("Chỉ người đứng đầu cơ quan chịu trách nhiệm và văn phòng Ban Chỉ đạo khai được chỉ tiêu này."),
        )
    if value is None or abs(value) > LARGEST:
        raise Refused("value_needed", _("Hãy ghi giá trị bằng số."), field="value")
    if day is None or day > today():
        raise Refused("day_needed", _("Hãy ghi ngày của số liệu, không sau hôm nay."), field="day")
    said = words(note, "note", 2000)
    if file_id is None and not said:
        raise Refused(
            "proof_needed", _("Hãy gửi tệp minh chứng, hoặc ghi rõ xem minh chứng ở đâu."), field="note"
        )
    if file_id is not None:
        files.attach(file_id, Subject("directive", target.document_id))
    row = Declaration.objects.create(
        target=target,
        day=day,
        value=value,
        note=said,
        by_id=actor.account_id,
        agency_id=actor.agency_id,
        at=now(),
        file_id=file_id,
    )
    facts = {"target": target.pk, "value": value, "day": day}
    record(actor, "directive.declare", Subject("directive", target.document_id), facts)
    return row


def may_declare(actor: Actor, target: Target) -> bool:
    """True for the office, and for the head (or the deputy by delegation) of the agency that answers for it."""
    if access.assigns(actor):
        return True
    if target.owner_id is None:
        return False
    owner = now_of(target.owner_id)
    return offices.is_head(actor, owner) or offices.stands_in(actor, owner)
