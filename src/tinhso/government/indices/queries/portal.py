"""The national portal's figures beside ours, and the difference explained by the dossiers that it may count otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from tinhso.government.indices.measures.catalogue import DOSSIERS
from tinhso.government.indices.measures.statement import Count, Scope, Window, doubts
from tinhso.government.indices.models import PortalFigure
from tinhso.government.indices.queries.limits import limited
from tinhso.government.indices.queries.quality import Line
from tinhso.government.indices.rules import measured as rules


@dataclass(frozen=True)
class Beside:
    """The portal's figure of a component: its points (its own, else by our rule from its share), `less` than ours."""

    figure: PortalFigure
    points: Decimal | None
    own_points: bool

    def gap(self, line: Line) -> Decimal | None:
        """Ours less the portal's, two digits; None where either is unknown."""
        ours = line.scored.points
        return None if ours is None or self.points is None else ours - self.points


@dataclass(frozen=True)
class Explained:
    """Why both may differ: dossiers by reason; what ours is without those not synchronised; what that leaves open."""

    doubts: Sequence[tuple[str, Count]]
    synced: Count
    left_counted: int | None
    left_among: int | None


def latest(set_key: str, period: str, agency_id: UUID | None) -> dict[str, PortalFigure]:
    """The newest figure of each component, by its code."""
    rows = PortalFigure.objects.filter(set_key=set_key, period=period, agency_id=agency_id)
    return {one.code: one for one in rows.order_by("code", "-at", "-id").distinct("code")}


def everything(set_key: str, period: str, most: int = 500) -> list[PortalFigure]:
    """The newest figure of each place and component of a period, the province first."""
    rows = PortalFigure.objects.filter(set_key=set_key, period=period)
    newest = rows.order_by("agency_id", "code", "-at", "-id").distinct("agency_id", "code")
    return sorted(newest[:most], key=lambda one: (str(one.agency_id or ""), one.code))


def beside(set_key: str, period: str, agency_id: UUID | None, lines: Mapping[str, Line]) -> dict[str, Beside]:
    """The portal's figures of these components."""
    return {
        code: _beside(one, lines[code])
        for code, one in latest(set_key, period, agency_id).items()
        if code in lines
    }


def explained(line: Line, portal: PortalFigure, scope: Scope, window: Window) -> Explained | None:
    """The reasons, by dossiers; None where the component counts no dossiers. Raises Busy."""
    if line.measure is None or line.share is None or line.measure.of != DOSSIERS:
        return None
    with limited():
        found = doubts(line.measure, scope, window)
    unsynced = found.get("not_synced", Count())
    synced = Count(line.share.counted - unsynced.counted, line.share.of - unsynced.among)
    named = [(why, count) for why, count in sorted(found.items(), key=lambda one: -one[1].among) if why]
    if portal.counted is None or portal.among is None:
        return Explained(named, synced, None, None)
    return Explained(named, synced, synced.counted - portal.counted, synced.among - portal.among)


def _beside(figure: PortalFigure, line: Line) -> Beside:
    if figure.points is not None:
        return Beside(figure, figure.points, own_points=True)
    component = line.component
    # What is taken off or multiplied is not known of the portal: the plain share alone is read by our rule.
    if figure.counted is None or figure.among is None or component.less or component.times:
        return Beside(figure, None, own_points=False)
    share = rules.Share(figure.counted, figure.among)
    told = rules.score(component.rule, component.points, share, threshold=component.threshold)
    return Beside(figure, told.points, own_points=False)
