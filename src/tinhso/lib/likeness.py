"""When two words are the same but for one slip of the hand (or of the machine that read them)."""

from __future__ import annotations


def one_slip(a: str, b: str) -> bool:
    """True when one letter was changed, left out or put in, or two beside each other were swapped; also when equal."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    left, right = a[start:], b[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )
