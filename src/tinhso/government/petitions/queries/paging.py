"""Keyset pages: a page starts after the last row of the one before, so it stays cheap however deep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

from tinhso.government.petitions.models import Petition

SALT = "petitions.cursor"


@dataclass(frozen=True)
class Page:
    """Rows, and the cursor of the next page (empty after the last one)."""

    rows: list[Petition]
    next: str = ""


def page(rows: QuerySet[Petition], by: str, after: str, limit: int = 30, *, newest: bool = False) -> Page:
    """One page by a moment column and the id. A forged or outdated cursor starts at the first page."""
    sign, way = ("-", "lt") if newest else ("", "gt")
    ordered = rows.order_by(f"{sign}{by}", f"{sign}id")
    start = _read(after, by)
    if start is not None:
        moment, ident = start
        # The first condition says nothing new: it is the one by which an index starts there, not at the top.
        ordered = ordered.filter(**{f"{by}__{way}e": moment})
        ordered = ordered.filter(Q(**{f"{by}__{way}": moment}) | Q(**{by: moment, f"id__{way}": ident}))
    found = list(ordered[: limit + 1])
    if len(found) <= limit:
        return Page(found)
    last = found[limit - 1]
    cursor = signing.dumps([by, getattr(last, by).isoformat(), str(last.pk)], salt=SALT, compress=True)
    return Page(found[:limit], cursor)


def _read(cursor: str, by: str) -> tuple[datetime, UUID] | None:
    try:
        column, moment, ident = signing.loads(cursor, salt=SALT) if cursor else ("", "", "")
        return (datetime.fromisoformat(moment), UUID(ident)) if column == by else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
