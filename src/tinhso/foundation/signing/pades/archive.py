"""Making a signed PDF prove itself for decades: revocation answers and certificates inside, a time-stamp over all (B-LTA)."""

from __future__ import annotations

import asyncio
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import async_add_validation_info
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

from tinhso.foundation.signing.pades.asking import only
from tinhso.foundation.signing.pades.check import Trust


def archived(pdf: bytes, trust: Trust, stamper: TimeStamper) -> tuple[bytes, datetime]:
    """(the file with what proves it, the last moment of its newest time-stamp's certificate).

    What was there stays as it was: everything is added at the end. A file that was archived before gets a newer stamp
    over the old one. Raises ValueError for a file without a signature, and what pyHanko raises when a service does
    not answer or a certificate does not hold.
    """
    return asyncio.run(_archived(pdf, trust, stamper))


async def _archived(pdf: bytes, trust: Trust, stamper: TimeStamper) -> tuple[bytes, datetime]:
    async with only(trust.hosts) as backend:
        count = len(PdfFileReader(BytesIO(pdf)).embedded_regular_signatures)
        if not count:
            raise ValueError("no signature")
        out = BytesIO(pdf)
        if PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures:
            work = PdfTimeStamper(stamper)
            made = await work.async_update_archival_timestamp_chain(
                PdfFileReader(out), _context(trust, backend), output=BytesIO()
            )
            content = made.getvalue()
        else:
            for number in range(count):
                signature = PdfFileReader(out).embedded_regular_signatures[number]
                told = BytesIO()
                await async_add_validation_info(signature, _context(trust, backend), output=told)
                out = BytesIO(told.getvalue())
            writer = IncrementalPdfFileWriter(out)
            made = await PdfTimeStamper(stamper).async_timestamp_pdf(
                writer, "sha256", _context(trust, backend), output=BytesIO()
            )
            content = made.getvalue()
    if not content.startswith(pdf):
        raise ValueError("the update is not one")
    last = PdfFileReader(BytesIO(content)).embedded_timestamp_signatures[-1]
    return content, last.signer_cert.not_valid_after


def _context(trust: Trust, backend: AIOHttpFetcherBackend) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(trust.roots),
        other_certs=list(trust.between),
        allow_fetching=True,
        fetcher_backend=backend,
        revocation_mode="hard-fail",
        retroactive_revinfo=True,
    )
