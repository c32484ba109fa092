"""The mark in the province's own colours: the built drawings with the theme's two colours exchanged.

The drawings of the build hold the theme's primary colour and its bright gold (and, at the edges of the PNG,
mixtures of both). A province that keeps them gets the built files themselves.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from struct import pack, unpack

from tinhso.screens import assets

THEME = ("#17305c", "#e0aa3e")
SIZES = (180, 512)
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def address(colours: str, size: int = 0) -> str:
    """Where the mark is: SVG, or the PNG of a size. `colours` is the address of the province's own stylesheet."""
    if colours:
        return colours.removesuffix(".css") + (f"-{size}.png" if size else ".svg")
    return assets.asset(f"icons/mark-{size}.png" if size else "icons/mark.svg")


def svg(back: str, star: str) -> bytes:
    """The drawing as SVG; colours as `#rrggbb`."""
    drawn = _built("icons/mark.svg").decode()
    return drawn.replace(THEME[0], back).replace(THEME[1], star).encode()


@lru_cache(maxsize=8)
def png(size: int, back: str, star: str) -> bytes:
    """The drawing as PNG of one of `SIZES`. Each point keeps its share of star and back."""
    chunks = dict(_chunks(_built(f"icons/mark-{size}.png")))
    rows, long = zlib.decompress(chunks[b"IDAT"]), size * 3 + 1
    (low, *_rest), (high, *_more) = _parts(THEME[0]), _parts(THEME[1])
    pairs = list(zip(_parts(back), _parts(star), strict=True))
    tables = [bytes(_mixed(b, s, (v - low) / (high - low)) for v in range(256)) for b, s in pairs]
    out = bytearray()
    for at in range(0, len(rows), long):
        red = rows[at + 1 : at + long : 3]
        line = bytearray(long)
        for n, table in enumerate(tables):
            line[n + 1 :: 3] = red.translate(table)
        out += line
    parts = [(b"IHDR", chunks[b"IHDR"]), (b"IDAT", zlib.compress(bytes(out), 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in parts)


def _built(name: str) -> bytes:
    return (assets.folder() / assets.manifest()[name]).read_bytes()


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _mixed(back: int, star: int, share: float) -> int:
    return round(back + (star - back) * min(1.0, max(0.0, share)))


def _chunks(image: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(SIGNATURE)
    while at < len(image):
        (length,) = unpack(">I", image[at : at + 4])
        found.append((image[at + 4 : at + 8], image[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
