"""A signature in two halves: what is to be signed goes to whoever holds the key, what comes back goes into the file.

Between the halves lies a telephone, a service or a device; minutes may pass, and the process may be another one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import x509
from asn1crypto.algos import DSASignature
from asn1crypto.cms import CMSAttributes
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tinhso.foundation.signing.pades.der import settle
from tinhso.foundation.signing.pades.keys import DIGEST, SALT, mechanism_of
from tinhso.foundation.signing.pades.sign import STAMPED, Place


@dataclass(frozen=True)
class Prepared:
    """`tail` is what the file gains, `attributes` (DER) are the bytes to be signed by SHA-256, `reserved` (start, end)
    is where the signature goes."""

    tail: bytes
    attributes: bytes
    reserved: tuple[int, int]


def prepare(
    pdf: bytes,
    certificate: x509.Certificate,
    place: Place,
    *,
    reason: str = "",
    location: str = "",
    look: BaseStampStyle | None = None,
    told: dict[str, str] | None = None,
) -> Prepared:
    """The first half. Raises pyHanko's errors when the file cannot take this signature."""
    signer = _signer(certificate, (), b"")
    meta = PdfSignatureMetadata(
        field_name=place.field,
        reason=reason or None,
        location=location or None,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
    )
    field = SigFieldSpec(place.field, on_page=place.page, box=place.box)
    work = PdfSigner(meta, signer, stamp_style=look, new_field_spec=field)
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)

    async def halved() -> tuple[PreparedByteRangeDigest, bytes, bytes]:
        digest, _document, out = await work.async_digest_doc_for_signing(
            writer, bytes_reserved=STAMPED, appearance_text_params=told
        )
        attributes = await signer.signed_attrs(digest.document_digest, DIGEST, use_pades=True)
        settle(attributes)
        out.seek(0)
        return digest, bytes(out.read()), attributes.dump()

    digest, whole, attributes = asyncio.run(halved())
    if not whole.startswith(pdf):
        raise ValueError("the update is not one")
    return Prepared(whole[len(pdf) :], attributes, (digest.reserved_region_start, digest.reserved_region_end))


def fits(certificate: x509.Certificate, attributes: bytes, signature: bytes) -> bool:
    """True when this is the certificate's own signature over those bytes (RSASSA-PSS or ECDSA, SHA-256)."""
    key = load_der_public_key(certificate.public_key.dump())
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(
                signature, attributes, padding.PSS(padding.MGF1(hashes.SHA256()), SALT), hashes.SHA256()
            )
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, attributes, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def embed(
    pdf: bytes,
    prepared: Prepared,
    certificate: x509.Certificate,
    chain: Sequence[x509.Certificate],
    signature: bytes,
    stamper: TimeStamper | None = None,
) -> bytes:
    """The second half: PAdES B-B, with `stamper` B-T. Raises pyHanko's errors when no time-stamp comes."""
    signer = _signer(certificate, tuple(chain), signature)

    async def packed() -> bytes:
        attributes = CMSAttributes.load(prepared.attributes)
        made = await signer.async_sign_prescribed_attributes(DIGEST, attributes, timestamper=stamper)
        settle(made)
        return bytes(made.dump())

    out = BytesIO(pdf + prepared.tail)
    PreparedByteRangeDigest(b"", *prepared.reserved).fill_with_cms(out, asyncio.run(packed()))
    return out.getvalue()


def pair(raw: bytes) -> bytes:
    """An ECDSA signature as devices give it (r and s beside each other) in the form that files carry."""
    return bytes(DSASignature.from_p1363(raw).dump())


def _signer(
    certificate: x509.Certificate, chain: tuple[x509.Certificate, ...], signature: bytes
) -> ExternalSigner:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(chain)
    return ExternalSigner(
        certificate, store, signature, signature_mechanism=mechanism_of(certificate), embed_roots=False
    )
