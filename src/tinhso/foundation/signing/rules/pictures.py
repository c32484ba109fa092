"""Which picture may stand for a hand or a seal (Nghị định 30/2020/NĐ-CP, Phụ lục I: PNG, transparent). Pure."""

from __future__ import annotations

_HEAD = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 300_000
LEAST_SIDE, MOST_SIDE = 60, 3000
_WITH_ALPHA = (4, 6)


def picture_fault(content: bytes) -> str:
    """`no_png`, `too_heavy`, `size` (of its sides in dots) or `opaque`; empty when it may be used."""
    if len(content) > MOST_BYTES:
        return "too_heavy"
    if not content.startswith(_HEAD) or content[12:16] != b"IHDR" or len(content) < 33:
        return "no_png"
    wide, high, kind = int.from_bytes(content[16:20]), int.from_bytes(content[20:24]), content[25]
    if not (LEAST_SIDE <= wide <= MOST_SIDE and LEAST_SIDE <= high <= MOST_SIDE):
        return "size"
    # A palette or plain colours are transparent by a chunk of their own, which comes before the picture's data.
    head = content[: content.find(b"IDAT")]
    return "" if kind in _WITH_ALPHA or b"tRNS" in head else "opaque"
