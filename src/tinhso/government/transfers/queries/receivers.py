"""The configured receivers, and the desk that takes one reception's paper over."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.government.dossiers.api import Reception
from tinhso.government.transfers.models import EVERY, Receiver
from tinhso.government.transfers.rules.receivers import Row, chosen
from tinhso.lib.errors import Refused


def rows_on(day: date) -> list[Receiver]:
    """What holds on the day or later, by unit and procedure."""
    living = Receiver.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day)).select_related("desk")
    return list(living.order_by("unit_code", "procedure_code", "valid_from"))


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
