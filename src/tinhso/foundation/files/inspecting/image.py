"""Images: decoded to the last pixel, of a bounded size, with nothing hidden behind them."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from PIL import Image

from tinhso.foundation.files.inspecting.verdict import Fault

MOST_PIXELS = 80_000_000
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_HIDDEN = re.compile(rb"PK\x03\x04|PK\x05\x06|%PDF-|\x7fELF|MZ\x90\x00|<script|<\?php|<html", re.I)


def check_image(path: Path, kind: str) -> int:
    """Always one page. Raises Fault with the reason to refuse."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path, formats=[_FORMATS[kind]]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise Fault("image_too_big")
            if kind == "jpeg":
                # A quarter of the pixels proves the stream as well and takes a fraction of the time.
                image.draft(image.mode, (max(1, width // 4), max(1, height // 4)))
            image.load()
    _nothing_behind(path, kind)
    return 1


def _nothing_behind(path: Path, kind: str) -> None:
    """Refuse a second file after the image's own end."""
    data = path.read_bytes()
    if kind == "png":
        end = data.rfind(b"IEND") + 8
    elif kind == "jpeg":
        end = data.rfind(b"\xff\xd9") + 2
    else:
        end = 8 + int.from_bytes(data[4:8], "little")
    behind = data[end:]
    if _HIDDEN.search(behind) or (kind != "jpeg" and len(behind) > 64):
        raise Fault("polyglot")
    if b"PK\x05\x06" in data[-66_000:] and b"PK\x01\x02" in data:
        raise Fault("polyglot")
