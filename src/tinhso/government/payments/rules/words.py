"""Whole đồng in Vietnamese words, as receipts say them."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")


def in_words(amount: int) -> str:
    """`57000` → “Năm mươi bảy nghìn đồng”; 0 … 10¹⁸ − 1. Raises ValueError beyond."""
    if not 0 <= amount < 10**18:
        raise ValueError("the amount is beyond what is said in words")
    if amount == 0:
        return "Không đồng"
    parts: list[str] = []
    for place in range(5, -1, -1):
        group = amount // 1000**place % 1000
        if group:
            parts.append(" ".join(filter(None, (_group(group, whole=bool(parts)), GROUPS[place]))))
    told = " ".join(parts)
    return f"{told[0].upper()}{told[1:]} đồng"


def _group(number: int, *, whole: bool) -> str:
    """Three digits; `whole` says the hundreds even when there are none, inside a longer number."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [DIGITS[hundreds], "trăm"] if hundreds or whole else []
    if tens == 0 and ones:
        words += (["linh"] if words else []) + [DIGITS[ones]]
    elif tens == 1:
        words += ["mười"] + ([{5: "lăm"}.get(ones, DIGITS[ones])] if ones else [])
    elif tens:
        words += [DIGITS[tens], "mươi"] + (
            [{1: "mốt", 4: "tư", 5: "lăm"}.get(ones, DIGITS[ones])] if ones else []
        )
    return " ".join(words)
