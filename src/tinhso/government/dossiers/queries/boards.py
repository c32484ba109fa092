"""The board of an agency: every figure carries the filter that lists exactly its dossiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from tinhso.government.dossiers import access
from tinhso.government.dossiers.queries.filters import Filter, apply, bucket_q, period_end
from tinhso.lib.actor import Actor

BUCKETS = (
    "received",
    "solved",
    "early",
    "on_time_all",
    "overdue",
    "in_process_all",
    "in_process",
    "in_process_overdue",
    "supplement",
    "paused",
)

# A board's tables; a dossier stands in one group of the four together.
PARTS = ("field_code", "channel", "assisted", "competent_id")


@dataclass(frozen=True)
class Period:
    """Days of acceptance, both inclusive; None is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Figure:
    """One number and the filter behind it: `register(actor, filter)` lists as many rows."""

    key: str
    value: int
    filter: Filter


@dataclass(frozen=True)
class Line:
    """The figures of one field of government, channel or agency."""

    key: str
    figures: dict[str, Figure]


@dataclass(frozen=True)
class Board:
    """Totals, and the same figures by field, channel, who typed (`0` self-service, `1` helped) and agency."""

    total: Line
    by_field: list[Line]
    by_channel: list[Line]
    by_help: list[Line]
    by_agency: list[Line]


def board(actor: Actor, period: Period | None = None, *, agency_id: UUID | None = None) -> Board:
    """The board over what the actor may see, of one competent agency when given.

    One query counts the smallest groups; tiles and tables are sums of them, so they agree while others file.
    """
    span = period or Period()
    base = Filter(date_from=span.first, date_to=span.last, agency=str(agency_id) if agency_id else "")
    rows = apply(access.visible(actor), base)
    grouped = list(rows.order_by().values(*PARTS).annotate(**_counts(period_end(base))))
    return Board(
        total=_line("", _summed(grouped), base),
        by_field=_lines(grouped, "field_code", "field", base),
        by_channel=_lines(grouped, "channel", "channel", base),
        by_help=_lines(grouped, "assisted", "assisted", base),
        by_agency=_lines(grouped, "competent_id", "agency", base),
    )


def _counts(end: datetime) -> dict[str, Count]:
    return {f"n_{key}": Count("pk", filter=bucket_q(key, end)) for key in BUCKETS}


def _summed(rows: Iterable[Mapping[str, Any]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        found.update({f"n_{key}": row[f"n_{key}"] for key in BUCKETS})
    return found


def _lines(grouped: list[dict[str, Any]], column: str, part: str, base: Filter) -> list[Line]:
    values: dict[Any, list[dict[str, Any]]] = {}
    for row in grouped:
        values.setdefault(row[column], []).append(row)
    found = []
    for value in sorted(values):
        key = str(int(value)) if isinstance(value, bool) else str(value)
        line = _line(
            key, _summed(values[value]), base.but(**{part: value if isinstance(value, bool) else key})
        )
        if line.figures["received"].value and key:
            found.append(line)
    return found


def _line(key: str, values: Mapping[str, int], base: Filter) -> Line:
    return Line(key, {b: Figure(b, values[f"n_{b}"], base.but(bucket=b)) for b in BUCKETS})
