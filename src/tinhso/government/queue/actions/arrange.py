"""What the head of a desk sets: its counters and its appointments, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import api as procedures
from tinhso.government.queue.access import check_head
from tinhso.government.queue.models import AppointmentPlan, Counter, Ticket
from tinhso.government.queue.rules.moves import AT_COUNTER
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid, NotFound
from tinhso.lib.ids import new_id

MOST_COUNTERS = 99


@act("counter.open")
def open_counter(
    actor: Actor,
    agency_id: UUID,
    number: int | None,
    *,
    fields: Sequence[str] = (),
    codes: Sequence[str] = (),
    valid_from: date | None = None,
) -> Counter:
    """A counter from a day on (today when not given); nothing chosen serves everything.

    A counter of the same number ends the day before, so its past keeps what it served. Raises Forbidden,
    or Invalid with every fault, also while somebody stands at that counter today. Records `counter.open`.
    """
    check_head(actor, agency_id)
    first = valid_from or today()
    faults = _faults(number, fields, codes, first)
    if faults or number is None:
        raise Invalid(faults, "counter_invalid")
    earlier = (
        Counter.objects.select_for_update().filter(agency_id=agency_id, number=number, valid_to=None).first()
    )
    if earlier is not None:
        if earlier.valid_from >= first:
            told = _("Quầy %(number)s đã khai từ ngày này. Hãy đóng quầy đó trước.") % {"number": number}
            raise Invalid([FieldError("number", told)], "counter_taken")
        if first <= today():
            _check_idle(earlier)
        earlier.valid_to = first - timedelta(days=1)
        earlier.save(update_fields=["valid_to"])
    made = Counter.objects.create(
        id=new_id(),
        agency_id=agency_id,
        number=number,
        fields=sorted(set(fields)),
        procedures=sorted(set(codes)),
        valid_from=first,
    )
    facts = {
        "desk": agency_id,
        "number": number,
        "from": first,
        "fields": made.fields,
        "procedures": made.procedures,
    }
    record(actor, "counter.open", Subject("counter", made.pk), facts)
    return made


@act("counter.close")
def close_counter(actor: Actor, counter_id: UUID) -> Counter:
    """The counter's last day is today; numbers already there are finished. Records `counter.close`."""
    found = Counter.objects.select_for_update().filter(pk=counter_id).first()
    if found is None:
        raise NotFound("counter_unknown", _("Không có quầy này."))
    check_head(actor, found.agency_id)
    if found.valid_to is not None:
        raise Conflict("counter_closed", _("Quầy này đã có ngày kết thúc."))
    found.valid_to = max(today(), found.valid_from)
    found.save(update_fields=["valid_to"])
    record(actor, "counter.close", Subject("counter", found.pk), {"last_day": found.valid_to})
    return found


@act("appointment.plan")
def plan_appointments(
    actor: Actor, agency_id: UUID, *, minutes: int | None, places: int | None, days_ahead: int | None
) -> AppointmentPlan:
    """From today on: minutes of a slot, places in each (0: none are given), days ahead. What is booked stays."""
    check_head(actor, agency_id)
    faults = []
    if minutes is None or not 10 <= minutes <= 240:
        faults.append(FieldError("minutes", _("Một khung giờ dài từ 10 đến 240 phút.")))
    if places is None or not 0 <= places <= 50:
        faults.append(FieldError("places", _("Số chỗ mỗi khung giờ từ 0 đến 50.")))
    if days_ahead is None or not 1 <= days_ahead <= 60:
        faults.append(FieldError("days_ahead", _("Cho đặt trước từ 1 đến 60 ngày.")))
    if faults:
        raise Invalid(faults, "plan_invalid")
    values = {"minutes": minutes, "places": places, "days_ahead": days_ahead}
    made, _new = AppointmentPlan.objects.update_or_create(
        agency_id=agency_id, valid_from=today(), defaults=values
    )
    record(actor, "appointment.plan", Subject("agency", agency_id), {"from": today(), **values})
    return made


def _check_idle(counter: Counter) -> None:
    """Invalid while a number is called to the counter: nobody's page would show it any more."""
    here = Ticket.objects.filter(counter=counter, day=today(), state__in=AT_COUNTER).first()
    if here is not None:
        told = _("Quầy đang có số %(number)s. Hãy xong số đó trước.") % {"number": here.number}
        raise Invalid([FieldError("number", told)], "counter_busy")


def _faults(number: int | None, fields: Sequence[str], codes: Sequence[str], first: date) -> list[FieldError]:
    faults = []
    if number is None or not 1 <= number <= MOST_COUNTERS:
        faults.append(FieldError("number", _("Số quầy từ 1 đến 99.")))
    if first < today():
        faults.append(FieldError("valid_from", _("Quầy làm việc từ hôm nay hoặc về sau.")))
    known = {one.key for one in procedures.fields()}
    if set(fields) - known:
        faults.append(FieldError("fields", _("Có lĩnh vực không tồn tại.")))
    unknown = sorted(set(codes) - set(procedures.codes()))
    if unknown:
        faults.append(FieldError("procedures", _("Không có thủ tục mã %(code)s.") % {"code": unknown[0]}))
    return faults
