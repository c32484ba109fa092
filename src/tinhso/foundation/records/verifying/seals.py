"""Every seal of a stream: its own soundness, and the entries it covers."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from tinhso.foundation.records.actions.seal import statement_of
from tinhso.foundation.records.keys import DEMO, signed_by
from tinhso.foundation.records.models import Seal
from tinhso.foundation.records.rules.statement import FIRST_PREV, LEAF, root_of, unpacked
from tinhso.foundation.records.verifying.reading import leaves
from tinhso.foundation.records.verifying.report import Fault


@dataclass
class SealFaults:
    """What the seals of a stream show: broken seals, and entries that changed under them by id and hash."""

    seals: int = 0
    broken: list[Fault] = field(default_factory=list)
    edited: list[tuple[UUID, int]] = field(default_factory=list)
    inserted: list[tuple[UUID, int]] = field(default_factory=list)
    deleted: list[tuple[UUID, bytes, int]] = field(default_factory=list)


def check_seals(stream: str) -> SealFaults:
    """Check all seals of a stream against the entries, both streamed in the same order."""
    found = SealFaults()
    entries = _Entries(stream)
    hashes: dict[int, bytes] = {}
    for seal in Seal.objects.filter(stream=stream).order_by("epoch", "from_xid", "number").iterator(200):
        found.seals += 1
        hashes[seal.number] = bytes(seal.hash)
        if not _sound(seal):
            found.broken.append(Fault("seal_broken", stream, seal=seal.number))
            entries.skip(seal)
            continue
        if settings.ENV == "production" and seal.key_id.startswith(DEMO):
            found.broken.append(Fault("seal_demo_key", stream, seal=seal.number))
        _compare(seal, entries.take(seal, found), found)
    found.broken += _unlinked(stream, hashes)
    return found


def _sound(seal: Seal) -> bool:
    """True when leaves, root, hash and signature belong together."""
    statement, stated = statement_of(seal), bytes(seal.leaves)
    return (
        statement.hash() == bytes(seal.hash)
        and len(stated) == LEAF * seal.entries
        and root_of(stated) == bytes(seal.root)
        and signed_by(seal.key_id, bytes(seal.signature), statement.signed_bytes())
    )


def _unlinked(stream: str, hashes: dict[int, bytes]) -> list[Fault]:
    """Seals whose predecessor is not the one they name."""
    before, broken = FIRST_PREV, []
    links = Seal.objects.filter(stream=stream).order_by("number").values_list("number", "prev")
    for number, prev in links.iterator(1000):
        if bytes(prev) != before:
            broken.append(Fault("seal_missing", stream, seal=number - 1))
        before = hashes[number]
    return broken


def _compare(seal: Seal, rows: list[bytes], found: SealFaults) -> None:
    there = b"".join(rows)
    if there == bytes(seal.leaves):
        return
    stated, present = dict(unpacked(bytes(seal.leaves))), dict(unpacked(there))
    found.deleted += [(i, h, seal.number) for i, h in stated.items() if i not in present]
    found.inserted += [(i, seal.number) for i in present if i not in stated]
    found.edited += [(i, seal.number) for i, h in present.items() if i in stated and stated[i] != h]


class _Entries:
    """The entries of a stream by (epoch, txid), handed out seal by seal."""

    def __init__(self, stream: str) -> None:
        self._rows = leaves(stream)
        self._next = next(self._rows, None)

    def take(self, seal: Seal, found: SealFaults) -> list[bytes]:
        """The entries within the seal's range; those that lie before it belong to no seal."""
        while self._next is not None and self._next[:2] < (seal.epoch, seal.from_xid):
            # The tail of an older epoch may still wait for its seal; below a seal of its own it may not.
            if self._next[0] == seal.epoch:
                found.inserted += [(ident, seal.number) for ident, _hash in unpacked(self._next[2])]
            self._next = next(self._rows, None)
        return self._within(seal)

    def skip(self, seal: Seal) -> None:
        """Pass over the entries of a seal that says nothing reliable."""
        self._within(seal)

    def _within(self, seal: Seal) -> list[bytes]:
        rows, end, following = [], seal.to_xid, self._next
        while following is not None and following[0] == seal.epoch and (end is None or following[1] < end):
            rows.append(following[2])
            following = next(self._rows, None)
        self._next = following
        return rows
