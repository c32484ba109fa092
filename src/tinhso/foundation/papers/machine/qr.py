"""A QR symbol (ISO/IEC 18004) as a vector picture with its quiet zone."""

from __future__ import annotations

from functools import lru_cache

import zxingcpp

# Four modules of white around the symbol, as the standard asks.
QUIET = 4


@lru_cache(maxsize=64)
def svg(text: str, level: str = "M") -> str:
    """The SVG of one text; one path, so that a page of it stays small."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    rows = symbol.to_image(scale=1, add_quiet_zones=False)
    side, flat = rows.shape[0], memoryview(rows).tobytes()  # type: ignore[arg-type]  # it is one, its stub does not say so
    drawn = []
    for y in range(side):
        x, line = 0, flat[y * side : (y + 1) * side]
        while x < side:
            if line[x]:
                x += 1
                continue
            end = x
            while end < side and not line[end]:
                end += 1
            drawn.append(f"M{x + QUIET} {y + QUIET}h{end - x}v1h{x - end}z")
            x = end
    whole = side + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}H0z"/><path d="{"".join(drawn)}"/></svg>'
    )
