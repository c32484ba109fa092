"""Whose lists they are: an officer's own desk, and the abolished ones that it continues."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import inherited
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.models import HandList
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

CLERKS = ("reception", "return_officer")
READERS = (*CLERKS, "leader", "division_head", "monitor")
MANAGER = "system_admin"


def desks_of(actor: Actor) -> list[UUID]:
    """The agencies for which the officer gives and takes paper."""
    if actor.kind != "officer" or actor.agency_id is None:
        return []
    return [actor.agency_id, *(one.agency_id for one in inherited(actor.agency_id))]


def check_clerk(actor: Actor, desk_id: UUID) -> None:
    """Refuse whoever does not give and take paper at this desk."""
    if actor.kind == "system":
        return
    if not actor.has(*CLERKS) or desk_id not in desks_of(actor):
        raise Forbidden(
            "not_of_this_desk",
            _("Chỉ cán bộ Một cửa của nơi giao hoặc nơi nhận làm được việc này."),
            way_out=_("Chuyển vai trò, hoặc nhờ cán bộ của nơi đó."),
        )


def check_manager(actor: Actor) -> None:
    """Refuse whoever does not administer the province's system."""
    if actor.kind != "system" and not actor.has(MANAGER):
        raise Forbidden("not_system_admin", _("Chỉ người quản trị hệ thống được đổi nơi nhận bàn giao."))


def list_of(actor: Actor, list_id: UUID) -> HandList:
    """One list that the actor's desk gives or takes; NotFound for all others."""
    seen = HandList.objects.select_related("from_desk", "to_desk").filter(pk=list_id)
    if actor.kind != "system" and not actor.has("monitor"):
        here = desks_of(actor)
        # A list that is only drawn up is the giver's own matter.
        seen = seen.filter(Q(from_desk__in=here) | Q(to_desk__in=here, handed_at__isnull=False))
    found = seen.first()
    if found is None or not _all_theirs(actor, found):
        raise NotFound("hand_list_unknown", _("Không tìm thấy danh sách bàn giao này."))
    return found


def _all_theirs(actor: Actor, found: HandList) -> bool:
    """Who continues only a part of a desk has its lists only where every dossier on them belongs to that part."""
    if (
        actor.kind == "system"
        or actor.has("monitor")
        or actor.agency_id in (found.from_desk_id, found.to_desk_id)
    ):
        return True
    listed = set(found.lines.values_list("transfer__dossier_id", flat=True))
    return listed == dossiers.seen_among(actor, listed)
