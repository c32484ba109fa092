"""Reading the signatures of an XML document: whether each fits, covers the document, and whose it is."""

from __future__ import annotations

import asyncio
import base64
from datetime import datetime
from typing import Any

from asn1crypto import x509
from cryptography import x509 as cx509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, RevokedError, ValidationError
from signxml.exceptions import InvalidCertificate, SignXMLException
from signxml.verifier import SignatureConfiguration
from signxml.xades import XAdESVerifier  # type: ignore[attr-defined]

from tinhso.foundation.signing.pades.asking import only
from tinhso.foundation.signing.pades.check import Trust
from tinhso.foundation.signing.pades.found import Found, Read
from tinhso.foundation.signing.rules.algorithms import fault
from tinhso.foundation.signing.rules.standing import Facts
from tinhso.foundation.signing.xades.sign import parsed
from tinhso.foundation.signing.xades.stamp import DS, XADES, proven

# The document, the properties that the signer wrote, and the certificate.
REFERENCES = 3


def check(xml: bytes, trust: Trust, now: datetime) -> Read:
    """Every signature of a document. Never raises for a bad one."""
    try:
        root = parsed(xml)
    except ValueError:
        return Read("not_xml")
    every = list(root.iter(f"{DS}Signature"))
    # One signature stands in a document, as a child of its root: whatever stands elsewhere may sign anything, and a
    # second one would be part of what the first has signed.
    if len(every) > 1 or (every and every[0].getparent() is not root):
        return Read("", (Found("Signature", Facts(readable=False)),))
    return Read("", tuple(_one(root, one, trust, now) for one in every))


def read_back(xml: bytes) -> str:
    """Fingerprint (SHA-256) of the certificate by which the one signature of a document of ours fits; empty when none
    does. Who issued it is not asked."""
    try:
        root = parsed(xml)
    except ValueError:
        return ""
    every = root.findall(f"{DS}Signature")
    own = _certificates(every[0])[0] if len(every) == 1 else None
    if own is None or not any(one.get("URI") == "" for one in every[0].iter(f"{DS}Reference")):
        return ""
    return str(own.sha256.hex()) if _fits(root, own, own.not_valid_before) else ""


def _one(root: Any, node: Any, trust: Trust, now: datetime) -> Found:
    name = str(node.get("Id") or "Signature")
    own, others = _certificates(node)
    if own is None:
        return Found(name, Facts(readable=False))
    intact = _fits(root, own, now)
    covers = any(one.get("URI") == "" for one in node.iter(f"{DS}Reference"))
    stamped, trusted, revoked_at, asked = asyncio.run(_path(node, own, others, trust, now))
    told = own.subject.native
    kind = {"rsassa_pss": "rsa"}.get(own.public_key.algorithm, own.public_key.algorithm)
    facts = Facts(
        genuine=True,
        intact=intact,
        covers=covers,
        weak=fault(kind, own.public_key.bit_size, "sha256", "rsassa_pss", making=False),
        trusted=trusted,
        since=own.not_valid_before,
        until=own.not_valid_after,
        revoked_at=revoked_at,
        asked=asked,
        stamped_at=stamped,
    )
    return Found(
        name,
        facts,
        name=str(told.get("common_name", "")),
        organisation=str(told.get("organization_name", "")),
        title=str(told.get("title", "")),
        issuer=str(own.issuer.native.get("common_name", "")),
        serial=f"{own.serial_number:x}",
        reason=_text(node, "ClaimedRole"),
        claimed_at=_moment(_text(node, "SigningTime")),
        certificate=own.sha256.hex(),
    )


def _fits(root: Any, own: x509.Certificate, now: datetime) -> bool:
    """True when nothing that was signed has changed, by the key of that certificate."""
    try:
        XAdESVerifier().verify(
            root,
            x509_cert=cx509.load_der_x509_certificate(own.dump()),
            expect_config=SignatureConfiguration(
                expect_references=REFERENCES,
                # Whether the certificate holds today is judged apart.
                verification_time=min(max(now, own.not_valid_before), own.not_valid_after),
            ),
        )
    except (SignXMLException, InvalidCertificate, ValueError, KeyError, TypeError, IndexError):
        return False
    return True


async def _path(
    node: Any, own: x509.Certificate, others: list[x509.Certificate], trust: Trust, now: datetime
) -> tuple[datetime | None, bool, datetime | None, bool]:
    """(the moment that a time-stamp proves, a path to a trusted root, when it was taken back, whether those who know
    were asked and answered)."""
    async with only(trust.hosts) as backend:

        def context(mode: str, moment: datetime) -> ValidationContext:
            return ValidationContext(
                trust_roots=list(trust.roots),
                other_certs=[*trust.between, *others],
                allow_fetching=True,
                fetcher_backend=backend,
                revocation_mode=mode,
                moment=moment,
                retroactive_revinfo=True,
            )

        stamped = await proven(node, context("soft-fail", now))
        moment = min(max(stamped or now, own.not_valid_before), own.not_valid_after)
        for mode in ("hard-fail", "soft-fail"):
            try:
                validator = CertificateValidator(own, others, validation_context=context(mode, moment))
                await validator.async_validate_usage(set())  # type: ignore[no-untyped-call]
            except RevokedError as taken:
                return stamped, True, taken.revocation_dt, True
            except PathBuildingError:
                return stamped, False, None, True
            except ValidationError:
                continue
            return stamped, True, None, mode == "hard-fail"
    return stamped, False, None, False


def _certificates(node: Any) -> tuple[x509.Certificate | None, list[x509.Certificate]]:
    """The certificate that the signature names first, and what it brings with it."""
    every = []
    for one in node.iterfind(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate"):
        try:
            every.append(x509.Certificate.load(base64.b64decode(str(one.text)), strict=True))
        except (ValueError, TypeError):
            continue
    return (every[0], every[1:]) if every else (None, [])


def _text(node: Any, name: str) -> str:
    found = next(node.iter(f"{XADES}{name}"), None)
    return str(found.text or "")[:300] if found is not None else ""


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
