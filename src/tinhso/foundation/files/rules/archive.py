"""What a ZIP-based document may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_ENTRIES = 4000
MOST_BYTES = 400_000_000
MOST_RATIO = 120
_RATIO_FROM = 1_000_000
_PROGRAMS = (
    ".exe",
    ".dll",
    ".bat",
    ".cmd",
    ".com",
    ".scr",
    ".js",
    ".vbs",
    ".ps1",
    ".jar",
    ".msi",
    ".lnk",
    ".hta",
)


@dataclass(frozen=True)
class Entry:
    """One file inside an archive: sizes and offset in bytes."""

    name: str
    packed: int
    size: int
    offset: int
    encrypted: bool = False


def fault(entries: Sequence[Entry], archive_size: int) -> str:
    """The code of the first reason to refuse the archive, or an empty text.

    Codes: archive_empty, bomb, archive_path, encrypted_office, macro, program_inside.
    """
    if not entries:
        return "archive_empty"
    if len(entries) > MOST_ENTRIES or _is_bomb(entries, archive_size):
        return "bomb"
    if any(entry.encrypted for entry in entries):
        return "encrypted_office"
    if len({entry.name.replace("\\", "/").lower() for entry in entries}) < len(entries):
        # Of two parts of one name each program opens the one it likes.
        return "archive_path"
    for entry in entries:
        found = _name_fault(entry.name)
        if found:
            return found
    return ""


def _is_bomb(entries: Sequence[Entry], archive_size: int) -> bool:
    total = sum(entry.size for entry in entries)
    if total > MOST_BYTES or (total > _RATIO_FROM and total > MOST_RATIO * max(archive_size, 1)):
        return True
    if any(e.size > _RATIO_FROM and e.size > MOST_RATIO * max(e.packed, 1) for e in entries):
        return True
    # Entries that share bytes of the archive: the quoted overlap of a bomb without nesting.
    ordered = sorted(entries, key=lambda e: e.offset)
    return any(a.offset + a.packed > b.offset for a, b in pairwise(ordered))


def _name_fault(name: str) -> str:
    path = name.replace("\\", "/")
    if path.startswith("/") or ":" in path or "\x00" in path or ".." in path.split("/"):
        return "archive_path"
    low = path.lower()
    if (
        "vbaproject" in low
        or low.startswith(("basic/", "scripts/"))
        or "/activex/" in low
        or "macrosheets/" in low
    ):
        return "macro"
    return "program_inside" if low.endswith(_PROGRAMS) else ""


def kind_of(names: Sequence[str], mimetype: str) -> str:
    """Which document the archive is: docx, xlsx, odt, or an empty text."""
    known = set(names)
    if mimetype == "application/vnd.oasis.opendocument.text" and "content.xml" in known:
        return "odt"
    if "[Content_Types].xml" not in known:
        return ""
    if "word/document.xml" in known:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in known else ""


def main_parts(kind: str) -> tuple[str, ...]:
    """The parts without which the document cannot be opened."""
    return {
        "docx": ("[Content_Types].xml", "word/document.xml"),
        "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
        "odt": ("content.xml",),
    }[kind]
