"""Pictures of a hand and of a seal for the demonstration; they say themselves that they are samples."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tinhso.foundation.papers.api import FONTS

BLUE, RED = (20, 60, 190, 255), (200, 25, 25, 255)


def hand(name: str) -> bytes:
    """A name written at a slant in blue, with a stroke below."""
    picture = Image.new("RGBA", (720, 390), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.text((360, 170), name, fill=BLUE, font=_font("Tinos-BoldItalic.ttf", 74), anchor="mm")
    pen.line([(90, 260), (330, 236), (640, 252)], fill=BLUE, width=7, joint="curve")
    pen.text((360, 320), "chữ ký mẫu trình diễn", fill=BLUE, font=_font("Tinos-Italic.ttf", 40), anchor="mm")
    return _png(picture)


def seal(name: str) -> bytes:
    """Two red rings around words; no coat of arms."""
    picture = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((15, 15, 585, 585), outline=RED, width=12)
    pen.ellipse((105, 105, 495, 495), outline=RED, width=5)
    pen.multiline_text(
        (300, 300), "MẪU\nTRÌNH DIỄN", fill=RED, font=_font("Tinos-Bold.ttf", 56), anchor="mm", align="center"
    )
    pen.text((300, 62), _short(name), fill=RED, font=_font("Tinos-Bold.ttf", 30), anchor="mm")
    pen.text((300, 538), "không có giá trị", fill=RED, font=_font("Tinos-Italic.ttf", 30), anchor="mm")
    return _png(picture)


def _short(name: str) -> str:
    words = name.split()
    return " ".join(words[-3:]) if len(words) > 3 else name


def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(FONTS) / file), size)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
