"""Asking the reader's process. A hostile file can end its child, never the web process."""

from __future__ import annotations

from typing import Any

from tinhso.foundation.signing import trust
from tinhso.foundation.signing.pades.found import Read, from_json
from tinhso.foundation.signing.reader import ask
from tinhso.foundation.worktime.api import real_now


def read_signatures(pdf: bytes) -> Read:
    """Every signature on a file (PDF, or XML of data), judged by the roots of this system at this moment. Never raises for a bad file.

    `fault` is `too_slow` when the reader gave up: a file made to exhaust it, or one with far too much in it.
    """
    told = _asked(pdf)
    return from_json(told) if told is not None else Read("too_slow")


def read_returned(pdf: bytes, sent: int) -> tuple[Read, bool]:
    """The same of a file that was sent out to be signed (its first `sent` bytes), and whether one signature is all that
    it gained."""
    told = _asked(pdf, sent)
    if told is None:
        return Read("too_slow"), False
    return from_json(told), bool(told.get("grown"))


def _asked(pdf: bytes, sent: int = 0) -> dict[str, Any] | None:
    return ask(
        {
            "roots": trust.roots(),
            "between": trust.between(),
            "hosts": trust.hosts(),
            "now": real_now().isoformat(),
            "sent": sent,
        },
        pdf,
    )
