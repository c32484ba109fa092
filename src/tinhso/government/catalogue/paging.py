"""Keyset pages over text columns: a page starts after the last row of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Q, QuerySet

Row = TypeVar("Row")
SALT = "catalogue.cursor"
MOST = 200


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows, and the cursor of the next page (empty after the last one)."""

    rows: Sequence[Row]
    next: str = ""


def page(
    rows: QuerySet[Any], by: tuple[str, str], after: str, limit: int, *, back: bool = False
) -> Page[Any]:
    """One page in the order of two columns (`back`: from the last). A forged cursor starts at the first page."""
    size = max(1, min(limit, MOST))
    first, second = by
    sign, way = ("-", "lt") if back else ("", "gt")
    ordered = rows.order_by(f"{sign}{first}", f"{sign}{second}")
    start = _read(after, by)
    if start is not None:
        here, there = start
        # The first bound alone lets the index find the place; the second keeps rows that share its value.
        ordered = ordered.filter(**{f"{first}__{way}e": here}).filter(
            Q(**{f"{first}__{way}": here}) | Q(**{first: here, f"{second}__{way}": there})
        )
    found = list(ordered[: size + 1])
    more = len(found) > size
    return Page(found[:size], _write(found[size - 1], by) if more else "")


def _write(row: Any, by: tuple[str, str]) -> str:
    values = [str(getattr(row, name)) for name in by]
    return signing.dumps([*by, *values], salt=SALT, compress=True)


def _read(cursor: str, by: tuple[str, str]) -> tuple[str, str] | None:
    try:
        first, second, here, there = signing.loads(cursor, salt=SALT) if cursor else ("", "", "", "")
        return (here, there) if (first, second) == by else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
