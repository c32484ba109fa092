"""The keys of the service's users: those of the demonstration's authority, read when somebody signs."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

LABEL = re.compile(r"[a-z0-9-]{1,60}")
_HASHED = utils.Prehashed(hashes.SHA256())


def known(folder: Path, user: str) -> bool:
    """True when this user has a key here."""
    return bool(LABEL.fullmatch(user)) and (folder / f"{user}.key.pem").is_file()


def certificates(folder: Path, user: str) -> dict[str, str]:
    """The user's certificate and its issuer's, DER as base64."""
    return {"cert_data": _body(folder / f"{user}.pem"), "issuer_data": _body(folder / "issuing.pem")}


def _body(path: Path) -> str:
    return "".join(line for line in path.read_text().splitlines() if not line.startswith("-----"))


def sign(folder: Path, user: str, digest: bytes) -> str:
    """The signature over a SHA-256 digest, base64: RSASSA-PSS or ECDSA."""
    key = serialization.load_pem_private_key((folder / f"{user}.key.pem").read_bytes(), None)
    if isinstance(key, rsa.RSAPrivateKey):
        made = key.sign(digest, padding.PSS(padding.MGF1(hashes.SHA256()), 32), _HASHED)
    elif isinstance(key, ec.EllipticCurvePrivateKey):
        made = key.sign(digest, ec.ECDSA(_HASHED))
    else:
        raise ValueError("no such key")
    return base64.b64encode(made).decode()
