"""Empty places of a paper that is signed before it has its number: made before the first signature, filled after it.

A leader signs a result that has no number yet; the number and the date come later, by a clerk, and the agency signs
over them (Nghị định 30/2020/NĐ-CP, Điều 15 to 18). Filling a form's field is what readers of PDF let happen after a
signature without calling it broken. The agency's signature locks the fields (ISO 32000-1, 12.8.2.4): whatever changes
them afterwards is told by every reader that knows locks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    SigFieldSpec,
    append_signature_field,
    enumerate_sig_fields,
)

from tinhso.foundation.signing.pades.sign import Place

PRINTED, READ_ONLY = 4, 1
# The library says nothing of what these take.
_dictionary: Any = generic.DictionaryObject
_number: Any = generic.NumberObject
_real: Any = generic.FloatObject


@dataclass(frozen=True)
class Blank:
    """A place for text: field name, page from 0, rectangle in points from the bottom left, what it is for (read aloud)."""

    field: str
    page: int
    box: tuple[float, float, float, float]
    meaning: str


def with_blanks(pdf: bytes, blanks: Sequence[Blank], signatures: Sequence[Place], locking: str) -> bytes:
    """The file with empty places for text and for signatures, as one update; the signature in `locking` locks the texts.

    Raises pyHanko's PdfError for a file that cannot take them.
    """
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    names = [one.field for one in blanks]
    for place in signatures:
        lock = FieldMDPSpec(FieldMDPAction.INCLUDE, names) if place.field == locking and names else None
        append_signature_field(
            writer, SigFieldSpec(place.field, on_page=place.page, box=place.box, field_mdp_spec=lock)
        )
    form = writer.root["/AcroForm"]
    for one in blanks:
        page, _resources = writer.find_page_for_modification(one.page)  # type: ignore[no-untyped-call]
        field = writer.add_object(_field(one, page))
        form["/Fields"].append(field)
        writer.register_annotation(page, field)  # type: ignore[no-untyped-call]
        writer.update_container(form["/Fields"])
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def filled(pdf: bytes, texts: Mapping[str, tuple[str, bytes]]) -> bytes:
    """The file with its empty places filled, as one update: field name → (text, the same drawn as a one-page PDF).

    Raises KeyError for a field that the file does not have, ValueError for one that is filled already.
    """
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    every = {str(one.get_object()["/T"]): one for one in writer.root["/AcroForm"]["/Fields"]}
    for name, (text, drawn) in texts.items():
        field = every[name].get_object()
        if "/V" in field:
            raise ValueError(name)
        look = writer.import_page_as_xobject(PdfFileReader(BytesIO(drawn)))
        field[pdf_name("/V")] = pdf_string(text)
        field[pdf_name("/AP")] = _dictionary({pdf_name("/N"): look})
        writer.update_container(field)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def empty_signatures(pdf: bytes) -> set[str]:
    """Names of the places for signatures that nobody has signed in."""
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    return {name for name, value, _field in enumerate_sig_fields(reader) if value is None}


def _field(one: Blank, page: Any) -> Any:
    x1, y1, x2, y2 = one.box
    return _dictionary(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(one.field),
            pdf_name("/TU"): pdf_string(one.meaning),
            pdf_name("/F"): _number(PRINTED),
            pdf_name("/Ff"): _number(READ_ONLY),
            pdf_name("/P"): page,
            pdf_name("/Rect"): generic.ArrayObject(_real(round(v, 2)) for v in (x1, y1, x2, y2)),
        }
    )
