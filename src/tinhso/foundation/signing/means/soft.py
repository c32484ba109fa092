"""A key that lies in a file, for tests and demonstrations alone: what a device would do, without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.conf import settings

from tinhso.foundation.signing.means import Key, MeansFault, ToSign
from tinhso.foundation.signing.pades.keys import SALT


class Soft:
    """`reference`: {"file": the key's path}."""

    def sign(self, key: Key, every: Sequence[ToSign], pin: str) -> Mapping[str, bytes]:
        """All of them at once."""
        if settings.ENV == "production":
            raise MeansFault("no_means")
        path = Path(str(key.reference.get("file", "")))
        if not path.is_file():
            raise MeansFault("no_key")
        held = serialization.load_pem_private_key(path.read_bytes(), None)
        return {one.ref: _signed(held, one.data) for one in every}


def _signed(held: object, data: bytes) -> bytes:
    if isinstance(held, rsa.RSAPrivateKey):
        return held.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), SALT), hashes.SHA256())
    if isinstance(held, ec.EllipticCurvePrivateKey):
        return held.sign(data, ec.ECDSA(hashes.SHA256()))
    raise MeansFault("no_key")
