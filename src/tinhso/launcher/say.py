"""What the launcher tells the person at the terminal: always on stderr, so that stdout stays for data."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """The command cannot go on; the text is the one sentence the person reads."""


def say(line: str = "") -> None:
    """One line on stderr; a closed terminal is no reason to fail."""
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:
        pass


@contextmanager
def step(title: str) -> Iterator[None]:
    """A step of the start: its name, then how long it took (seconds)."""
    began = time.monotonic()
    terminal = sys.stderr.isatty()
    if terminal:
        sys.stderr.write(f"· {title}…")
        sys.stderr.flush()
    try:
        yield
    except BaseException:
        if terminal:
            sys.stderr.write("\n")
        raise
    took = f"{time.monotonic() - began:.1f}".replace(".", ",")
    say(f"\r\033[K✓ {title} ({took} giây)" if terminal else f"✓ {title} ({took} giây)")
