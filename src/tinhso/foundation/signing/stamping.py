"""The time-stamping service of this site (RFC 3161)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import HTTPTimeStamper

SECONDS = 5


def stamper() -> HTTPTimeStamper | None:
    """None where none is set: signatures then prove no moment (PAdES B-B)."""
    from pyhanko.sign.timestamps import HTTPTimeStamper

    address = settings.TINHSO_SIGNING_TSA
    return HTTPTimeStamper(address, timeout=SECONDS) if address else None
