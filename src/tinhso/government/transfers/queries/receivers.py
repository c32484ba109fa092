"""The configured receivers, and the desk that takes one reception's paper over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.government.dossiers.api import Reception
from tinhso.government.transfers.models import EVERY, Receiver
from tinhso.government.transfers.rules.receivers import Row, chosen
from tinhso.lib.errors import NotFound, Refused

PAGE = 50


def page_on(
    day: date, *, units: Collection[str] | None = None, procedure: str = "", after: str = ""
) -> tuple[list[Receiver], str]:
    """What holds on the day or later, by unit and procedure: one page, and the id to go on after ("" at the end).

    `units` None: of all units. A forged `after` begins at the first page.
    """
    rows = Receiver.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day)).select_related("desk")
    if units is not None:
        rows = rows.filter(unit_code__in=units)
    if procedure:
        rows = rows.filter(procedure_code=procedure)
    last = _last(after)
    if last is not None:
        same = Q(unit_code=last.unit_code)
        rows = rows.filter(
            Q(unit_code__gt=last.unit_code)
            | (same & Q(procedure_code__gt=last.procedure_code))
            | (same & Q(procedure_code=last.procedure_code, valid_from__gt=last.valid_from))
        )
    found = list(rows.order_by("unit_code", "procedure_code", "valid_from")[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def one(receiver_id: UUID) -> Receiver:
    """One row; NotFound when there is none."""
    found = Receiver.objects.select_related("desk").filter(pk=receiver_id).first()
    if found is None:
        raise NotFound("receiver_unknown", _("Không có khai báo này."))
    return found


def receiver_of(unit_code: str, procedure_code: str, day: date) -> UUID | None:
    """The desk configured for the pair on the day, or who continues it; None where none is."""
    asked = Receiver.objects.filter(unit_code=unit_code, procedure_code__in=[procedure_code, EVERY])
    rows = [
        Row(one.unit_code, one.procedure_code, str(one.desk_id), one.valid_from, one.valid_to)
        for one in asked
    ]
    found = chosen(rows, unit_code, procedure_code, day)
    return organisation.continuing(UUID(found.desk), day).id if found else None


def route(reception: Reception) -> UUID | None:
    """Where the paper goes: None where the desk receives for the competent agency anyway.

    Refused `no_receiver` where the matter is another desk's and nobody is configured to take it over.
    """
    home = organisation.one_stop_desk(reception.competent_id, reception.day)
    here = organisation.one_stop_desk(reception.received_id, reception.day)
    if home.id in (here.id, reception.received_id) or reception.received_id == reception.competent_id:
        return None
    competent = organisation.agency(reception.competent_id)
    found = receiver_of(competent.unit_code, reception.procedure_code, reception.day)
    if found is None:
        raise Refused(
            "no_receiver",
            _("Nơi này chưa được nhận hộ hồ sơ của thủ tục này cho %(agency)s.") % {"agency": competent.name},
            field="commune",
            way_out=_("Hướng dẫn người nộp đến %(desk)s, hoặc nộp trực tuyến.") % {"desk": home.name},
        )
    return None if found in (here.id, reception.received_id) else found


def _last(after: str) -> Receiver | None:
    try:
        return Receiver.objects.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        return None
