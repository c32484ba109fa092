"""The only door to campaigns: who declares, who verifies, who judges, and who may read what was handed in."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.files.api import StoredFile
from tinhso.government.indices.models import Campaign, CampaignAgency, Declared
from tinhso.government.indices.rules.campaign import COORDINATOR, FILLERS, VERIFIERS, standing
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

READERS = (*sorted(FILLERS | VERIFIERS), COORDINATOR)


def coordinates(actor: Actor, campaign: Campaign) -> bool:
    """True for the coordinator of this campaign."""
    return actor.has(COORDINATOR) and actor.agency_id == campaign.coordinator_id


def visible(actor: Actor) -> QuerySet[Declared]:
    """The values that an officer may read: their agency's, those it verifies, all to the coordinator."""
    if actor.kind != "officer" or actor.agency_id is None or not actor.has(*READERS):
        return Declared.objects.none()
    mine = Q(member__agency_id=actor.agency_id) | Q(verifier_id=actor.agency_id)
    if actor.has(COORDINATOR):
        mine |= Q(member__campaign__coordinator_id=actor.agency_id)
    return Declared.objects.filter(mine)


def value_of(actor: Actor, value_id: UUID) -> Declared:
    """One value; NotFound when it is none of theirs, whether it exists or not."""
    found = visible(actor).filter(pk=value_id).select_related("member__campaign").first()
    if found is None:
        raise unknown()
    return found


def member_of(actor: Actor, campaign_id: UUID) -> CampaignAgency:
    """The actor's own agency in a campaign."""
    if actor.agency_id is None:
        raise unknown()
    found = (
        CampaignAgency.objects.filter(campaign_id=campaign_id, agency_id=actor.agency_id)
        .select_related("campaign")
        .first()
    )
    if found is None or not actor.has(*FILLERS):
        raise unknown()
    return found


def who_is(actor: Actor, value: Declared) -> frozenset[str]:
    """What the actor is to a value: declarer, verifier, judge."""
    hands = [value.declared_by_id, *value.moves.filter(verb="declare").values_list("by_id", flat=True)]
    return standing(
        account=actor.account_id,
        agency=actor.agency_id,
        roles=actor.roles,
        declaring=value.member.agency_id,
        verifying=value.verifier_id,
        coordinating=value.member.campaign.coordinator_id,
        hands=hands,
        adjusted_by=value.verified_by_id,
    )


def may_read_file(actor: Actor, value_id: str, stored: StoredFile) -> bool:
    """Who opens evidence: whoever may read the value."""
    return visible(actor).filter(pk=value_id).exists()


def unknown() -> NotFound:
    """The same answer for what does not exist and for what is not yours."""
    return NotFound("campaign_unknown", _("Không tìm thấy, hoặc bạn không có quyền xem."))
