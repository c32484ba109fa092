"""Whether a disk has room for what is to be written."""

from __future__ import annotations

# A row and its index entries take more than its text (1.1 times with 100,000 dossiers, more as indexes grow old), and
# the log of changes comes on top for a while.
GROWTH = 1.5
WAL = 4 * 2**30
# What is left free in any case.
REST = 0.05


def needed(bytes_each: float, copies: int) -> int:
    """Bytes that so many copies will take."""
    return int(bytes_each * GROWTH * copies) + WAL


def fits(need: int, free: int, total: int) -> bool:
    """True when it fits and something is left for the machine to live on."""
    return need <= free - REST * total
