"""Whose queue it is: an officer's own desk; a number is reached by its secret or by an officer of its desk."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.api import AgencyInfo
from tinhso.foundation.worktime.api import today
from tinhso.government.queue.models import Appointment, Counter, Ticket
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

DESK_KINDS = ("one_stop_desk", "service_centre")
CALLERS = ("reception", "return_officer", "cashier")
HEADS = ("leader", "division_head", "unit_admin", "system_admin")


def desk_of(actor: Actor) -> AgencyInfo:
    """The desk whose queue the officer works with: their own agency's, or the one that receives for it."""
    if actor.kind != "officer" or actor.agency_id is None:
        raise Forbidden("no_desk", _("Chỉ cán bộ của Bộ phận Một cửa dùng hàng đợi."))
    own = organisation.agency(actor.agency_id)
    desk = own if own.kind in DESK_KINDS else organisation.one_stop_desk(own.id, today())
    if desk.kind not in DESK_KINDS:
        raise Forbidden("no_desk", _("Cơ quan của bạn không có Bộ phận Một cửa."))
    return desk


def headed_desk(actor: Actor) -> AgencyInfo:
    """The desk that this head runs: their own agency, or the desk right below it.

    A department is served by the province's centre and does not run it. Raises Forbidden.
    """
    desk = desk_of(actor)
    if not actor.has(*HEADS) or actor.agency_id not in (desk.id, desk.parent_id):
        raise Forbidden("not_head_of_desk", _("Chỉ lãnh đạo hoặc quản trị đơn vị được đổi quầy và lịch hẹn."))
    return desk


def check_caller(actor: Actor, agency_id: UUID) -> None:
    """Refuse whoever does not serve at this desk."""
    if actor.kind == "system":
        return
    if not actor.has(*CALLERS) or desk_of(actor).id != agency_id:
        raise Forbidden("not_of_this_desk", _("Bạn không gọi số ở nơi này."))


def check_head(actor: Actor, agency_id: UUID) -> None:
    """Refuse whoever does not run this desk."""
    if actor.kind != "system" and headed_desk(actor).id != agency_id:
        raise Forbidden("not_head_of_desk", _("Chỉ lãnh đạo hoặc quản trị đơn vị được đổi quầy và lịch hẹn."))


def public_desk(slug: str) -> AgencyInfo:
    """A desk by the last part of its address; NotFound for any other agency, or one that has ended."""
    found = organisation.agency_by_slug(slug)
    if found.kind not in DESK_KINDS or (found.valid_to is not None and found.valid_to < today()):
        raise NotFound("desk_unknown", _("Không có Bộ phận Một cửa ở địa chỉ này."))
    return found


def counters_on(agency_id: UUID) -> list[Counter]:
    """The counters of a desk today, by number."""
    day = today()
    rows = Counter.objects.filter(agency_id=agency_id, valid_from__lte=day).exclude(valid_to__lt=day)
    return list(rows.order_by("number"))


def new_secret() -> tuple[str, str]:
    """A secret for a link, and the digest that is kept of it."""
    secret = secrets.token_urlsafe(16)
    return secret, digest(secret)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def ticket_by_secret(agency_id: UUID, secret: str) -> Ticket:
    """The number of a link; NotFound for a wrong one."""
    found = Ticket.objects.filter(agency_id=agency_id, secret_digest=digest(secret)).first()
    if found is None:
        raise NotFound("ticket_unknown", _("Không tìm thấy số này. Hãy lấy số mới."))
    return found


def appointment_by_secret(agency_id: UUID, secret: str) -> Appointment:
    """The appointment of a link; NotFound for a wrong one."""
    found = Appointment.objects.filter(agency_id=agency_id, secret_digest=digest(secret)).first()
    if found is None:
        raise NotFound("appointment_unknown", _("Không tìm thấy lịch hẹn này."))
    return found
