"""What the platform measured, in the words that pages of self-scoring show."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from tinhso.foundation.organisation.api import AgencyInfo
from tinhso.government.indices import access_quality
from tinhso.government.indices.models import Campaign
from tinhso.government.indices.queries import quality
from tinhso.government.indices.queries.beside import Beside
from tinhso.government.indices.views._asked import KEY
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


def shown(
    found: Beside | None,
    declared: Decimal | None,
    campaign: Campaign,
    place: AgencyInfo,
    actor: Actor,
    value_id: UUID | None = None,
) -> dict[str, Any] | None:
    """The measured count with its points, beside the declared points; None where nothing is measured.

    `href` opens the records: of a value that was declared (`value_id`) for everybody who reads it, its verifier among
    them; before that for whoever may read that agency's running figures, empty for everybody else.
    """
    if found is None:
        return None
    href = _opens(found, campaign, place.slug) if _reads(actor, place) else ""
    if value_id is not None:
        href = reverse("indices:value_records", args=[value_id])
    return {
        "name": found.measure.name,
        "below": found.measure.below,
        "counted": found.count.counted,
        "among": found.count.among,
        "unit": found.unit,
        "points": found.points,
        "until": found.until,
        "difference": found.difference(declared),
        "href": href,
    }


def _reads(actor: Actor, place: AgencyInfo) -> bool:
    return actor.has(*access_quality.READERS) and (
        place.id == actor.agency_id or access_quality.sees_all(actor)
    )


def _opens(found: Beside, campaign: Campaign, slug: str) -> str:
    """Where the very count opens to its records: the page of QĐ 766 that counts the same in the same period."""
    period = next(
        (one for one in (periods.at(kind, campaign.period_last) for kind in ("year", "quarter", "month", "report"))
         if (one.first, one.last) == (campaign.period_first, campaign.period_last)),
        None,
    )  # fmt: skip
    if period is None:
        return ""
    try:
        known = quality.set_on(KEY, period.last)
    except NotFound:
        return ""
    lines = [one for group in known.groups for one in group.components]
    code = next((one.code for one in lines if one.measure == found.measure.key), "")
    if not code:
        return ""
    return f"{reverse('indices:quality_records', args=[period.key, code])}?{urlencode({'cq': slug})}"
