"""Where keys are held: devices and services, behind one interface. None of them touches the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from asn1crypto import x509
from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class ToSign:
    """One paper's bytes to be signed by SHA-256; `ref` is our own word for it, `title` what its signer may be shown."""

    ref: str
    data: bytes
    title: str = ""


@dataclass(frozen=True)
class Key:
    """Whose key: the certificate, and the opaque settings under which its means knows it."""

    certificate: x509.Certificate
    reference: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a service says of a confirmation. `state`: pending, done, declined, expired or unknown; `values` by `ref`."""

    state: str
    values: Mapping[str, bytes] = field(default_factory=dict)


class MeansFault(Exception):
    """The means could not sign; the text is one of the codes of `words`, never a PIN, never a device's own words."""


class Immediate(Protocol):
    """A device of this system: it signs while one waits."""

    def sign(self, key: Key, every: Sequence[ToSign], pin: str) -> Mapping[str, bytes]:
        """The signatures by `ref`; those that failed are missing. Raises MeansFault."""


class Remote(Protocol):
    """A service whose person confirms elsewhere."""

    def begin(self, key: Key, every: Sequence[ToSign], batch: str) -> str:
        """Ask for the signatures; the service's number. The same `batch` again is the same. Raises MeansFault."""

    def ask(self, key: Key, number: str) -> Answer:
        """What became of it. Raises MeansFault when nobody answers."""


REMOTE = frozenset({"sim", "smart"})
BROWSER = frozenset({"token"})


def adapter(kind: str) -> Any:
    """The means of this site; MeansFault `no_means` where none is connected."""
    path = settings.TINHSO_SIGNING_MEANS.get(kind, "")
    if not path:
        raise MeansFault("no_means")
    return import_string(path)()


def immediate(kind: str) -> Immediate:
    """A device of this system."""
    return cast(Immediate, adapter(kind))


def remote(kind: str) -> Remote:
    """A service."""
    return cast(Remote, adapter(kind))


def asks_pin(kind: str, reference: Mapping[str, Any]) -> bool:
    """True when the person types a PIN for each confirmation (own key in the agency's device)."""
    return kind == "hsm" and reference.get("pin") == "asked"
