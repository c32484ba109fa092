"""The agency's own device over PKCS#11: the key never leaves it, its PIN comes from a secret of the site or from a person.

RSA by RSASSA-PSS in the device. An elliptic key signs the digest (mechanism ECDSA): some devices know nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from typing import Any

import pkcs11
from django.conf import settings
from pkcs11.exceptions import (
    NoSuchKey,
    NoSuchToken,
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
)

from tinhso.foundation.signing.means import Key, MeansFault, ToSign, asks_pin
from tinhso.foundation.signing.pades.certs import kind_of
from tinhso.foundation.signing.pades.parts import pair

_PSS = (pkcs11.Mechanism.SHA256, pkcs11.MGF.SHA256, 32)
# One at a time: a login belongs to the whole process, and many devices take one session's work at once anyway.
_TURN = threading.Lock()


class Hsm:
    """`reference`: {"token": label of the slot, "key": label of the key, "pin": "asked" where a person types it}."""

    def sign(self, key: Key, every: Sequence[ToSign], pin: str) -> Mapping[str, bytes]:
        """All of them in one session."""
        own = pin if asks_pin("hsm", key.reference) else settings.TINHSO_SIGNING_HSM_PIN
        with _TURN, _open(str(key.reference.get("token", "")), own) as session:
            try:
                held = session.get_key(
                    object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=str(key.reference.get("key", ""))
                )
                return {one.ref: _signed(held, kind_of(key.certificate), one.data) for one in every}
            except NoSuchKey:
                raise MeansFault("no_key") from None
            except PKCS11Error:
                raise MeansFault("unreachable") from None


def _signed(held: Any, kind: str, data: bytes) -> bytes:
    if kind == "rsa":
        mechanism = pkcs11.Mechanism.SHA256_RSA_PKCS_PSS
        return bytes(held.sign(data, mechanism=mechanism, mechanism_param=_PSS))
    return pair(bytes(held.sign(sha256(data).digest(), mechanism=pkcs11.Mechanism.ECDSA)))


@contextmanager
def _open(token: str, pin: str) -> Iterator[Any]:
    """A session of the device, logged in. What it says of a PIN is told by one of our own words, from nothing."""
    try:
        session = _library(settings.TINHSO_SIGNING_HSM_MODULE).get_token(token_label=token).open(user_pin=pin)
    except (PinIncorrect, PinInvalid, PinLenRange, PinLocked):
        raise MeansFault("pin") from None
    except NoSuchToken:
        raise MeansFault("no_key") from None
    except (PKCS11Error, RuntimeError, OSError):
        raise MeansFault("unreachable") from None
    try:
        yield session
    finally:
        session.close()


@cache
def _library(path: str) -> Any:
    """The device's own library, loaded once for each process."""
    return pkcs11.lib(path)
