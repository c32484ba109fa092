"""What a seal says, as canonical bytes that are signed and written outside the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from tinhso.foundation.records.rules.canonical import canonical
from tinhso.foundation.records.rules.entry import moment
from tinhso.foundation.records.rules.merkle import root

LEAF = 48
FIRST_PREV = b"\x00" * 32


@dataclass(frozen=True)
class Statement:
    """One seal: it covers `entries` entries with from_xid <= txid < to_xid (None: to the epoch's end)."""

    stream: str
    number: int
    epoch: int
    from_xid: int
    to_xid: int | None
    entries: int
    root: bytes
    prev: bytes
    made_at: datetime
    key_id: str

    def content(self) -> dict[str, Any]:
        """As JSON; transaction ids as text, since they may pass 2^53."""
        return {
            "v": 1,
            "stream": self.stream,
            "number": self.number,
            "epoch": self.epoch,
            "from_xid": str(self.from_xid),
            "to_xid": None if self.to_xid is None else str(self.to_xid),
            "entries": self.entries,
            "root": self.root.hex(),
            "prev": self.prev.hex(),
            "made_at": moment(self.made_at),
            "key_id": self.key_id,
        }

    def signed_bytes(self) -> bytes:
        """What the key signs."""
        return canonical(self.content())

    def hash(self) -> bytes:
        """What the next seal links to."""
        return sha256(self.signed_bytes()).digest()


def unpacked(leaves: bytes) -> list[tuple[UUID, bytes]]:
    """The (id, hash) pairs of leaves one after another: 16 bytes of id, 32 of hash."""
    return [
        (UUID(bytes=leaves[i : i + 16]), leaves[i + 16 : i + LEAF])
        for i in range(0, len(leaves) - len(leaves) % LEAF, LEAF)
    ]


def root_of(leaves: bytes) -> bytes:
    """The Merkle root over packed leaves."""
    return root([leaves[i : i + LEAF] for i in range(0, len(leaves), LEAF)])
