"""Who sees and does what with money: the cashiers of the agency that collects, heads who sign a day off, monitors."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency, inherited, one_stop_desk
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

CASHIER = ("cashier",)
HEADS = ("leader", "division_head")
READERS = (*CASHIER, *HEADS, "unit_admin", "monitor")


def books_of(actor: Actor) -> list[UUID]:
    """The collecting agencies whose books this officer keeps or reads: the own one, its desk, and those it continues."""
    if actor.kind != "officer" or actor.agency_id is None or not actor.has(*READERS):
        return []
    own = [actor.agency_id]
    desk = one_stop_desk(actor.agency_id, today()).id
    if desk != actor.agency_id and agency(desk).parent_id == actor.agency_id:
        own.append(desk)
    return [*own, *(one.agency_id for place in own for one in inherited(place))]


def check_books(actor: Actor, agency_id: UUID, *roles: str) -> None:
    """Refuse whoever has nothing to do with these books. NotFound for others' books, Forbidden for another role."""
    if actor.kind == "system":
        return
    if agency_id not in books_of(actor):
        raise NotFound("books_unknown", _("Không tìm thấy sổ thu này."))
    if roles and not actor.has(*roles):
        raise Forbidden("role_needed", _("Vai trò của bạn không làm việc này trong sổ thu."))
