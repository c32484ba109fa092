"""From files to papers: pages straightened, blank ones left out, parted at separator sheets, each paper one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image

from tinhso.government.scanning.machine.pages import PDF, pages, resolution, write_pdf
from tinhso.government.scanning.machine.straighten import Grey, angle_of, is_blank, straightened
from tinhso.government.scanning.rules.separators import Separator, read
from tinhso.government.scanning.rules.splitting import BLANK, PAPER, SEPARATOR, Seen, split

MOST_PAGES = 300
QUALITY = 80


class TooManyPages(Exception):
    """More pages than one batch takes."""


def papers(files: list[dict[str, str]], out: Path, secret: bytes) -> dict[str, Any]:
    """Read the files (`path`, `media_type`) in order and write into `out`.

    Answers `pages`: [{file, number, kind, angle, image, code, key}] (number from 1 within its file; image a
    JPEG's name for pages of papers) and `papers`: [{pages: [places in pages], pdf, code, key}].
    """
    found: list[dict[str, Any]] = []
    seen: list[Seen] = []
    for index, file in enumerate(files):
        document = file["media_type"] == PDF
        for number, picture in enumerate(pages(Path(file["path"]), file["media_type"]), 1):
            if len(found) >= MOST_PAGES:
                raise TooManyPages
            page = _page(picture, out / f"p{len(found):04d}.jpg", secret)
            found.append({"file": index, "number": number, **page})
            seen.append(Seen(index, page["kind"], document, page["code"], page["key"]))
    pieces = []
    for order, piece in enumerate(split(seen)):
        name = f"d{order:04d}.pdf"
        write_pdf([out / found[place]["image"] for place in piece.pages], out / name)
        pieces.append({"pages": list(piece.pages), "pdf": name, "code": piece.code, "key": piece.key})
    return {"pages": found, "papers": pieces}


def separator_on(grey: Grey, secret: bytes) -> Separator | None:
    """The separator sheet that this page is, or None."""
    for code in zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    ):
        named = read(code.text, secret)
        if named is not None:
            return named
    return None


def _page(picture: Image.Image, target: Path, secret: bytes) -> dict[str, Any]:
    grey = np.asarray(picture.convert("L"), dtype=np.uint8)
    plain: dict[str, Any] = {"angle": 0.0, "image": "", "code": "", "key": ""}
    named = separator_on(grey, secret)
    if named is not None:
        return {**plain, "kind": SEPARATOR, "code": named.code, "key": named.key}
    if is_blank(grey):
        return {**plain, "kind": BLANK}
    angle = angle_of(grey)
    straight = Image.fromarray(straightened(np.asarray(picture, dtype=np.uint8), angle))
    dots = round(resolution(straight))
    straight.save(target, "JPEG", quality=QUALITY, dpi=(dots, dots))
    return {**plain, "kind": PAPER, "angle": angle, "image": target.name}
