"""Reading back what was just made here: the last signature of the file fits, covers all, and is by that certificate."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.status import SignatureCoverageLevel


def last_is(pdf: bytes, fingerprint: str) -> bool:
    """True when the last signature covers the whole file, fits its bytes and its key, and names that certificate."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    try:
        every = list(PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures)
        if not every:
            return False
        last = every[-1]
        last.compute_integrity_info(skip_diff=True)
        if last.signer_cert.sha256.hex() != fingerprint:
            return False
        intact, valid = validate_sig_integrity(
            last.signer_info, last.signer_cert, "data", last.compute_digest()
        )
        return bool(intact and valid) and last.coverage == SignatureCoverageLevel.ENTIRE_FILE
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return False
