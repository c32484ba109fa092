"""What was published of a measured set: editions of a period, their values as figures, and their place in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from tinhso.foundation.organisation.api import agency
from tinhso.government.indices.measures.catalogue import MEASURES
from tinhso.government.indices.measures.statement import Scope
from tinhso.government.indices.models import Edition, EditionValue
from tinhso.government.indices.queries import quality
from tinhso.government.indices.rules import canonical
from tinhso.government.indices.rules.measured import MEASURED, Scored, Share
from tinhso.government.indices.rules.measured_set import MeasuredSet
from tinhso.lib.periods import Period

_EIGHT = Decimal("0.00000001")


def published(set_key: str, period: str, number: int | None = None) -> Edition | None:
    """The published edition of a period: the newest, or the one of this number."""
    rows = Edition.objects.filter(set_key=set_key, period=period, published_at__isnull=False)
    return (rows.filter(number=number) if number else rows).order_by("-number").first()


def waiting(set_key: str, period: str) -> Edition | None:
    """The edition that waits for its signature."""
    rows = Edition.objects.filter(set_key=set_key, period=period)
    return rows.filter(published_at__isnull=True, withdrawn_at__isnull=True).first()


def history(set_key: str, period: str) -> list[Edition]:
    """Every published edition of a period, the newest first."""
    rows = Edition.objects.filter(set_key=set_key, period=period, published_at__isnull=False)
    return list(rows.order_by("-number"))


def newest(set_key: str, many: int = 12) -> list[Edition]:
    """The last published periods, each with its newest edition, the latest period first."""
    rows = Edition.objects.filter(set_key=set_key, published_at__isnull=False).order_by(
        "-last", "period", "-number"
    )
    found: dict[str, Edition] = {}
    for one in rows[: 4 * many]:
        found.setdefault(one.period, one)
    return list(found.values())[:many]


def of_periods(set_key: str, keys: Sequence[str]) -> list[Edition]:
    """The newest published edition of each of these periods."""
    rows = Edition.objects.filter(set_key=set_key, period__in=keys, published_at__isnull=False)
    return list(rows.order_by("period", "-number").distinct("period"))


def figures(edition: Edition, agency_id: UUID | None, found: MeasuredSet) -> quality.Figures | None:
    """The published values of an agency (None: the province) as figures; None where it had no record."""
    values = {one.code: one for one in edition.values.filter(agency_id=agency_id)}
    return _figures(found, values) if values else None


def of_agencies(edition: Edition, found: MeasuredSet) -> dict[UUID, quality.Figures]:
    """The published values of every agency."""
    by: dict[UUID, dict[str, EditionValue]] = {}
    for one in edition.values.all():
        if one.agency_id is not None:
            by.setdefault(one.agency_id, {})[one.code] = one
    return {agency_id: _figures(found, values) for agency_id, values in by.items()}


def snapshot(found: MeasuredSet, period: Period, edition: Edition) -> list[EditionValue]:
    """Every value of the province and of each agency as they were known at the edition's moment; not yet kept."""
    window = quality.window_of(period, edition.known_at)
    rows = _values(edition, None, "", quality.figures(found, Scope(), window))
    for agency_id, shown in sorted(quality.by_agency(found, window).items()):
        rows += _values(edition, agency_id, agency(agency_id).name, shown)
    return rows


def digest(values: Iterable[EditionValue]) -> str:
    """Of the values in their canonical form."""
    return canonical.digest(
        (str(one.agency_id or ""), one.code, one.state, one.counted, one.among, one.points) for one in values
    )


def total(values: Sequence[EditionValue]) -> Decimal:
    """Points of the province, two digits."""
    return sum(
        (one.points for one in values if one.agency_id is None and one.points is not None), Decimal(0)
    ).quantize(Decimal("0.01"))


def _values(
    edition: Edition, agency_id: UUID | None, name: str, shown: quality.Figures
) -> list[EditionValue]:
    return [
        EditionValue(
            edition=edition,
            agency_id=agency_id,
            agency_name=name[:300],
            code=line.component.code,
            most=line.component.points,
            state=line.scored.state,
            counted=line.share.counted if line.share else None,
            among=line.share.of if line.share else None,
            rate=line.scored.rate,
            points=None if line.scored.exact is None else line.scored.exact.quantize(_EIGHT),
        )
        for part in shown.parts
        for line in part.lines
    ]


def _figures(found: MeasuredSet, values: dict[str, EditionValue]) -> quality.Figures:
    parts = []
    for group in found.groups:
        lines = []
        for component in group.components:
            one = values.get(component.code)
            share = None if one is None or one.among is None else Share(one.counted or 0, one.among)
            scored = Scored("unmeasured") if one is None else Scored(one.state, one.rate, one.points)
            assert scored.state != MEASURED or scored.exact is not None
            lines.append(quality.Line(component, MEASURES.get(component.measure), share, scored))
        parts.append(quality.Part(group, lines))
    return quality.Figures(found, parts)
