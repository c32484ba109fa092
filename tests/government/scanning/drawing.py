"""Pages drawn as a scanner would see them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

A4 = (1240, 1754)
# Debian's Chromium, which the suite needs, brings one of them by way of fontconfig.
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
)


def font(size: int) -> ImageFont.FreeTypeFont:
    """A font of this machine that has Vietnamese letters."""
    found = next((name for name in _FONTS if Path(name).exists()), "")
    assert found, "no font with Vietnamese letters on this machine: install fonts-dejavu-core"
    return ImageFont.truetype(found, size)


def page(lines: Sequence[str], turn: float = 0.0, size: tuple[int, int] = A4) -> Image.Image:
    """Lines of writing on white, turned by so many degrees."""
    sheet = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(sheet)
    for number, line in enumerate(lines):
        pen.text((110, 150 + number * 64), line, font=font(26), fill="black")
    return sheet.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor="white")


def blank() -> Image.Image:
    """A sheet with a few specks of dust and the shadow that a scanner draws at the edge."""
    sheet = Image.new("RGB", A4, (247, 247, 243))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, 8, A4[1]), fill=(120, 120, 120))
    for place in ((300, 400), (700, 900), (900, 1500)):
        pen.point(place, fill="black")
    return sheet


def sheet(text: str, turn: float = 0.0) -> Image.Image:
    """A separator sheet whose QR says the text."""
    code = BytesIO()
    segno.make(text, error="q").save(code, kind="png", scale=7, border=4)
    paper = page(["TỜ NGĂN"])
    paper.paste(Image.open(code).convert("RGB"), (300, 500))
    return paper.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor="white")


def pdf(pages: Sequence[Image.Image]) -> BytesIO:
    """The pages as the PDF of a scanner."""
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=list(pages[1:]), resolution=150)
    out.seek(0)
    return out
