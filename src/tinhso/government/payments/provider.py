"""The port to providers of electronic receipts; an adapter is a class named by TINHSO_RECEIPT_PROVIDER.

No public source tells the XML of a receipt: the port says what we hand over, and the local provider keeps what was
said, byte for byte, with its checksum.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Provider(Protocol):
    """What every provider can do; each answers with its own number of the receipt, or an empty text."""

    name: str

    def issue(self, said: Mapping[str, Any]) -> str:
        """A new receipt."""

    def cancel(self, said: Mapping[str, Any], reason: str) -> str:
        """A receipt that does not hold any more."""


class Local:
    """The province itself: the receipt in our books is the receipt."""

    name = "local"

    def issue(self, said: Mapping[str, Any]) -> str:
        """Nothing beyond our own row."""
        return ""

    def cancel(self, said: Mapping[str, Any], reason: str) -> str:
        """Nothing beyond our own row."""
        return ""


def provider() -> Provider:
    """The provider of this site."""
    return cast(Provider, import_string(settings.TINHSO_RECEIPT_PROVIDER)())
