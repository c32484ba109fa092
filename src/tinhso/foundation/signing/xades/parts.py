"""An XAdES signature in two halves, as `pades.parts` has it for PDF: the bytes to be signed go out, what comes back goes in."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from asn1crypto import x509
from asn1crypto.algos import DSASignature
from lxml import etree
from pyhanko.sign.timestamps import TimeStamper

from tinhso.foundation.signing.pades.parts import Prepared
from tinhso.foundation.signing.xades.check import read_back
from tinhso.foundation.signing.xades.sign import DeviceKey, parsed, sign
from tinhso.foundation.signing.xades.stamp import DS, put_stamp

MEDIA = "application/xml"


def prepare(
    xml: bytes, certificate: x509.Certificate, chain: Sequence[x509.Certificate], *, reason: str = ""
) -> Prepared:
    """The whole document with an empty signature (`tail`), and the canonical bytes to be signed. Raises ValueError."""
    asked: list[bytes] = []
    plain = DSASignature({"r": 1, "s": 1}).dump()

    def noted(data: bytes) -> bytes:
        asked.append(data)
        return bytes(plain)

    made = sign(xml, DeviceKey(certificate, noted), certificate, chain, description=reason)
    if len(asked) != 1:
        raise ValueError("nothing to sign")
    return Prepared(made, asked[0], (0, 0))


def embed(
    prepared: Prepared,
    certificate: x509.Certificate,
    signature: bytes,
    stamper: TimeStamper | None = None,
) -> bytes:
    """The signed document: XAdES-B, with `stamper` XAdES-T.

    An ECDSA signature stands in XML as r and s beside each other, not in DER. Raises ValueError for a document without
    a place for it, pyHanko's TimestampRequestError when no time-stamp comes.
    """
    root = parsed(prepared.tail)
    place = root.find(f"{DS}Signature/{DS}SignatureValue")
    if place is None:
        raise ValueError("no place for the signature")
    kind = certificate.public_key.algorithm
    value = _beside(signature, int(certificate.public_key.bit_size)) if kind == "ec" else signature
    place.text = base64.b64encode(value).decode()
    if stamper is not None:
        put_stamp(place.getparent(), stamper)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def last_is(xml: bytes, fingerprint: str) -> bool:
    """True when the document's one signature fits it whole and is by that certificate."""
    return read_back(xml) == fingerprint


def _beside(der: bytes, bits: int) -> bytes:
    told, size = DSASignature.load(der).native, (bits + 7) // 8
    return bytes(told["r"].to_bytes(size, "big") + told["s"].to_bytes(size, "big"))
