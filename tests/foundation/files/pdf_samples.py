"""PDFs written byte by byte, so that each hides its trap in its own way."""

from __future__ import annotations

import zlib

PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] %s >>"


def written(objects: dict[int, bytes], trailer: bytes = b"", unlisted: bytes = b"") -> bytes:
    """A whole PDF of these objects with its table; `unlisted` stands between them and the table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    out += unlisted
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def pdf(
    catalog: bytes = b"", page: bytes = b"", more: dict[int, bytes] | None = None, **rest: bytes
) -> bytes:
    """One page; what is given stands in the catalogue, on the page and as objects from 4 on."""
    root = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    return written({1: root, 2: PAGES, 3: PAGE % page, **(more or {})}, **rest)


def stream(head: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def packed(objects: dict[int, bytes], *, head: bytes = b"/Filter /FlateDecode", pack: bool = True) -> bytes:
    """An object stream."""
    numbers, bodies = b"", b""
    for number, body in objects.items():
        numbers += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    data = numbers + bodies
    kind = b"/Type /ObjStm /N %d /First %d %s" % (len(objects), len(numbers), head)
    return stream(kind, zlib.compress(data) if pack else data)


def with_action(action: bytes, more: dict[int, bytes] | None = None) -> bytes:
    """A link on the page that does this when clicked."""
    link = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A %s >>]" % action
    return pdf(page=link, more=more)


def annotated(annotation: bytes, more: dict[int, bytes] | None = None) -> bytes:
    return pdf(page=b"/Annots [<< /Type /Annot /Rect [0 0 9 9] %s >>]" % annotation, more=more)


SIGNED = pdf(
    catalog=b"/AcroForm << /Fields [4 0 R] /SigFlags 3 /DA (/Helv 0 Tf 0 g) >> /Perms << /DocMDP 5 0 R >>",
    page=b"/Annots [4 0 R]",
    more={
        4: b"<< /FT /Sig /Type /Annot /Subtype /Widget /T (Ch\\374 k\\375) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 5 0 R >>",
        5: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20250701)"
        b" /ByteRange [0 9 99 9] /Contents <"
        + b"30"
        * 8000
        + b"> /Reference [<< /Type /SigRef /TransformMethod /DocMDP"
        b" /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>] >>",
    },
)
ARCHIVAL = pdf(
    catalog=b"/Metadata 4 0 R /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile 5 0 R >>]"
    b" /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R /Lang (vi-VN)",
    more={
        4: stream(
            b"/Type /Metadata /Subtype /XML",
            b"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            b"an object (of /JavaScript) << obj</x:xmpmeta><?xpacket end='w'?>",
        ),
        5: stream(b"/N 3 /Filter /FlateDecode", zlib.compress(b"icc" * 300)),
        6: b"<< /Type /StructTreeRoot /K [7 0 R] /RoleMap << /Chu /P >> >>",
        7: b"<< /Type /StructElem /S /Document /P 6 0 R /K [<< /S /Link /P 7 0 R >>] >>",
    },
)
FORM = pdf(
    catalog=b"/AcroForm << /Fields [4 0 R] /NeedAppearances true >> /OpenAction [3 0 R /Fit] /PageMode /UseOutlines"
    b" /Outlines << /First 5 0 R /Last 5 0 R >>",
    page=b"/Annots [4 0 R]",
    more={
        4: b"<< /FT /Tx /Subtype /Widget /T (HoTen) /Rect [0 0 9 9] /F 4 /A << /S /ResetForm >> >>",
        5: b"<< /Title (Ch\\001) /A << /S /GoTo /D [3 0 R /XYZ 0 0 0] >> >>",
    },
)
