"""Ranks: the best first; equal scores share a rank and the next ranks are skipped (12, 12, 14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Ranked(Generic[Item]):
    """One place of a ranking; `shared` when another has the same score. Without a score there is no rank."""

    item: Item
    score: Decimal | None
    rank: int | None
    shared: bool = False


def ranked(
    items: Iterable[Item],
    score: Callable[[Item], Decimal | None],
    order: Callable[[Item], str] = str,
) -> list[Ranked[Item]]:
    """Rank by score as it is published (round before); those without one come last, unranked, by `order`."""
    scored = [(item, score(item)) for item in items]
    known = sorted(
        ((item, value) for item, value in scored if value is not None),
        key=lambda pair: (-pair[1], order(pair[0])),
    )
    places: dict[Decimal, int] = {}
    counts: dict[Decimal, int] = {}
    for at, (_item, value) in enumerate(known, 1):
        places.setdefault(value, at)
        counts[value] = counts.get(value, 0) + 1
    found = [Ranked(item, value, places[value], counts[value] > 1) for item, value in known]
    silent = sorted((item for item, value in scored if value is None), key=order)
    return found + [Ranked(item, None, None) for item in silent]


def faulty_ranks(ranks: Sequence[int]) -> list[int]:
    """Ranks of a full published list, best first, that break the rule of ties; empty when it holds."""
    wrong = []
    for at, rank in enumerate(ranks, 1):
        shares = at > 1 and rank == ranks[at - 2]
        if rank != at and not shares:
            wrong.append(rank)
    return wrong
