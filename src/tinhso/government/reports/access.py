"""Who makes, signs, sends and reads reports: the agency's own people; the receiving agency once it was sent."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import now_of, shares
from tinhso.government.reports.models import Report
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

MAKERS = ("leader", "division_head", "specialist", "clerk", "unit_admin", "monitor")
SENDERS = ("leader", "division_head", "clerk")
# Who oversees the whole province reads what was sent to anybody.
OVERSEERS = ("monitor", "system_admin")
READERS = (*MAKERS, "system_admin")


def reads(actor: Actor) -> bool:
    """True for officers who open the room's pages."""
    return actor.kind == "officer" and actor.agency_id is not None and actor.has(*READERS)


def reports(actor: Actor) -> QuerySet[Report]:
    """Their own agency's reports; those sent to it; for overseers all that were sent."""
    if not reads(actor):
        return Report.objects.none()
    sent = Q(sent_at__isnull=False)
    found = Q(agency_id__in=_own(actor)) | (sent & Q(to_id__in=_own(actor)))
    if actor.has(*OVERSEERS):
        found |= sent
    return Report.objects.filter(found)


def report(actor: Actor, report_id: UUID) -> Report:
    """One report; NotFound for what is not theirs to read."""
    found = reports(actor).select_related("agency", "to").filter(pk=report_id).first()
    if found is None:
        raise NotFound("report_unknown", _("Không tìm thấy báo cáo này."))
    return found


def is_own(actor: Actor, agency_id: UUID) -> bool:
    """True for the people of the agency, or of the one that continues it."""
    return actor.agency_id is not None and actor.agency_id in (agency_id, now_of(agency_id))


def need_maker(actor: Actor, agency_id: UUID) -> None:
    """Raises Forbidden for whoever may not make this agency's reports."""
    if actor.kind != "officer" or not actor.has(*MAKERS) or not is_own(actor, agency_id):
        raise Forbidden("report_not_yours", _("Bạn chỉ lập được báo cáo của cơ quan mình."))


def need_sender(actor: Actor, agency_id: UUID) -> None:
    """Raises Forbidden for whoever may not ask for the signature, or send."""
    if not actor.has(*SENDERS) or not is_own(actor, agency_id):
        raise Forbidden(
            "report_sender_only", _("Lãnh đạo, trưởng phòng hoặc văn thư của cơ quan gửi báo cáo này.")
        )


def _own(actor: Actor) -> list[UUID]:
    """The own agency and those it continues as a whole."""
    assert actor.agency_id is not None
    return shares(actor.agency_id)[0]
