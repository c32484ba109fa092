"""Who sees and works on the connection: the system's administrator and the monitor all of it, a unit's its own.
A head sees the lines of the head's own agency and acts on none.

A reception desk opens exactly the records that wait for it: held ones whose holder is that desk.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import continuing, inherited
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.api import decided_by, received_by
from tinhso.government.portal.models import Outgoing, OutgoingState, Package
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

READERS = ("system_admin", "monitor", "unit_admin", "reception", "leader")
# Whose dossiers were received or decided here, they may see all lines of.
SEES_OWN = ("unit_admin", "leader")


def sees_all(actor: Actor) -> bool:
    """True for those who see the whole line."""
    return actor.kind == "system" or (actor.kind == "officer" and actor.has("system_admin", "monitor"))


def packages_of(actor: Actor) -> Q:
    """The packages that this officer may see; nothing for anybody else."""
    if sees_all(actor):
        return Q()
    if actor.kind == "officer" and actor.has("unit_admin"):
        # Of a divided agency nothing tells yet whose part a package is: the first who continues it has them all.
        whole, parts = _agencies(actor)
        first = [one for one in parts if continuing(one, today()).id == actor.agency_id]
        return Q(holder_agency_id__in=[*whole, *first])
    return Q(pk__in=[])


def lines_of(actor: Actor) -> Q:
    """The lines of the outbox that this officer may see; nothing for anybody else."""
    if sees_all(actor):
        return Q()
    if actor.kind != "officer" or actor.agency_id is None:
        return Q(pk__in=[])
    found = Q(pk__in=[])
    whole, parts = _agencies(actor)
    ours = Q(dossier_id__in=received_by(actor.agency_id)) | Q(dossier_id__in=decided_by(actor.agency_id))
    if actor.has(*SEES_OWN):
        found |= Q(agency_id__in=whole) | Q(holder_agency_id__in=whole)
        found |= Q(dossier_id__in=received_by(actor.agency_id))
        if parts:
            found |= (Q(agency_id__in=parts) | Q(holder_agency_id__in=parts)) & ours
    if actor.has("reception"):
        held = Q(holder_agency_id__in=whole)
        if parts:
            held |= Q(holder_agency_id__in=parts) & ours
        found |= Q(state=OutgoingState.HELD, who="reception") & held
    return found


def _agencies(actor: Actor) -> tuple[list[UUID], list[UUID]]:
    """The officer's agency with those that it continues as a whole; and those of which it has a part.

    A district went to many communes: each of them has the lines of its own dossiers alone.
    """
    if actor.agency_id is None:
        return [], []
    whole: list[UUID] = [actor.agency_id]
    parts: list[UUID] = []
    for one in inherited(actor.agency_id, today()):
        (whole if one.only is None and not one.but_not else parts).append(one.agency_id)
    return whole, parts


def may_act(actor: Actor) -> bool:
    """True for those who may resend, correct and refuse what they see; a monitor only watches."""
    return actor.kind == "system" or (
        actor.kind == "officer" and actor.has("system_admin", "unit_admin", "reception")
    )


def may_run(actor: Actor) -> bool:
    """True for those who answer for the line itself: lost numbers, knocking again."""
    return actor.kind == "system" or (actor.kind == "officer" and actor.has("system_admin"))


def check_may_run(actor: Actor) -> None:
    """Raises Forbidden for all but the system's administrator."""
    if not may_run(actor):
        raise Forbidden("portal_of_the_system", _("Việc này của quản trị hệ thống của tỉnh."))


def check_may_act(actor: Actor) -> None:
    """Raises Forbidden for those who may only watch."""
    if not may_act(actor):
        raise Forbidden("portal_watch_only", _("Vai trò của bạn chỉ được xem kết nối với Cổng."))


def package_of(actor: Actor, package_id: UUID, *, lock: bool = False) -> Package:
    """One package; NotFound when it is none of theirs."""
    rows = Package.objects.select_for_update() if lock else Package.objects.all()
    found = rows.filter(packages_of(actor), pk=package_id).first()
    if found is None:
        raise NotFound("package_unknown", _("Không tìm thấy gói tin này, hoặc bạn không có quyền xem."))
    return found


def outgoing_of(actor: Actor, outgoing_id: UUID) -> Outgoing:
    """One line of the outbox; NotFound when it is none of theirs."""
    found = Outgoing.objects.filter(lines_of(actor), pk=outgoing_id).first()
    if found is None:
        raise NotFound("outgoing_unknown", _("Không tìm thấy hồ sơ này trên đường kết nối."))
    return found
