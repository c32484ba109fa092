"""Answers that take the same time whatever they found, so that a clock tells nobody who exists."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from tinhso.lib.errors import Busy


@contextmanager
def even_time() -> Iterator[None]:
    """Let the work inside take at least `TINHSO_EVEN_SECONDS`, refused or not.

    The work is well below that (a password's hash and some rows), so a known and an unknown number answer
    together. Whoever is over a limit is turned away at once: that is the same for both, and holds no thread.
    """
    end = time.monotonic() + settings.TINHSO_EVEN_SECONDS
    try:
        yield
    except Busy:
        raise
    except BaseException:
        _wait(end)
        raise
    else:
        _wait(end)


def _wait(end: float) -> None:
    time.sleep(max(0.0, end - time.monotonic()))
