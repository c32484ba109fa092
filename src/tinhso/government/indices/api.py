"""The door of indices: what the platform counts, for other rooms; acts of self-scoring for the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tinhso.foundation.worktime.api import day_bounds
from tinhso.government.indices.actions.declare import declare
from tinhso.government.indices.actions.run_campaign import Plan, open_campaign
from tinhso.government.indices.actions.verify import accept, adjust, give_back
from tinhso.government.indices.measures.catalogue import SHARES, UNITS
from tinhso.government.indices.measures.statement import Window
from tinhso.government.indices.models import Campaign
from tinhso.government.indices.queries.limits import counts
from tinhso.government.indices.queries.quality import moment, scope_of

__all__ = [
    "Counted",
    "Plan",
    "accept",
    "adjust",
    "campaign_named",
    "counted",
    "declare",
    "give_back",
    "measures",
    "open_campaign",
]


@dataclass(frozen=True)
class Counted:
    """Counted of how many."""

    counted: int
    among: int


def measures() -> dict[str, str]:
    """Every measure that is a share, by its key, with what it counts of what, in words."""
    return {key: f"{one.name} / {one.below} ({UNITS[one.of]})" for key, one in SHARES.items()}


def counted(keys: set[str], agency_id: UUID | None, first: date, last: date) -> dict[str, Counted]:
    """Each of these measures from the first day until the last (or now, where that is earlier). One statement that is held for a
    minute, made once at a time and ended when it takes too long (raises Busy).

    `agency_id` counts with the abolished agencies that it continues; None: the whole province. Unknown keys are
    left out.
    """
    known = keys & set(SHARES)
    if not known:
        return {}
    begin, end = day_bounds(first)[0], min(day_bounds(last)[1], moment())
    found = counts(scope_of(agency_id), Window(begin, max(begin, end)))
    return {key: Counted(found[key].counted, found[key].among) for key in known}


def campaign_named(title: str) -> bool:
    """True when a campaign of this title was opened."""
    return Campaign.objects.filter(title=title).exists()
