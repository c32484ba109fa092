"""Opening what lies in a folder that others write to: what is judged and what is read is one and the same file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What opening answers for a link, a socket or a pipe: there is no file of our own under this name.
_ODD = {errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.ENODEV}
_PIECE = 1 << 20


class NoFile(Exception):
    """A link, a pipe, a device or a folder lies under this name."""


class Changed(Exception):
    """Somebody wrote to the file while it was read."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[int, os.stat_result]]:
    """A descriptor of the regular file of this name, and its facts by `fstat`.

    A name may be given to something else at any moment, a descriptor may not. Never follows a link and never waits
    for somebody to write into a pipe. Raises NoFile, OSError.
    """
    try:
        source = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as fault:
        if fault.errno in _ODD:
            raise NoFile from None
        raise
    try:
        facts = os.fstat(source)
        if not stat.S_ISREG(facts.st_mode):
            raise NoFile
        yield source, facts
    finally:
        os.close(source)


def copy(source: int, facts: os.stat_result, target: Path) -> None:
    """Copy as many bytes as the file has. Raises Changed when it is another one at the end than at the beginning."""
    left = facts.st_size
    with target.open("xb") as out:
        while left and (piece := os.read(source, min(_PIECE, left))):
            out.write(piece)
            left -= len(piece)
    if left or same(facts) != same(os.fstat(source)):
        raise Changed


def same(facts: os.stat_result) -> tuple[int, int, int, int]:
    """What tells a file's content at one moment from that of any other."""
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns


def remove(path: Path, facts: os.stat_result) -> None:
    """Remove the name if it still is that of the file that was read; what came under it since stays."""
    try:
        if same(path.lstat()) == same(facts):
            path.unlink()
    except FileNotFoundError:
        return
