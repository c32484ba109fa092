"""Names of the n-th copy of a life: identifiers, serials. The same plan and number give the same names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

_LOW = 10


def mask(plan: str, number: int) -> int:
    """Forty bits that differ from copy to copy and from plan to plan."""
    return int.from_bytes(blake2b(f"{plan}/{number}".encode(), digest_size=5).digest(), "big")


def cousin(ident: str, bits: int) -> str:
    """The identifier of the same thing in a copy: its moment and order stay, its last forty bits change."""
    return f"{ident[:-_LOW]}{int(ident[-_LOW:], 16) ^ bits:010x}"


@dataclass(frozen=True)
class Share:
    """Which serials the copies of one life take from a book that it shares with `of` lives, as the `at`-th."""

    at: int
    of: int

    def serial(self, base: int, turn: int) -> int:
        """The serial in the `turn`-th round (from 0), where `base` was the book's last before the first."""
        return base + turn * self.of + self.at + 1


def shares(books: Sequence[str]) -> list[Share]:
    """The share of each life, by the book that it takes from; without a book ("") nothing is shared."""
    sizes: dict[str, int] = {}
    places = []
    for book in books:
        places.append(sizes.get(book, 0))
        sizes[book] = places[-1] + 1
    return [Share(at, sizes[book]) for at, book in zip(places, books, strict=True)]


def taken(books: Sequence[str], copies: int) -> dict[str, int]:
    """How many serials each book gives when so many copies are made, life after life, round after round."""
    rounds, rest = divmod(copies, len(books))
    found: dict[str, int] = {}
    for number, book in enumerate(books):
        if book:
            found[book] = found.get(book, 0) + rounds + (number < rest)
    return found
