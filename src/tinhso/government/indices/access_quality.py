"""Who reads running figures of QĐ 766: an agency its own, the steering committee and who monitors everybody's."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden

READERS = ("leader", "division_head", "monitor", "steering")


def sees_all(actor: Actor) -> bool:
    """True for who monitors procedures, the committee's office, and the leaders of the provincial committee."""
    if actor.kind != "officer" or actor.agency_id is None:
        return False
    if actor.has("monitor", "steering"):
        return True
    place = agency(actor.agency_id)
    return actor.has("leader") and place.level == "province" and place.kind == "peoples_committee"


def check(actor: Actor, place_id: UUID | None) -> None:
    """Raises Forbidden for the running figures of another agency, and of the province (None)."""
    if (place_id is None or place_id != actor.agency_id) and not sees_all(actor):
        raise Forbidden("other_agency", _("Bạn chỉ xem được chỉ số của cơ quan mình."))
