"""The one form in which published values are hashed, so that anybody can check a download against the signed paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal

# agency id ("" for the province), code, state, counted, of, points; None where there is none.
Row = tuple[str, str, str, int | None, int | None, Decimal | None]


def text(rows: Iterable[Row]) -> str:
    """Lines `agency;code;state;counted;of;points` in order, each ended by \\n; points with eight digits."""
    lines = sorted(
        ";".join(
            [
                place,
                code,
                state,
                *("" if one is None else str(one) for one in (counted, among)),
                _points(points),
            ]
        )
        for place, code, state, counted, among, points in rows
    )
    return "".join(f"{line}\n" for line in lines)


def digest(rows: Iterable[Row]) -> str:
    """SHA-256 over `text`, as hexadecimal."""
    return hashlib.sha256(text(rows).encode()).hexdigest()


def _points(points: Decimal | None) -> str:
    return "" if points is None else str(points.quantize(Decimal("0.00000001")))
