"""The top right of a first page, where a copy or an annex bears its signature (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

MARGIN = 18


def corner_box(pdf: bytes, width: float, height: float) -> tuple[int, int, int, int] | None:
    """Left, bottom, right, top in points; None where the page is turned or too small, so that nothing is drawn askew.

    Raises pyHanko's PdfError for a file that cannot be read.
    """
    page: Any = PdfFileReader(BytesIO(pdf), strict=False).root["/Pages"]
    turn, box = 0, None
    for _depth in range(50):
        turn, box = page.get("/Rotate", turn), page.get("/MediaBox", box)
        if "/Kids" not in page:
            break
        page = page["/Kids"][0]
    if box is None or int(turn) % 360:
        return None
    left, bottom, right, top = (float(one) for one in box)
    if right - left < width + 2 * MARGIN or top - bottom < height + 2 * MARGIN:
        return None
    return (
        round(right - MARGIN - width),
        round(top - MARGIN - height),
        round(right - MARGIN),
        round(top - MARGIN),
    )
