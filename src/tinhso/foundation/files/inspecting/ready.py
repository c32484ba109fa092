"""A checker made ready once, so that no child has to load what checking a file needs."""

from __future__ import annotations

import gc
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from tinhso.foundation.files.inspecting.check import check


def make_ready() -> list[str]:
    """Check one file of our own of each costly kind; the verdicts in order.

    What the parsers load at their first file (a tenth of a second) is then there in every fork. The collector is told
    to leave it alone, so that a child copies none of these pages.
    """
    found = []
    for content in (_pdf(), *map(_image, ("JPEG", "PNG", "WEBP")), b"<?xml version='1.0'?><a/>", b"a\n"):
        with NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            verdict = check(Path(file.name))
        found.append(verdict.kind or verdict.code)
    gc.collect()
    gc.freeze()
    return found


def _pdf() -> bytes:
    from pypdf import PdfWriter

    out = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


def _image(kind: str) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()
