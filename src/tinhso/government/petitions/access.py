"""The only door to petitions: who may see one, and in which roles they act on it.

An officer sees what their agency has or had, except what is about themselves or was sent by themselves: of
that they see nothing, in no list, in no capacity. The sender sees theirs by the account or by the receipt.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.files.api import StoredFile
from tinhso.foundation.organisation.api import matters_of
from tinhso.government.petitions import receipt
from tinhso.government.petitions.models import NamedOfficer, Petition, Turn
from tinhso.government.petitions.offices import acts_for
from tinhso.government.petitions.rules.moves import HANDLERS, SENDER
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound
from tinhso.lib.text import has_forbidden

SEES_ALL = "monitor"


def not_about(actor: Actor) -> Q:
    """Leaves out what is about this officer, and what they sent themselves."""
    if actor.account_id is None:
        return Q(pk__in=[])
    named = NamedOfficer.objects.filter(petition=OuterRef("pk"), account_id=actor.account_id)
    return ~Exists(named) & (Q(account=None) | ~Q(account_id=actor.account_id))


def visible(actor: Actor) -> QuerySet[Petition]:
    """The petitions that this officer may see; every list starts here."""
    if actor.kind != "officer" or actor.agency_id is None:
        return Petition.objects.none()
    if actor.has(SEES_ALL):
        return Petition.objects.filter(not_about(actor))
    if not actor.has(*HANDLERS):
        return Petition.objects.none()
    had = Exists(Turn.objects.filter(petition=OuterRef("pk"), agency_id=actor.agency_id))
    return Petition.objects.filter(matters_of(actor.agency_id, "holder_id") | had).filter(not_about(actor))


def held(actor: Actor) -> QuerySet[Petition]:
    """Those that the officer's agency has now."""
    return visible(actor).filter(matters_of(actor.agency_id, "holder_id"))


def for_officer(actor: Actor, petition_id: UUID) -> Petition:
    """One petition; NotFound when it is none of theirs, whether it exists or not."""
    found = visible(actor).filter(pk=petition_id).first()
    if found is None:
        raise unknown()
    return found


def of_same_matter(actor: Actor, petition: Petition) -> QuerySet[Petition]:
    """What this brings again, and what brings this again, as far as the officer may see them."""
    return visible(actor).filter(Q(pk=petition.again_of_id) | Q(again_of=petition)).order_by("sent_at")


def for_sender(actor: Actor, code: str, secret: str = "") -> Petition:
    """The sender's own petition, by the account or by the receipt's secret."""
    found = None if has_forbidden(code) else Petition.objects.filter(code=code).first()
    if found is None or not is_sender(actor, found, secret):
        raise unknown()
    return found


def is_sender(actor: Actor, petition: Petition, secret: str = "") -> bool:
    """True for the account that sent it, and for whoever holds its receipt."""
    owns = petition.account_id is not None and petition.account_id == actor.account_id
    return owns or receipt.fits(petition, secret)


def handles(actor: Actor, petition: Petition) -> bool:
    """True when the officer's agency has it now; having had it, or monitoring, lets one read it and no more."""
    return actor.has(*HANDLERS) and acts_for(actor.agency_id, petition.holder_id, petition.unit_code)


def roles_on(actor: Actor, petition: Petition, secret: str = "") -> frozenset[str]:
    """The roles in which the actor acts on this petition. An officer acts for the holder only."""
    if actor.kind == "officer":
        return actor.roles if handles(actor, petition) else frozenset()
    return frozenset({SENDER}) if is_sender(actor, petition, secret) else frozenset()


def may_read_file(actor: Actor, petition_id: str, stored: StoredFile) -> bool:
    """Who may open a file that was sent along: officers who may see the petition, and the sender's account."""
    if actor.kind == "officer":
        return visible(actor).filter(pk=petition_id).exists()
    if actor.account_id is None:
        return False
    return Petition.objects.filter(pk=petition_id, account_id=actor.account_id).exists()


def unknown() -> NotFound:
    """The same answer for what does not exist and for what is not yours."""
    return NotFound(
        "petition_unknown",
        _("Không tìm thấy phản ánh này, hoặc bạn không có quyền xem."),
        way_out=_("Kiểm tra lại mã, hoặc mở từ danh sách của bạn."),
    )
