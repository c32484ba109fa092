"""Keyset pages: a page starts after the last row of the one before, so it stays cheap however deep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row")
SALT = "dossiers.cursor"
MOST = 200


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows, and the cursor of the next page (empty after the last one)."""

    rows: Sequence[Row]
    next: str = ""


def page(rows: QuerySet[Any], by: str, after: str, limit: int, *, descending: bool = False) -> Page[Any]:
    """One page by a moment column and the id. A forged or outdated cursor starts at the first page."""
    size = size_of(limit)
    found = list(placed(rows, by, begun(after, by), descending=descending)[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], written(last.pk, getattr(last, by), by) if last is not None else "")


def size_of(limit: int) -> int:
    """How many lines a page has that was asked for with this limit."""
    return max(1, min(limit, MOST))


def placed(
    rows: QuerySet[Any],
    by: str,
    start: tuple[datetime, UUID] | None,
    *,
    descending: bool = False,
    ident_in: str = "id",
) -> QuerySet[Any]:
    """The rows in order, from after the given place on; `ident_in` is the column of the id."""
    sign = "-" if descending else ""
    ordered = rows.order_by(f"{sign}{by}", f"{sign}{ident_in}")
    if start is None:
        return ordered
    moment, ident = start
    way = "lt" if descending else "gt"
    # The first condition says nothing new: it is the one by which an index starts there, not at the top.
    return ordered.filter(
        Q(**{f"{by}__{way}e": moment}),
        Q(**{f"{by}__{way}": moment}) | Q(**{by: moment, f"{ident_in}__{way}": ident}),
    )


def written(ident: UUID, moment: datetime, by: str) -> str:
    """The cursor of the page after this row."""
    return signing.dumps([by, moment.isoformat(), str(ident)], salt=SALT, compress=True)


def _write(row: Model, by: str) -> str:
    return written(row.pk, getattr(row, by), by)


def begun(cursor: str, by: str) -> tuple[datetime, UUID] | None:
    """Where the page of a cursor begins; None for the first, and for a cursor that is none."""
    try:
        column, moment, ident = signing.loads(cursor, salt=SALT) if cursor else ("", "", "")
        return (datetime.fromisoformat(moment), UUID(ident)) if column == by else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
