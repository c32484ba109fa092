"""One entry of the log as canonical bytes, and its hash in its object's chain."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tinhso.foundation.records.rules.canonical import canonical

GENESIS = b"\x00" * 32
FIELDS = (
    "id",
    "recorded_at",
    "world_at",
    "actor_kind",
    "actor_part",
    "account_id",
    "capacity_id",
    "agency_id",
    "verb",
    "outcome",
    "subject_kind",
    "subject_id",
    "sequence",
    "facts",
    "digests",
    "epoch",
    "txid",
)


def moment(value: datetime) -> str:
    """A moment in UTC with microseconds, e.g. 2026-11-22T01:00:00.000000Z."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def entry_bytes(stream: str, entry: dict[str, Any], prev_hash: bytes) -> bytes:
    """What is hashed: every column of the entry, the stream it belongs to and the hash before it."""
    content = {name: _plain(entry[name]) for name in FIELDS}
    content["stream"] = stream
    content["prev_hash"] = prev_hash.hex()
    return canonical(content)


def entry_hash(stream: str, entry: dict[str, Any], prev_hash: bytes) -> bytes:
    """SHA-256 over `entry_bytes`."""
    return sha256(entry_bytes(stream, entry, prev_hash)).digest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | dict):
        return value
    if isinstance(value, datetime):
        return moment(value)
    return str(value)
