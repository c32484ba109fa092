"""Opening a user of the demonstration: a key of their own, and a certificate of the demonstration's authority."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from tinhso.simulators.esign.keys import LABEL

PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Person:
    """Who the certificate is for."""

    name: str
    organisation: str = ""
    title: str = ""


def issue(folder: Path, user: str, who: Person, authority: str) -> None:
    """Key and certificate as `<user>.key.pem` and `<user>.pem`; kept while the authority answers where they say.

    Raises OSError while the authority has no key yet, ValueError for a name that is none.
    """
    if not LABEL.fullmatch(user) or not who.name:
        raise ValueError("user")
    path, list_of = folder / f"{user}.pem", f"{authority}/demo/crls/issuing/latest.crl"
    if path.is_file() and list_of.encode() in x509.load_pem_x509_certificate(path.read_bytes()).public_bytes(
        serialization.Encoding.DER
    ):
        return
    above = x509.load_pem_x509_certificate((folder / "issuing.pem").read_bytes())
    issuer = serialization.load_pem_private_key((folder / "issuing.key.pem").read_bytes(), None)
    if not isinstance(issuer, rsa.RSAPrivateKey):
        raise ValueError("issuer")
    key = ec.generate_private_key(ec.SECP256R1())
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, who.organisation[:64]),
        (NameOID.TITLE, who.title[:64]),
        (NameOID.COMMON_NAME, who.name[:64]),
    ]
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text]))
        .issuer_name(above.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(above.not_valid_before_utc)
        .not_valid_after(above.not_valid_after_utc)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False
        )
        .add_extension(
            x509.CRLDistributionPoints(
                [x509.DistributionPoint([x509.UniformResourceIdentifier(list_of)], None, None, None)]
            ),
            critical=False,
        )
        .sign(issuer, hashes.SHA256())
    )
    text = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with os.fdopen(
        os.open(folder / f"{user}.key.pem", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
    ) as out:
        out.write(text)
    path.write_bytes(made.public_bytes(PEM))


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(True, True, False, False, False, False, False, False, False)
