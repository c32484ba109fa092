"""The buttons of a kiosk, set by the head of the desk: a field, a group of procedures, or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.procedures import api as procedures
from tinhso.government.queue.access import check_head
from tinhso.government.queue.models import KioskButton
from tinhso.government.queue.queries.buttons import buttons_on
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid, NotFound
from tinhso.lib.ids import new_id
from tinhso.lib.text import clean

# More do not fit a kiosk that is used standing up.
MOST_BUTTONS, MOST_PROCEDURES = 24, 60


@act("kiosk.button")
def add_button(
    actor: Actor, agency_id: UUID, label: str, *, field: str = "", codes: Sequence[str] = ()
) -> KioskButton:
    """A button from today on, after those that are there. Raises Forbidden, or Invalid with every fault."""
    check_head(actor, agency_id)
    name = clean(label).replace("\n", " ")
    faults = _faults(agency_id, name, field, codes)
    if faults:
        raise Invalid(faults, "button_invalid")
    last = buttons_on(agency_id).aggregate(last=Max("position"))["last"] or 0
    made = KioskButton.objects.create(
        id=new_id(),
        agency_id=agency_id,
        label=name,
        field=field,
        procedures=sorted(set(codes)),
        position=last + 1,
        valid_from=today(),
    )
    facts = {"desk": agency_id, "field": field, "procedures": made.procedures, "from": made.valid_from}
    record(actor, "kiosk.button", Subject("kiosk_button", made.pk), facts)
    return made


@act("kiosk.drop")
def drop_button(actor: Actor, button_id: UUID) -> None:
    """The button is gone at once; the numbers taken with it keep what they were about."""
    found = KioskButton.objects.select_for_update().filter(pk=button_id, dropped_at=None).first()
    if found is None:
        raise NotFound("button_unknown", _("Không có nút này."))
    check_head(actor, found.agency_id)
    found.dropped_at = now()
    found.save(update_fields=["dropped_at"])
    record(actor, "kiosk.drop", Subject("kiosk_button", found.pk), {"desk": found.agency_id})


def _faults(agency_id: UUID, label: str, field: str, codes: Sequence[str]) -> list[FieldError]:
    faults = []
    here = buttons_on(agency_id)
    if not label or len(label) > 80:
        faults.append(FieldError("label", _("Ghi chữ trên nút, tối đa 80 ký tự.")))
    elif here.filter(label=label).exists():
        faults.append(FieldError("label", _("Đã có nút mang chữ này.")))
    if not field and not codes:
        faults.append(FieldError("field", _("Chọn lĩnh vực hoặc ghi mã thủ tục.")))
    if field and field not in {one.key for one in procedures.fields()}:
        faults.append(FieldError("field", _("Không có lĩnh vực này.")))
    unknown = sorted(set(codes) - set(procedures.codes()))
    if unknown:
        faults.append(FieldError("codes", _("Không có thủ tục mã %(code)s.") % {"code": unknown[0][:40]}))
    if len(set(codes)) > MOST_PROCEDURES:
        faults.append(FieldError("codes", _("Một nút gồm tối đa 60 thủ tục.")))
    if here.count() >= MOST_BUTTONS:
        faults.append(FieldError("label", _("Máy lấy số có tối đa 24 nút.")))
    return faults
