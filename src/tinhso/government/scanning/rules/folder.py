"""What lies in a scanner's folder, judged by name and age alone."""

from __future__ import annotations

import os
import unicodedata

# A scanner writes a file piece by piece: only what has not changed for so many seconds is whole.
SETTLED = 10.0
EXTENSIONS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})
# Names under which programs write what is not finished yet.
UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".lock")


def shown_name(name: str) -> str:
    """A file's name as a person can read it, whatever bytes the scanner gave it."""
    text = os.fsencode(name).decode("utf-8", "replace")
    text = "".join(c if c.isprintable() and unicodedata.category(c) != "Cf" else "\ufffd" for c in text)
    return unicodedata.normalize("NFC", text)[:200] or "\ufffd"


def judge(name: str, *, regular: bool, size: int, age: float) -> str:
    """`take`, `wait` (still being written, or not ours to touch), or why it is refused: `link`, `kind`, `empty`.

    `age` is the number of seconds since the last change; a file from the future counts as whole.
    """
    low = name.lower()
    if low.startswith((".", "~")) or low.endswith(UNFINISHED):
        return "wait"
    if not regular:
        return "link"
    if 0 <= age < SETTLED:
        return "wait"
    if os.path.splitext(low)[1] not in EXTENSIONS:
        return "kind"
    return "take" if size else "empty"
