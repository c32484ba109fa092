"""Figures in Vietnamese writing: money, numbers, shares and sizes. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

Number = int | float | Decimal


def number(value: Number | None, places: int | None = None) -> str:
    """`1.207`, `2,1`: dots between thousands, comma before decimals; empty for None.

    `places` fixes the decimals (rounded half up); without it they are kept as they are.
    """
    if value is None:
        return ""
    exact = Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    elif exact == exact.to_integral_value():
        exact = exact.to_integral_value()
    if exact == 0:
        exact = abs(exact)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def vnd(amount: Number | None) -> str:
    """Vietnamese đồng, whole: `57.000 đ`; empty for None."""
    return "" if amount is None else f"{number(amount, 0)} đ"


def percent(share: Number | None, places: int = 1) -> str:
    """A share between 0 and 1 as per cent: 0.964 gives `96,4 %`; empty for None."""
    return "" if share is None else f"{number(Decimal(str(share)) * 100, places)} %"


def filesize(size: int | None) -> str:
    """Bytes in decimal units: `312 kB`, `1,1 MB`, `87 byte`; empty for None."""
    if size is None:
        return ""
    if size < 1000:
        return f"{size} byte"
    if size < 999_500:
        return f"{number(Decimal(size) / 1000, 0)} kB"
    if size < 999_950_000:
        return f"{number(Decimal(size) / 1_000_000, 1)} MB"
    return f"{number(Decimal(size) / 1_000_000_000, 1)} GB"
