"""Lists that a page shows only the beginning of, and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Cut(list[T]):
    """Some rows; `more` tells that others come after them, `next` is the cursor to them where the list has pages."""

    more: bool = False
    next: str = ""

    def of(self, rows: Iterable[R]) -> Cut[R]:
        """Other rows in the place of these, cut at the same place."""
        made = _cut(list(rows), self.more)
        made.next = self.next
        return made

    def only(self, keep: Callable[[T], bool]) -> Cut[T]:
        """Those of these rows that are kept."""
        return self.of(row for row in self if keep(row))


def cut(rows: Iterable[T], most: int) -> Cut[T]:
    """At most `most` of these rows; ask for one more than that, and it is known whether there are others."""
    found = list(rows)
    return _cut(found[:most], len(found) > most)


def paged(rows: Iterable[T], cursor: str) -> Cut[T]:
    """The rows of one page; `cursor` leads to the next one and is empty at the end."""
    made = _cut(list(rows), bool(cursor))
    made.next = cursor
    return made


def _cut(rows: list[R], more: bool) -> Cut[R]:
    made = Cut(rows)
    made.more = more
    return made
