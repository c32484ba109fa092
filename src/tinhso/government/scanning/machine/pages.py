"""The pages of a file as pictures, and pictures as one PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence

DPI = 200
MOST_PIXELS = 20_000_000
A4_INCHES = 8.27
PDF = "application/pdf"
Image.MAX_IMAGE_PIXELS = 80_000_000


def pages(path: Path, media_type: str) -> Iterator[Image.Image]:
    """Each page in colour at about 200 dots per inch, one after another; never all at once in memory."""
    if media_type == PDF:
        document = pdfium.PdfDocument(path)
        try:
            for page in document:
                width, height = page.get_size()
                scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
                yield page.render(scale=scale).to_pil().convert("RGB")
                page.close()
        finally:
            document.close()
        return
    with Image.open(path) as picture:
        for frame in ImageSequence.Iterator(picture):
            yield _bounded(ImageOps.exif_transpose(frame).convert("RGB"))


def _bounded(picture: Image.Image) -> Image.Image:
    """At most as many dots as a page at 300 dots per inch."""
    over = (picture.width * picture.height / MOST_PIXELS) ** 0.5
    if over > 1:
        picture = picture.resize((int(picture.width / over), int(picture.height / over)))
    return picture


def resolution(picture: Image.Image) -> float:
    """Dots per inch when the short side is that of an A4 sheet."""
    return max(min(picture.size) / A4_INCHES, 50.0)


def write_pdf(pictures: Sequence[Path], target: Path) -> None:
    """One PDF with a page for each JPEG, its bytes as they are: nothing is pressed twice."""
    document = pdfium.PdfDocument.new()
    for path in pictures:
        with Image.open(path) as known:
            scale = 72 / resolution(known)
            width, height = known.width * scale, known.height * scale
        image = pdfium.PdfImage.new(document)
        image.load_jpeg(path, inline=True)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        page = document.new_page(width, height)
        page.insert_obj(image)
        page.gen_content()
    document.save(target)
    document.close()
