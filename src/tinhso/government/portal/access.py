"""Who sees and works on the connection: the system's administrator and the monitor all of it, a unit's its own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import predecessors
from tinhso.foundation.worktime.api import today
from tinhso.government.portal.models import Outgoing, Package
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

READERS = ("system_admin", "monitor", "unit_admin")


def of_actor(actor: Actor, column: str = "agency_id") -> Q:
    """The rows that this officer may see; nothing for anybody else."""
    if actor.kind == "system" or (actor.kind == "officer" and actor.has("system_admin", "monitor")):
        return Q()
    if actor.kind == "officer" and actor.has("unit_admin") and actor.agency_id is not None:
        return Q(**{f"{column}__in": [actor.agency_id, *predecessors(actor.agency_id, today())]})
    return Q(pk__in=[])


def may_act(actor: Actor) -> bool:
    """True for those who may resend, correct and refuse; a monitor only watches."""
    return actor.kind == "system" or (actor.kind == "officer" and actor.has("system_admin", "unit_admin"))


def check_may_act(actor: Actor) -> None:
    """Raises Forbidden for those who may only watch."""
    if not may_act(actor):
        raise Forbidden("portal_watch_only", _("Vai trò của bạn chỉ được xem kết nối với Cổng."))


def package_of(actor: Actor, package_id: UUID, *, lock: bool = False) -> Package:
    """One package; NotFound when it is none of theirs."""
    rows = Package.objects.select_for_update() if lock else Package.objects.all()
    found = rows.filter(of_actor(actor, "holder_agency_id"), pk=package_id).first()
    if found is None:
        raise NotFound("package_unknown", _("Không tìm thấy gói tin này, hoặc bạn không có quyền xem."))
    return found


def outgoing_of(actor: Actor, outgoing_id: UUID) -> Outgoing:
    """One line of the outbox; NotFound when it is none of theirs."""
    found = Outgoing.objects.filter(of_actor(actor), pk=outgoing_id).first()
    if found is None:
        raise NotFound("outgoing_unknown", _("Không tìm thấy hồ sơ này trên đường kết nối."))
    return found
