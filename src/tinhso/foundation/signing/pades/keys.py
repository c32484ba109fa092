"""A signer whose private key is in this process: parsed once, since parsing costs more than signing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import x509
from asn1crypto.algos import DigestAlgorithm, MaskGenAlgorithm, RSASSAPSSParams, SignedDigestAlgorithm
from asn1crypto.cms import CMSAttributes, ContentInfo
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tinhso.foundation.signing.pades.certs import kind_of, parsed
from tinhso.foundation.signing.pades.der import settle
from tinhso.foundation.signing.rules.algorithms import fault

DIGEST = "sha256"
SALT = 32


class HeldKey(Signer):
    """RSASSA-PSS or ECDSA with SHA-256, by what the key is. Refuses a key that nobody may sign with."""

    def __init__(
        self,
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...] = (),
    ) -> None:
        self._key = key
        kind = "rsa" if isinstance(key, rsa.RSAPrivateKey) else "ec"
        mechanism = _PSS if kind == "rsa" else _ECDSA
        if wrong := fault(kind, key.key_size, DIGEST, mechanism.signature_algo, making=True):
            raise ValueError(f"a signature may not be made with this {wrong}")
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(chain)
        super().__init__(
            signing_cert=certificate, cert_registry=store, signature_mechanism=mechanism, embed_roots=False
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature over these bytes; of a rehearsal, as many zeros as it would have."""
        if digest_algorithm != DIGEST:
            raise ValueError(f"this key signs {DIGEST}, not {digest_algorithm}")
        if isinstance(self._key, rsa.RSAPrivateKey):
            if dry_run:
                return bytes(self._key.key_size // 8)
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), SALT)
            return self._key.sign(data, pss, hashes.SHA256())
        return bytes(72) if dry_run else self._key.sign(data, ec.ECDSA(hashes.SHA256()))

    async def signed_attrs(self, *args: Any, **kwargs: Any) -> CMSAttributes:
        """What is signed beside the file."""
        told = await super().signed_attrs(*args, **kwargs)
        settle(told)
        return told

    async def async_sign(self, *args: Any, **kwargs: Any) -> ContentInfo:
        """The signature with its certificates."""
        made = await super().async_sign(*args, **kwargs)
        settle(made)
        return made


def _pss() -> SignedDigestAlgorithm:
    digest = DigestAlgorithm({"algorithm": DIGEST})
    parameters = RSASSAPSSParams(
        {
            "hash_algorithm": digest,
            "mask_gen_algorithm": MaskGenAlgorithm({"algorithm": "mgf1", "parameters": digest}),
            "salt_length": SALT,
        }
    )
    return SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})


# Read back from their own bytes: what asn1crypto has put together itself it puts together again at each use.
_PSS = SignedDigestAlgorithm.load(_pss().dump())
_ECDSA = SignedDigestAlgorithm.load(SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump())


def mechanism_of(own: x509.Certificate) -> SignedDigestAlgorithm:
    """How a key of this certificate signs here. Raises ValueError for one that nobody may sign with."""
    kind = kind_of(own)
    mechanism = _PSS if kind == "rsa" else _ECDSA
    if wrong := fault(kind, own.public_key.bit_size, DIGEST, mechanism.signature_algo, making=True):
        raise ValueError(f"a signature may not be made with this {wrong}")
    return mechanism


def certificate(path: Path) -> x509.Certificate:
    """The certificate of a PEM or DER file."""
    return parsed(path.read_bytes())


@lru_cache(maxsize=64)
def held(key: Path, own: Path, *chain: Path) -> HeldKey:
    """The signer of a key file and its certificates, kept for the next paper."""
    loaded = serialization.load_pem_private_key(key.read_bytes(), None)
    if not isinstance(loaded, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("neither an RSA nor an elliptic key")
    return HeldKey(loaded, certificate(own), tuple(certificate(one) for one in chain))
