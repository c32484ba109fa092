"""Whether a file that came back is the file that was sent and one signature more, and nothing else."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.diff_analysis.policy_api import DiffResult
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tinhso.foundation.signing.pades.growth import POLICY
from tinhso.foundation.signing.pades.sign import Place


def one_signature_more(pdf: bytes, sent: int) -> bool:
    """True when the first `sent` bytes are a file of their own, and what follows is one revision whose only doing is
    one more signature: a page that was changed in the same breath as it was signed is told from it."""
    try:
        before, after = (
            PdfFileReader(BytesIO(pdf[:sent]), strict=False),
            PdfFileReader(BytesIO(pdf), strict=False),
        )
        old = before.xrefs.total_revisions
        if after.xrefs.total_revisions != old + 1:
            return False
        had, has = len(before.embedded_signatures), len(after.embedded_signatures)
        if has != had + 1 or after.embedded_signatures[-1].sig_object_type == "/DocTimeStamp":
            return False
        found = POLICY.review_file(after, old - 1)
        fields = {str(one.field_name) for one in after.embedded_signatures}
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return False
    return (
        isinstance(found, DiffResult)
        and found.modification_level <= ModificationLevel.FORM_FILLING
        and set(found.changed_form_fields) <= fields
    )


def field_for(pdf: bytes, place: Place) -> bytes:
    """What a file gains so that a client elsewhere finds an empty field at its place; empty for a file with a form of its
    own: what stands there already is not touched, and against it every later change is told apart."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    if "/AcroForm" in writer.root:
        return b""
    append_signature_field(writer, SigFieldSpec(place.field, on_page=place.page, box=place.box))
    # As a signed file says it: a client that said so itself would change a value of the form.
    form = writer.root["/AcroForm"]
    form["/SigFlags"] = NumberObject(3)  # type: ignore[no-untyped-call]
    writer.update_container(form)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()[len(pdf) :]
