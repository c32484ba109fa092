"""What the platform measured of a declared component, beside it and never in its place.

A component names its measure in the set's own data, where the annex's words ask for just that count; the points are
those that the component's own rule gives the counts. The verifier sees both; neither is ever filled from the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tinhso.foundation.worktime.api import day_bounds
from tinhso.government.indices.measures.catalogue import MEASURES, SHARES, UNITS, Measure
from tinhso.government.indices.measures.statement import Count, Window
from tinhso.government.indices.models import Campaign, Declared
from tinhso.government.indices.queries.limits import counts
from tinhso.government.indices.queries.quality import moment, scope_of
from tinhso.government.indices.rules import scoring


@dataclass(frozen=True)
class Beside:
    """Counted of how many, the points of the component's rule (None: nothing happened), until when it was counted."""

    measure: Measure
    count: Count
    points: Decimal | None
    until: datetime

    @property
    def unit(self) -> str:
        """What was counted."""
        return str(UNITS[self.measure.of])

    def difference(self, declared: Decimal | None) -> Decimal | None:
        """Declared points minus measured ones; None where one of them is not there."""
        return None if declared is None or self.points is None else declared - self.points

    def kept(self) -> dict[str, Any]:
        """As a snapshot keeps it: plain JSON."""
        points = None if self.points is None else str(self.points.quantize(Decimal("0.01")))
        return {"measure": self.measure.key, "counted": self.count.counted, "among": self.count.among, "points": points,
                "until": self.until.isoformat()}  # fmt: skip


def of_member(campaign: Campaign, agency_id: UUID) -> Mapping[str, Beside]:
    """For each component that names a measure: what was counted of this agency in the campaign's period.

    The agency's abolished predecessors count with it. One held, limited statement, none where no component names a
    measure. Raises Busy.
    """
    return _told(campaign.components, campaign, agency_id)


def of_value(value: Declared, component: Mapping[str, Any]) -> Beside | None:
    """The same for one value."""
    member = value.member
    return _told([component], member.campaign, member.agency_id).get(value.component)


def of_component(campaign: Campaign, agency_id: UUID, component: Mapping[str, Any]) -> Beside | None:
    """The same for one component that was perhaps never touched."""
    return _told([component], campaign, agency_id).get(component["code"])


def window_of(campaign: Campaign) -> Window:
    """The campaign's period; one that still runs ends when everything that was done had last been read."""
    first, until = day_bounds(campaign.period_first)[0], day_bounds(campaign.period_last)[1]
    return Window(first, max(first, min(until, moment())))


def _told(components: Any, campaign: Campaign, agency_id: UUID) -> dict[str, Beside]:
    wanted = [one for one in components if one.get("measure") in SHARES]
    if not wanted:
        return {}
    window = window_of(campaign)
    found = counts(scope_of(agency_id), window)
    return {one["code"]: _one(one, found[one["measure"]], window.until) for one in wanted}


def _one(component: Mapping[str, Any], count: Count, until: datetime) -> Beside:
    most = Decimal(component["points"])
    points = scoring.counted(component["kind"], component.get("rule", ""), most, (count.counted, count.among))
    return Beside(MEASURES[component["measure"]], count, points, until)
