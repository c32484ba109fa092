"""For which agencies an officer acts, and who heads them: dated, through mergers and changes of head."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.worktime.api import today
from tinhso.government.directives.models import Delegation, Headship
from tinhso.government.directives.rules.heads import holder
from tinhso.lib.actor import Actor

HEADS = ("leader",)


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def head_of(agency_id: UUID, on: date | None = None) -> UUID | None:
    """The account that heads the agency on a day; None where nobody can be told for certain."""
    day = on or today()
    named = (
        Headship.objects.filter(_on(day), agency_id=agency_id).values_list("account_id", flat=True).first()
    )
    leaders = [info.account_id for info in people_in_role(agency_id, HEADS[0], day)]
    return holder(named, leaders)


def is_head(actor: Actor, agency_id: UUID) -> bool:
    """True for the head of the agency in that very capacity."""
    return (
        actor.agency_id == agency_id
        and actor.account_id is not None
        and actor.has(*HEADS)
        and head_of(agency_id) == actor.account_id
    )


def stands_in(actor: Actor, agency_id: UUID) -> bool:
    """True for a deputy whom the head asked to act, on the days of the delegation."""
    if actor.agency_id != agency_id or actor.account_id is None:
        return False
    kept = Delegation.objects.filter(_on(today()), agency_id=agency_id, account_id=actor.account_id)
    return kept.exists()
