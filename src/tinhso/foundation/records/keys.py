"""The key that signs seals. Outside production it is made once and its id says that it is a demo key.

In production TINHSO_SEAL_KEY names a PEM file with an Ed25519 private key; nothing is made there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.lib.errors import Refused
from tinhso.lib.ids import new_id

DEMO = "demo-"
_RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


@dataclass(frozen=True)
class SealingKey:
    """A private key and the id by which its public part is found."""

    id: str
    private: Ed25519PrivateKey

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature (64 bytes)."""
        return self.private.sign(data)


def _folder() -> Path:
    return Path(settings.VAR) / "keys"


def sealing_key() -> SealingKey:
    """The site's key. Raises Refused in production when none is named, or when a demo key is."""
    given = os.environ.get("TINHSO_SEAL_KEY", "")
    if settings.ENV == "production":
        if not given or not Path(given).is_file() or Path(given).name.startswith("seal-demo"):
            raise Refused(
                "records.no_key",
                _("Chưa có khóa niêm phong nhật ký cho chế độ production."),
                way_out=_("Hãy đặt TINHSO_SEAL_KEY trỏ đến tệp PEM chứa khóa riêng Ed25519."),
            )
        return _publish(_load(Path(given)), "")
    path = Path(given) if given else _folder() / "seal-demo.pem"
    if not path.exists():
        _make(path)
    return _publish(_load(path), DEMO)


def _load(path: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("records.bad_key", _("Khóa niêm phong nhật ký phải là khóa Ed25519."))
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    fresh = path.with_suffix(f".{new_id()}")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as out:
        out.write(pem)
    try:
        os.link(fresh, path)  # whoever was first keeps the place
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _publish(private: Ed25519PrivateKey, mark: str) -> SealingKey:
    raw = private.public_key().public_bytes(*_RAW)
    key_id = f"{mark}{sha256(raw).hexdigest()[:16]}"
    public = _folder() / f"{key_id}.pub"
    if not public.exists():
        public.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        public.write_bytes(raw)
    return SealingKey(key_id, private)


def signed_by(key_id: str, signature: bytes, data: bytes) -> bool:
    """True when the signature over the data is by the published key of this id."""
    path = _folder() / f"{key_id}.pub"
    if not key_id.replace("-", "").isalnum() or not path.exists():
        return False
    raw = path.read_bytes()
    if sha256(raw).hexdigest()[:16] != key_id.removeprefix(DEMO):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def published_keys() -> dict[str, bytes]:
    """Every public key of this site that ever signed, by its id (32 bytes each), the present one among them."""
    sealing_key()
    found = {}
    for path in sorted(_folder().glob("*.pub")):
        raw = path.read_bytes()
        if len(raw) == 32 and sha256(raw).hexdigest()[:16] == path.stem.removeprefix(DEMO):
            found[path.stem] = raw
    return found
