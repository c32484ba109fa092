"""A scanner's TIFF becomes a PDF: browsers and the store do not know TIFF."""

from __future__ import annotations

from pathlib import Path

from tinhso.government.scanning.machine.pages import pages, write_pdf

MOST_PAGES = 300


def to_pdf(source: Path, target: Path) -> None:
    """Every frame a page. Its pictures lie beside the target, in the asker's own folder.

    The asker ends this process when it takes too long, and then nobody but the asker can remove what it wrote.
    """
    folder = target.with_suffix(".pages")
    folder.mkdir()
    pictures = []
    for number, picture in enumerate(pages(source, "image/tiff")):
        if number >= MOST_PAGES:
            raise ValueError("too many pages")
        path = folder / f"{number:04d}.jpg"
        picture.save(path, "JPEG", quality=88)
        pictures.append(path)
    write_pdf(pictures, target)
