"""Codes by name: a code stands for a paper, fee, field or result only where the portal's own name says the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping


def gathered(pairs: Iterable[tuple[object, object]]) -> dict[str, str]:
    """{name: code} of what was told; a name that two codes claim tells neither."""
    found: dict[str, str] = {}
    for name, code in pairs:
        if isinstance(name, str) and isinstance(code, str) and plain(name) and code.strip():
            key, value = plain(name), code.strip()[:60]
            found[key] = value if found.get(key, value) == value else ""
    return {key: value for key, value in found.items() if value}


def code_of(codes: Mapping[str, str] | None, name: str) -> str:
    """The code of the thing of this name; empty where the portal told none for it."""
    return (codes or {}).get(plain(name), "") if name else ""


def plain(name: str) -> str:
    """A name for comparing: one spelling of the letters, one space, no capitals, no full stop at its end."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold().rstrip(" .;")
