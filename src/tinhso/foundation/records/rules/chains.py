"""Reading one object's chain: which entry was edited, deleted, inserted or moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tinhso.foundation.records.rules.entry import GENESIS, entry_hash

_TRIED = 2000


@dataclass(frozen=True)
class Link:
    """One stored entry: its columns, and the two hashes stored beside them."""

    entry: dict[str, Any]
    prev_hash: bytes
    hash: bytes

    @property
    def sequence(self) -> int:
        """Its place in the chain, from 1."""
        return int(self.entry["sequence"])

    @property
    def id(self) -> UUID:
        """Its id."""
        found: UUID = self.entry["id"]
        return found


@dataclass(frozen=True)
class ChainFault:
    """`kind` is edited, deleted, inserted, reordered or chain. A deleted entry has no id, only its hash."""

    kind: str
    sequence: int
    id: UUID | None = None
    hash: bytes = b""


def whole(stream: str, links: Sequence[Link], head: tuple[int, bytes] | None) -> bool:
    """True when the chain runs unbroken from its first entry to its head."""
    before = GENESIS
    for place, link in enumerate(links, start=1):
        if link.sequence != place or link.prev_hash != before:
            return False
        if not _fits(stream, link.entry, link):
            return False
        before = link.hash
    return head == (len(links), before)


def faults(stream: str, links: Sequence[Link], head: tuple[int, bytes] | None) -> list[ChainFault]:
    """What is wrong with a chain that is not whole; the links ordered by sequence."""
    top = max([head[0] if head else 0, *(link.sequence for link in links)], default=0)
    found: list[ChainFault] = []
    moved_from: set[int] = set()
    for link in links:
        if _fits(stream, link.entry, link):
            continue
        origin = _origin(stream, link, top)
        if origin is None:
            found.append(ChainFault("edited", link.sequence, link.id))
        else:
            moved_from.add(origin)
            found.append(ChainFault("reordered", link.sequence, link.id))
    changed = {fault.id for fault in found}
    found += _inserted(links, head, changed)
    found += _deleted(links, head, top, moved_from)
    return found or [ChainFault("chain", links[0].sequence if links else 0, links[0].id if links else None)]


def _fits(stream: str, entry: dict[str, Any], link: Link) -> bool:
    """Whether the entry hashes to what is stored; what has no canonical form, a fraction say, was never hashed."""
    try:
        return entry_hash(stream, entry, link.prev_hash) == link.hash
    except ValueError:
        return False


def _origin(stream: str, link: Link, top: int) -> int | None:
    """The place at which the stored hash would be right, when only the place was changed."""
    for place in range(1, min(top, _TRIED) + 2):
        if place != link.sequence:
            moved = {**link.entry, "sequence": place}
            if _fits(stream, moved, link):
                return place
    return None


def _inserted(
    links: Sequence[Link], head: tuple[int, bytes] | None, changed: set[UUID | None]
) -> list[ChainFault]:
    """Entries that nothing after them refers to, though something stands after or beside them."""
    referred = {link.prev_hash for link in links} | ({head[1]} if head else set())
    places = [link.sequence for link in links]
    found = []
    for link in links:
        if link.id in changed or link.hash in referred:
            continue
        beyond = head is not None and link.sequence > head[0]
        # The one before a deleted entry is not referred to either: its follower's place is empty.
        if beyond or places.count(link.sequence) > 1 or link.sequence + 1 in places:
            found.append(ChainFault("inserted", link.sequence, link.id))
    return found


def _deleted(
    links: Sequence[Link], head: tuple[int, bytes] | None, top: int, moved_from: set[int]
) -> list[ChainFault]:
    """Places where no entry stands; the hash of a missing one survives in its follower or in the head."""
    present = {link.sequence for link in links}
    after = {link.sequence - 1: link.prev_hash for link in links}
    if head:
        after.setdefault(head[0], head[1])
    return [
        ChainFault("deleted", place, None, after.get(place, b""))
        for place in range(1, top + 1)
        if place not in present and place not in moved_from
    ]
