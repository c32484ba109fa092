"""A QR symbol (ISO/IEC 18004) as a vector picture with its quiet zone."""

from __future__ import annotations

import re
from functools import lru_cache

import zxingcpp

# Four modules of white around the symbol, as the standard asks.
QUIET = 4
DARK = re.compile(rb"\x00+")


@lru_cache(maxsize=64)
def svg(text: str, level: str = "M") -> str:
    """The SVG of one text; one path, so that a page of it stays small."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    rows = symbol.to_image(scale=1, add_quiet_zones=False)
    side, flat = rows.shape[0], memoryview(rows).tobytes()  # type: ignore[arg-type]  # it is one, its stub does not say so
    # One stroke for each run of black: two commands where an outline takes five, and the press reads it in half the time.
    drawn = [
        f"M{run.start() - y * side + QUIET} {y + QUIET}.5h{run.end() - run.start()}"
        for y in range(side)
        for run in DARK.finditer(flat, y * side, (y + 1) * side)
    ]
    whole = side + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}H0z"/><path stroke="#000" d="{"".join(drawn)}"/></svg>'
    )
