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
    size = max(1, min(limit, MOST))
    sign = "-" if descending else ""
    ordered = rows.order_by(f"{sign}{by}", f"{sign}id")
    start = _read(after, by)
    if start is not None:
        moment, ident = start
        way = "lt" if descending else "gt"
        # The first condition says nothing new: it is the one by which an index starts there, not at the top.
        ordered = ordered.filter(
            Q(**{f"{by}__{way}e": moment}),
            Q(**{f"{by}__{way}": moment}) | Q(**{by: moment, f"id__{way}": ident}),
        )
    found = list(ordered[: size + 1])
    return Page(found[:size], _write(found[size - 1], by) if len(found) > size else "")


def _write(row: Model, by: str) -> str:
    return signing.dumps([by, getattr(row, by).isoformat(), str(row.pk)], salt=SALT, compress=True)


def _read(cursor: str, by: str) -> tuple[datetime, UUID] | None:
    try:
        column, moment, ident = signing.loads(cursor, salt=SALT) if cursor else ("", "", "")
        return (datetime.fromisoformat(moment), UUID(ident)) if column == by else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
