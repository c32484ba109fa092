"""The port to people's e-document wallets; an adapter is one function, named by TINHSO_WALLET_ADAPTER.

No public specification of a wallet's interface is known here, so the port says what we hand over and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

SIMULATOR = "tinhso.government.handover.contrib.simulator.keep"


@dataclass(frozen=True)
class Document:
    """A result with what tells it apart. `key` is the same at every try: a wallet keeps a document once."""

    key: str
    holder: str
    title: str
    number: str
    issuer: str
    issued_at: datetime
    dossier_code: str
    file_name: str
    media_type: str
    sha256: str
    content: bytes


class NoWallet(Exception):
    """This site is connected to no wallet."""


class NeverAccepted(Exception):
    """The wallet says that it will never take this document; its text is a short code."""


Deliver = Callable[[Document], str]


def adapter() -> Deliver:
    """The function that delivers a document and answers with the wallet's own reference.

    In a demonstration and in tests the simulator; in production only what is configured.
    """
    named = str(settings.TINHSO_WALLET_ADAPTER)
    if not named and settings.ENV == "production":
        raise NoWallet
    return cast(Deliver, import_string(named or SIMULATOR))


def connected() -> bool:
    """True where results can be sent to wallets."""
    return bool(settings.TINHSO_WALLET_ADAPTER) or settings.ENV != "production"


def simulated() -> bool:
    """True where what is sent stays on this machine, as every page then says."""
    return connected() and (settings.TINHSO_WALLET_ADAPTER or SIMULATOR) == SIMULATOR
