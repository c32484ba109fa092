"""What the province's administrator sets: who takes paper over, from a day on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.procedures import api as procedures
from tinhso.government.transfers.access import check_manager
from tinhso.government.transfers.models import EVERY, Receiver
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid, NotFound
from tinhso.lib.ids import new_id
from tinhso.lib.text import clean

DESK_KINDS = ("one_stop_desk", "service_centre")


@act("receiver.set")
def set_receiver(
    actor: Actor,
    unit_code: str,
    procedure_code: str,
    desk_id: UUID | None,
    valid_from: date | None,
    basis: str,
) -> Receiver:
    """From a day on (today at the earliest) the desk takes over; what held for the pair ends the day before.

    `procedure_code` empty or `*`: all procedures without a row of their own. `basis` names the decision. Raises
    Forbidden, or Invalid with every fault. Records `receiver.set`.
    """
    check_manager(actor)
    code, why = procedure_code.strip() or EVERY, clean(basis).strip()
    faults = _faults(unit_code, code, desk_id, valid_from, why)
    if faults or desk_id is None or valid_from is None:
        raise Invalid(faults, "receiver_invalid")
    same = Receiver.objects.select_for_update().filter(unit_code=unit_code, procedure_code=code)
    if same.filter(valid_from__gte=valid_from).exists():
        told = _("Đã có một khai báo từ ngày này hoặc sau đó. Chọn ngày muộn hơn.")
        raise Invalid([FieldError("valid_from", told)], "receiver_later")
    for before in same.filter(valid_to=None) | same.filter(valid_to__gte=valid_from):
        before.valid_to = valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    made = Receiver.objects.create(
        id=new_id(),
        unit_code=unit_code,
        procedure_code=code,
        desk_id=desk_id,
        valid_from=valid_from,
        basis=why,
        verified=True,
        made_at=now(),
        made_by=actor.account_id,
    )
    facts = {"unit": unit_code, "procedure": code, "desk": desk_id, "from": valid_from}
    record(actor, "receiver.set", Subject("receiver", made.pk), facts)
    return made


@act("receiver.end")
def end_receiver(actor: Actor, receiver_id: UUID) -> Receiver:
    """Today is its last day; what is on its way goes on to its end. Records `receiver.end`."""
    check_manager(actor)
    found = Receiver.objects.select_for_update().filter(pk=receiver_id).first()
    if found is None:
        raise NotFound("receiver_unknown", _("Không có khai báo này."))
    if found.valid_to is not None:
        raise Conflict("receiver_ended", _("Khai báo này đã có ngày kết thúc."))
    found.valid_to = max(today(), found.valid_from)
    found.save(update_fields=["valid_to"])
    record(actor, "receiver.end", Subject("receiver", found.pk), {"last_day": found.valid_to})
    return found


def _faults(
    unit_code: str, code: str, desk_id: UUID | None, first: date | None, basis: str
) -> list[FieldError]:
    faults = []
    if unit_code not in {one.code for one in organisation.units(first or today())}:
        faults.append(FieldError("unit", _("Chọn đơn vị hành chính đang hoạt động.")))
    if code != EVERY and code not in procedures.codes():
        faults.append(FieldError("procedure", _("Không có thủ tục mã %(code)s.") % {"code": code}))
    desks = {one.id for one in organisation.agencies(first or today()) if one.kind in DESK_KINDS}
    if desk_id not in desks:
        faults.append(FieldError("desk", _("Chọn Trung tâm hoặc Bộ phận Một cửa nhận bàn giao.")))
    if first is None or first < today():
        faults.append(FieldError("valid_from", _("Áp dụng từ hôm nay hoặc về sau.")))
    if not basis or len(basis) > 300:
        faults.append(FieldError("basis", _("Ghi số, ngày của quyết định, tối đa 300 ký tự.")))
    return faults
