"""Pages of a plain list: each starts behind the last row of the one before, so it stays cheap however deep."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from tinhso.lib.cut import Cut, paged

M = TypeVar("M", bound=Model)


def newest_first(rows: QuerySet[M], by: str, after: str = "", limit: int = 50) -> Cut[M]:
    """One page by a column and the key, the highest first; its `next` leads to the one after it.

    `after`: the key of the last page's last row. What is no such key begins at the first page.
    """
    found = list(_behind(rows, by, _place(rows, by, after)).order_by(f"-{by}", "-pk")[: limit + 1])
    return paged(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def _place(rows: QuerySet[M], by: str, after: str) -> tuple[Any, Any] | None:
    """Where that row stands, whether or not it is still among these."""
    if not after:
        return None
    try:
        return rows.model._base_manager.filter(pk=after).values_list(by, "pk").first()
    except (ValueError, ValidationError):
        return None


def _behind(rows: QuerySet[M], by: str, place: tuple[Any, Any] | None) -> QuerySet[M]:
    if place is None:
        return rows
    value, key = place
    # The first condition says nothing new: it is the one by which an index starts there.
    return rows.filter(
        Q(**{f"{by}__lte": value}), Q(**{f"{by}__lt": value}) | Q(**{by: value, "pk__lt": key})
    )
