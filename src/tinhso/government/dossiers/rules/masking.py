"""Identifiers in lists and exports show only their ends."""

from __future__ import annotations


def mask_id(value: str) -> str:
    """`026099000123` → `026******123`; short values are hidden whole."""
    if len(value) < 9:
        return "*" * len(value)
    return f"{value[:3]}{'*' * (len(value) - 6)}{value[-3:]}"


def mask_phone(value: str) -> str:
    """`0912345678` → `*******678`."""
    return "*" * max(len(value) - 3, 0) + value[-3:] if len(value) > 6 else "*" * len(value)


def initials(name: str) -> str:
    """`Nguyễn Thị Ví Dụ` → `N. T. V. D.`: enough to compare with a paper in hand, too little to learn a name."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalnum())
