"""Reading the signatures of a PDF: what each covers, whether it fits, whose it is, and whether that certificate holds."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import FieldMDPAction
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tinhso.foundation.signing.pades.asking import only
from tinhso.foundation.signing.pades.found import Found, Read
from tinhso.foundation.signing.pades.growth import POLICY
from tinhso.foundation.signing.rules.algorithms import fault
from tinhso.foundation.signing.rules.standing import Facts

# Beyond these nobody signs a paper.
MOST_SIGNATURES = 50


@dataclass(frozen=True)
class Trust:
    """Roots that count, certificates between that help to reach them, and hosts that may be asked for revocation."""

    roots: tuple[x509.Certificate, ...]
    between: tuple[x509.Certificate, ...] = ()
    hosts: frozenset[str] = frozenset()


def check(pdf: bytes, trust: Trust, now: datetime) -> Read:
    """Every signature of a file in the order of its making. Never raises for a bad file."""
    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        return Read("not_pdf")
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            return Read("encrypted")
        every = list(reader.embedded_signatures)[:MOST_SIGNATURES]
        return Read("", tuple(asyncio.run(_all(reader, every, trust, now))))
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return Read("damaged")


async def _all(
    reader: PdfFileReader, every: list[EmbeddedPdfSignature], trust: Trust, now: datetime
) -> list[Found]:
    store = _store(reader)
    found = []
    async with only(trust.hosts) as backend:
        for one in every:
            try:
                found.append(await _one(one, trust, store, backend, now))
            except Exception:
                # Whatever a signature that was tampered with makes of its reader, it is no signature.
                found.append(Found(str(one.field_name or ""), Facts(readable=False)))
    return [_as_locked(one, found) for one in found]


def _as_locked(one: Found, every: list[Found]) -> Found:
    """A field that was filled later is no fault as long as the signature that locked it stands as it was made."""
    broken = {other.field_name for other in every if not other.facts.intact or other.facts.added}
    if not (one.locked_by and broken & set(one.locked_by)):
        return one
    return replace(one, facts=replace(one.facts, added=True))


def _store(reader: PdfFileReader) -> dict[str, Any]:
    """Certificates and answers about revocation that the file itself carries, for its archive."""
    try:
        dss = DocumentSecurityStore.read_dss(handler=reader)
        held = dss.as_validation_context({"trust_roots": []})
    except Exception:
        return {"certs": [], "crls": [], "ocsps": []}
    return {"certs": list(dss.load_certs()), "crls": list(held.crls), "ocsps": list(held.ocsps)}


async def _one(
    one: EmbeddedPdfSignature, trust: Trust, store: dict[str, Any], backend: Any, now: datetime
) -> Found:
    stamp = one.sig_object_type == "/DocTimeStamp"
    own = one.signer_cert

    def context(moment: datetime, mode: str, ask: bool) -> ValidationContext:
        return ValidationContext(
            trust_roots=list(trust.roots),
            other_certs=[*trust.between, *store["certs"], *one.other_embedded_certs],
            crls=store["crls"],
            ocsps=store["ocsps"],
            allow_fetching=ask,
            fetcher_backend=backend if ask else None,
            revocation_mode=mode,
            moment=moment,
            retroactive_revinfo=True,
        )

    async def judged(moment: datetime, mode: str, ask: bool = True) -> Any:
        own_context = context(moment, mode, ask)
        if stamp:
            return await async_validate_pdf_timestamp(one, own_context, diff_policy=POLICY)
        return await async_validate_pdf_signature(
            one, own_context, context(now, "soft-fail", ask), diff_policy=POLICY
        )

    since, until = own.not_valid_before, own.not_valid_after
    stamped = _stamped(await judged(_within(now, since, until), "soft-fail"), stamp)
    moment = _within(stamped or now, since, until)
    # What the file brings with it is enough when it answers; otherwise those are asked who may be.
    strict = await judged(moment, "hard-fail", ask=False)
    if not (strict.trusted or strict.revoked):
        strict = await judged(moment, "hard-fail")
    soft = strict if strict.trusted or strict.revoked else await judged(moment, "soft-fail")
    coverage = one.coverage or SignatureCoverageLevel.UNCLEAR
    told = own.subject.native
    added, locked_by = _added(one, soft)
    facts = Facts(
        genuine=bool(soft.valid) or not soft.intact,
        intact=bool(soft.intact),
        covers=coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        added=added,
        weak=_weak(own, soft),
        trusted=bool(soft.trusted) or bool(soft.revoked),
        since=since,
        until=until,
        revoked_at=soft.revocation_details.revocation_date if soft.revocation_details else None,
        asked=bool(strict.trusted) or bool(strict.revoked) or not soft.trusted,
        stamped_at=stamped,
    )
    return Found(
        field_name=str(one.field_name or ""),
        facts=facts,
        name=_text(told.get("common_name")),
        organisation=_text(told.get("organization_name")),
        title=_text(told.get("title")),
        issuer=_text(own.issuer.native.get("common_name")),
        serial=f"{own.serial_number:x}",
        reason=str(one.sig_object.get("/Reason", ""))[:300],
        claimed_at=None if stamp else one.self_reported_timestamp,
        stamp=stamp,
        last=coverage == SignatureCoverageLevel.ENTIRE_FILE,
        certificate=own.sha256.hex(),
        locked_by=locked_by,
    )


def _within(moment: datetime, since: datetime, until: datetime) -> datetime:
    """A moment at which the certificate's chain can be judged; that it is another one is told by the rule."""
    return min(max(moment, since), until)


def _stamped(status: Any, stamp: bool) -> datetime | None:
    """The proven moment: of a sound time-stamp whose own certificate is trusted."""
    told = status if stamp else status.timestamp_validity
    return told.timestamp if told is not None and told.intact and told.valid and told.trusted else None


def _added(one: EmbeddedPdfSignature, status: Any) -> tuple[bool, tuple[str, ...]]:
    """Whether something was added after signing that is neither another signature nor proof for the archive.

    Empty places of a form may have been filled when a later signature locks every one of them: those are named.
    """
    level = status.modification_level
    if level is None or level == ModificationLevel.NONE:
        return not (status.docmdp_ok if status.docmdp_ok is not None else True), ()
    if level > ModificationLevel.FORM_FILLING or status.docmdp_ok is False:
        return True, ()
    changed: Iterable[str] = getattr(one.diff_result, "changed_form_fields", ())
    every = list(one.reader.embedded_signatures)
    filled = set(changed) - {str(other.field_name) for other in every}
    if not filled:
        return False, ()
    names = [other.field_name for other in every]
    later = {
        str(other.field_name): filled & _locks(other) for other in every[names.index(one.field_name) + 1 :]
    }
    locking = tuple(name for name, held in later.items() if held)
    return bool(filled - set().union(*later.values())), locking


def _locks(one: EmbeddedPdfSignature) -> set[str]:
    """The fields that this signature lets nobody change any more."""
    spec = one.fieldmdp
    return set(spec.fields or ()) if spec is not None and spec.action == FieldMDPAction.INCLUDE else set()


def _weak(own: x509.Certificate, status: Any) -> str:
    key = own.public_key
    kind = {"rsa": "rsa", "rsassa_pss": "rsa", "ec": "ec"}.get(key.algorithm, key.algorithm)
    return fault(
        kind, key.bit_size, status.md_algorithm, _mechanism(status.pkcs7_signature_mechanism), making=False
    )


def _mechanism(name: str) -> str:
    """Names of both kinds: `sha256_rsa`, `rsassa_pss`, `sha256_ecdsa`."""
    if name.endswith("_rsa"):
        return "rsassa_pkcs1v15"
    return "ecdsa" if name.endswith("ecdsa") else name


def _text(value: Any) -> str:
    """One value of a name; several are joined."""
    if isinstance(value, Collection) and not isinstance(value, str):
        return ", ".join(str(one) for one in value)[:200]
    return str(value or "")[:200]
