"""A QR symbol (ISO/IEC 18004) as the smallest picture that holds it: one bit for each module, with its quiet zone."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

import zxingcpp

# Four modules of white around the symbol, as the standard asks.
QUIET = 4
# Every byte of a row that is white becomes "1": eight of them are one byte of the picture.
BITS = bytes.maketrans(bytes(range(256)), b"0" + b"1" * 255)


@lru_cache(maxsize=64)
def png(text: str, level: str = "M") -> bytes:
    """The PNG of one text, black and white; the press enlarges it without smoothing, in a quarter of a drawing's time."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    rows = symbol.to_image(scale=1, add_quiet_zones=False)
    side, flat = rows.shape[0], memoryview(rows).tobytes()  # type: ignore[arg-type]  # it is one, its stub does not say so
    signs = flat.translate(BITS)
    whole = side + 2 * QUIET
    # Filled up to whole bytes with white, which lies outside the picture.
    margin, end = b"1" * QUIET, b"1" * (QUIET + -whole % 8)
    width = (whole + 7) // 8
    blank = b"\0" + b"\xff" * width
    drawn = b"".join(
        b"\0" + int(margin + signs[at : at + side] + end, 2).to_bytes(width, "big")
        for at in range(0, side * side, side)
    )
    head = struct.pack(">IIBBBBB", whole, whole, 1, 0, 0, 0, 0)
    body = zlib.compress(blank * QUIET + drawn + blank * QUIET, 1)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
