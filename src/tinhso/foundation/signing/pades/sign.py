"""One signature on a PDF, as an update at its end: what was signed before stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator import ValidationContext

# Room for the signature in the file, so that no rehearsal is needed to learn its size: certificates of a chain and
# a time-stamp with its own take eight to twelve kilobytes, twice that as hexadecimal digits.
PLAIN, STAMPED = 16_384, 32_768


@dataclass(frozen=True)
class Place:
    """Where a signature stands: field name, page from 0, and the rectangle in points; none for an unseen one."""

    field: str
    page: int = 0
    box: tuple[int, int, int, int] | None = None


def sign(
    pdf: bytes,
    signer: Signer,
    place: Place,
    *,
    reason: str = "",
    location: str = "",
    stamper: TimeStamper | None = None,
    archive: ValidationContext | None = None,
    look: BaseStampStyle | None = None,
    told: dict[str, str] | None = None,
) -> bytes:
    """The file with one more signature: PAdES B-B; with `stamper` B-T; with `archive` too B-LTA.

    `look` draws it, filled with `told`. Raises pyHanko's SigningError when the field is taken, the file cannot take a
    signature, or the time-stamping service does not answer.
    """
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    meta = PdfSignatureMetadata(
        field_name=place.field,
        reason=reason or None,
        location=location or None,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=archive is not None,
        use_pades_lta=archive is not None,
        validation_context=archive,
    )
    field = SigFieldSpec(place.field, on_page=place.page, box=place.box)
    work = PdfSigner(meta, signer, timestamper=stamper, stamp_style=look, new_field_spec=field)
    # An archive's signature must hold whatever its revocation answers weigh; its size is rehearsed.
    room = None if archive is not None else STAMPED if stamper else PLAIN
    out: BytesIO = work.sign_pdf(writer, bytes_reserved=room, appearance_text_params=told)
    return out.getvalue()
