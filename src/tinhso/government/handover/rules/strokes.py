"""A drawn signature: lines of points on a field of 600 × 200."""

from __future__ import annotations

from typing import Any

WIDTH, HEIGHT = 600, 200
FEWEST, MOST = 8, 4000


def read(told: Any) -> list[list[int]] | None:
    """The strokes, each `[x, y, x, y, …]`; None for what is no signature (too little, too much, outside)."""
    if not isinstance(told, list) or not all(isinstance(stroke, list) for stroke in told):
        return None
    points = 0
    for stroke in told:
        if len(stroke) % 2 or not all(type(n) is int for n in stroke):
            return None
        if not all(0 <= n <= (HEIGHT if at % 2 else WIDTH) for at, n in enumerate(stroke)):
            return None
        points += len(stroke) // 2
    return told if FEWEST <= points <= MOST else None


def path(strokes: list[list[int]]) -> str:
    """The strokes as the path of an SVG picture."""
    return " ".join(
        "M" + " L".join(f"{x} {y}" for x, y in zip(stroke[::2], stroke[1::2], strict=True))
        for stroke in strokes
        if stroke
    )
