"""A scanner's TIFF becomes a PDF: browsers and the store do not know TIFF."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tinhso.government.scanning.machine.pages import pages, write_pdf


def to_pdf(source: Path, target: Path) -> None:
    """Every frame a page."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = []
        for number, picture in enumerate(pages(source, "image/tiff")):
            path = Path(folder) / f"{number:04d}.jpg"
            picture.save(path, "JPEG", quality=88)
            pictures.append(path)
        write_pdf(pictures, target)
