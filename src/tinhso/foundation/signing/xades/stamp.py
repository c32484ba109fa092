"""The moment of a data paper's signature, proven by a time-stamp (XAdES-T, ETSI EN 319 132-1, 5.3): put in, read."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from datetime import datetime
from typing import Any

from asn1crypto import cms
from lxml import etree
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from tinhso.foundation.signing.pades.keys import DIGEST

DS = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
# Exclusive: what the stamp is taken over does not depend on what stands around the signature.
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"


def put_stamp(signature: Any, stamper: TimeStamper) -> None:
    """Add the time-stamp over the signature's value. Raises pyHanko's TimestampRequestError, ValueError."""
    properties = signature.find(f"{DS}Object/{XADES}QualifyingProperties")
    if properties is None:
        raise ValueError("no qualifying properties")
    token = asyncio.run(stamper.async_timestamp(_imprint(signature), DIGEST))
    unsigned = etree.SubElement(properties, f"{XADES}UnsignedProperties")
    place = etree.SubElement(unsigned, f"{XADES}UnsignedSignatureProperties")
    stamp = etree.SubElement(place, f"{XADES}SignatureTimeStamp")
    etree.SubElement(stamp, f"{DS}CanonicalizationMethod", Algorithm=C14N)
    etree.SubElement(stamp, f"{XADES}EncapsulatedTimeStamp").text = base64.b64encode(token.dump()).decode()


def token_of(signature: Any) -> cms.ContentInfo | None:
    """The one time-stamp of a signature; None without one, with several, or when it cannot be read."""
    every = list(signature.iter(f"{XADES}SignatureTimeStamp"))
    if len(every) != 1:
        return None
    how, held = every[0].find(f"{DS}CanonicalizationMethod"), every[0].find(f"{XADES}EncapsulatedTimeStamp")
    if how is None or how.get("Algorithm") != C14N or held is None:
        return None
    try:
        return cms.ContentInfo.load(base64.b64decode(str(held.text)), strict=True)
    except (ValueError, TypeError):
        return None


async def proven(signature: Any, context: ValidationContext) -> datetime | None:
    """The moment of a sound time-stamp over this very signature, whose certificate is trusted; None otherwise."""
    token = token_of(signature)
    if token is None:
        return None
    try:
        told = await validate_tst_signed_data(
            token["content"], context, lambda name: _imprint(signature, name)
        )
        status = TimestampSignatureStatus(**told)
    except (SignatureValidationError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return status.timestamp if status.intact and status.valid and status.trusted else None


def _imprint(signature: Any, algorithm: str = DIGEST) -> bytes:
    value = signature.find(f"{DS}SignatureValue")
    if value is None:
        raise ValueError("no signature value")
    return hashlib.new(algorithm, stamped_bytes(value)).digest()


def stamped_bytes(value: Any) -> bytes:
    """What a time-stamp is taken over: the element of the signature's value in its canonical form."""
    return bytes(etree.tostring(value, method="c14n", exclusive=True, with_comments=False, with_tail=False))
