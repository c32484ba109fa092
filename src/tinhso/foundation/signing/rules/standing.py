"""What one signature on a file is worth, from what was found of it. Pure.

The order is that of gravity: whether the file is still what was signed comes before who signed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """The first that fits."""

    # Not a signature that can be read, or its bytes do not fit: somebody changed it.
    BROKEN = "broken"
    # The signed bytes were changed after signing.
    CHANGED = "changed"
    # The signature does not cover the file as files are signed: something may stand outside it.
    UNCOVERED = "uncovered"
    # Something that may change what a reader sees was added after signing.
    ADDED = "added"
    # A key or algorithm that nobody may rely on.
    WEAK = "weak"
    # No path to a root that this system trusts.
    UNTRUSTED = "untrusted"
    # Signed after the certificate was taken back, or nobody can prove that it was before.
    REVOKED = "revoked"
    # Signed outside the certificate's time, or nobody can prove that it was within.
    EXPIRED = "expired"
    # Everything fits, but whether the certificate was taken back could not be asked.
    UNASKED = "unasked"
    VALID = "valid"


@dataclass(frozen=True)
class Facts:
    """What was found of one signature. Moments are aware; `stamped_at` is None without a sound time-stamp."""

    readable: bool = True
    genuine: bool = True
    intact: bool = True
    covers: bool = True
    added: bool = False
    weak: str = ""
    trusted: bool = True
    since: datetime | None = None
    until: datetime | None = None
    revoked_at: datetime | None = None
    asked: bool = True
    stamped_at: datetime | None = None


def standing(found: Facts, now: datetime) -> Standing:
    """The worth of a signature at `now`. Only a time-stamp proves when it was made; without one, now counts."""
    moment = found.stamped_at or now
    ladder = (
        (not found.readable or not found.genuine, Standing.BROKEN),
        (not found.intact, Standing.CHANGED),
        (not found.covers, Standing.UNCOVERED),
        (found.added, Standing.ADDED),
        (bool(found.weak), Standing.WEAK),
        (not found.trusted, Standing.UNTRUSTED),
        (found.revoked_at is not None and found.revoked_at <= moment, Standing.REVOKED),
        (found.since is not None and moment < found.since, Standing.EXPIRED),
        (found.until is not None and moment > found.until, Standing.EXPIRED),
        (not found.asked, Standing.UNASKED),
    )
    return next((what for fits, what in ladder if fits), Standing.VALID)


def holds(found: Standing) -> bool:
    """True when one may rely on the signature."""
    return found is Standing.VALID
