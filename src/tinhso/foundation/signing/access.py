"""Who signs, who sees what waits, who keeps the register of certificates."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import capacities
from tinhso.foundation.organisation.api import inherited
from tinhso.foundation.signing.models import Batch, Certificate, SigningRequest
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

# Whoever holds an agency's seal signs for it: the clerk (NĐ 30/2020, Điều 32), or its head.
KEEPERS = ("clerk", "leader")
OVERSEERS = ("leader", "division_head", "unit_admin", "monitor")
ADMIN = ("system_admin",)


def agencies_signed_for(actor: Actor) -> list[UUID]:
    """The agencies for which this officer signs: the own one, where they keep its seal."""
    return [actor.agency_id] if actor.kind == "officer" and actor.agency_id and actor.has(*KEEPERS) else []


def agencies_overseen(actor: Actor) -> list[UUID] | None:
    """The agencies whose waiting papers this officer may see; None means all of them."""
    if actor.kind == "officer" and actor.has(*ADMIN):
        return None
    if actor.kind != "officer" or actor.agency_id is None or not actor.has(*OVERSEERS):
        return []
    return [actor.agency_id, *(one.agency_id for one in inherited(actor.agency_id))]


def mine(actor: Actor) -> Q:
    """What this person is to sign."""
    return Q(account_id=actor.account_id or UUID(int=0)) | Q(agency_id__in=agencies_signed_for(actor))


def may_sign(actor: Actor, request: SigningRequest) -> bool:
    """True when this request waits for this person, or for the agency whose seal they keep."""
    if request.account_id is not None:
        return request.account_id == actor.account_id
    return request.agency_id in agencies_signed_for(actor)


def may_use(actor: Actor, certificate: Certificate) -> bool:
    """True when this person signs with that certificate."""
    if certificate.account_id is not None:
        return certificate.account_id == actor.account_id
    return certificate.agency_id in agencies_signed_for(actor)


def own_batch(actor: Actor, ident: UUID) -> Batch:
    """A batch that this person confirmed; NotFound otherwise."""
    found = (
        Batch.objects.filter(pk=ident, account_id=actor.account_id or UUID(int=0))
        .select_related("certificate")
        .first()
    )
    if found is None:
        raise NotFound("signing.batch_unknown", _("Không tìm thấy đợt ký này."))
    return found


def check_admin(actor: Actor) -> None:
    """Refuse whoever does not keep the register of certificates."""
    if actor.kind == "system" or (actor.kind == "officer" and actor.has(*ADMIN)):
        return
    raise Forbidden("signing.admin_only", _("Chỉ quản trị hệ thống quản lý chứng thư số."))


def may_see(actor: Actor, request: SigningRequest) -> bool:
    """True for whoever signs it, and for whoever oversees the signer's work."""
    if may_sign(actor, request):
        return True
    agencies = agencies_overseen(actor)
    if agencies is None:
        return True
    if not agencies:
        return False
    if request.agency_id is not None:
        return request.agency_id in agencies
    return any(held.agency_id in agencies for held in capacities(request.account_id, today()))  # type: ignore[arg-type]
