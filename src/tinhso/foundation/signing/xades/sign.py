"""One enveloped XAdES-B signature over a whole XML document: by a key here, or by a device that signs bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from asn1crypto import x509
from cryptography import x509 as cx509
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod, SignatureMethod
from signxml.xades import XAdESDataObjectFormat, XAdESSigner  # type: ignore[attr-defined]

from tinhso.foundation.signing.pades.keys import DIGEST, mechanism_of

# A document that needs more than this is no data paper.
MOST_BYTES = 20_000_000


class DeviceKey:
    """A key that never leaves its device: `by(data)` gives RSASSA-PSS with SHA-256 and 32 bytes of salt, or ECDSA
    in DER."""

    def __init__(self, certificate: x509.Certificate, by: Callable[[bytes], bytes]) -> None:
        self._by = by
        self.key_size = int(certificate.public_key.bit_size)

    def sign(self, data: bytes, *_how: Any, **_options: Any) -> bytes:
        """As the library asks it; how to pad and to digest is settled by the device."""
        return self._by(data)


def parsed(xml: bytes) -> Any:
    """The document, without entities, without the net. Raises ValueError for what is no XML or too large."""
    if len(xml) > MOST_BYTES:
        raise ValueError("too large")
    strict = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False
    )
    try:
        root = etree.fromstring(xml, strict)
    except etree.XMLSyntaxError as fault:
        raise ValueError("no xml") from fault
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return root


def sign(
    xml: bytes,
    key: Any,
    certificate: x509.Certificate,
    chain: Sequence[x509.Certificate] = (),
    *,
    role: str = "",
    description: str = "",
) -> bytes:
    """The document with a signature as its last element: SHA-256, RSASSA-PSS or ECDSA by what the certificate's key is.

    `role`: in what capacity one signs. Inclusive canonical form: with the exclusive one the library's signed properties
    do not fit their digest. Raises ValueError for a document or a key that cannot be signed with.
    """
    kind = mechanism_of(certificate).signature_algo
    method = SignatureMethod.SHA256_RSA_MGF1 if kind == "rsassa_pss" else SignatureMethod.ECDSA_SHA256
    work = XAdESSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=method,
        digest_algorithm=DIGEST,
        c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_1,
        claimed_roles=[role] if role else None,
        data_object_format=XAdESDataObjectFormat(
            Description=description or "data", MimeType="application/xml"
        ),
    )
    held = [cx509.load_der_x509_certificate(one.dump()) for one in (certificate, *chain)]
    done = work.sign(parsed(xml), key=key, cert=held, always_add_key_value=False)
    return bytes(etree.tostring(done, xml_declaration=True, encoding="UTF-8"))
