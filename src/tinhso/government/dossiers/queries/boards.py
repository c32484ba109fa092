"""The board of an agency: every figure carries the filter that lists exactly its dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier
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
    """The board over what the actor may see, of one competent agency when given; five queries.

    All five read one snapshot, so a tile and the row of an agency agree while others file and accept.
    """
    if connection.in_atomic_block:
        return _board(actor, period, agency_id)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return _board(actor, period, agency_id)


def _board(actor: Actor, period: Period | None, agency_id: UUID | None) -> Board:
    span = period or Period()
    base = Filter(date_from=span.first, date_to=span.last, agency=str(agency_id) if agency_id else "")
    rows = apply(access.visible(actor), base)
    end = period_end(base)
    return Board(
        total=_line("", rows.aggregate(**_counts(end)), base),
        by_field=_lines(rows, "field_code", "field", base, end),
        by_channel=_lines(rows, "channel", "channel", base, end),
        by_help=_lines(rows, "assisted", "assisted", base, end),
        by_agency=_lines(rows, "competent_id", "agency", base, end),
    )


def _counts(end: datetime) -> dict[str, Count]:
    return {f"n_{key}": Count("pk", filter=bucket_q(key, end)) for key in BUCKETS}


def _lines(rows: QuerySet[Dossier], column: str, part: str, base: Filter, end: datetime) -> list[Line]:
    grouped = rows.order_by().values(column).annotate(**_counts(end)).order_by(column)
    found = []
    for row in grouped:
        value = row[column]
        key = str(int(value)) if isinstance(value, bool) else str(value)
        line = _line(key, row, base.but(**{part: value if isinstance(value, bool) else key}))
        if line.figures["received"].value and key:
            found.append(line)
    return found


def _line(key: str, values: dict[str, int], base: Filter) -> Line:
    return Line(key, {b: Figure(b, values[f"n_{b}"] or 0, base.but(bucket=b)) for b in BUCKETS})
