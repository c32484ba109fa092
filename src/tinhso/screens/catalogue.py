"""Compiles gettext catalogues without GNU gettext: `python -m tinhso.screens.catalogue`.

Each room may keep `locale/en/LC_MESSAGES/django.po`; the compiled .mo beside it is committed, because the
machines of newcomers have no msgfmt. Only single-line entries without plurals or contexts are read, which
is all our catalogues use; anything else is a fault, not a silent loss.
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
MAGIC = 0x950412DE


def read(path: Path) -> dict[str, str]:
    """The entries of a .po file, the header under the empty key. ValueError names the line it cannot read."""
    entries: dict[str, str] = {}
    key: str | None = None
    target = ""
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        word, _, rest = text.partition(" ")
        if word == "msgid":
            key, target = ast.literal_eval(rest), "id"
        elif word == "msgstr" and key is not None and key not in entries:
            entries[key], target = ast.literal_eval(rest), "str"
        elif text.startswith('"') and target == "str" and key is not None:
            entries[key] += ast.literal_eval(text)
        else:
            raise ValueError(f"{path}:{at}: {text[:60]}")
    return entries


def compiled(entries: dict[str, str]) -> bytes:
    """The .mo file of the entries (GNU format, little endian, sorted keys); untranslated ones are left out."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items() if value)
    count, start = len(pairs), 28 + 16 * len(pairs)
    keys = b"".join(key + b"\0" for key, _ in pairs)
    values = b"".join(value + b"\0" for _, value in pairs)
    table, at = b"", start
    for side in (0, 1):
        for pair in pairs:
            table += struct.pack("<II", len(pair[side]), at)
            at += len(pair[side]) + 1
    return struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, start) + table + keys + values


def main() -> int:
    """Compile every catalogue of every room; returns 0."""
    for path in sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po")):
        path.with_suffix(".mo").write_bytes(compiled(read(path)))
        print(path.relative_to(SOURCE))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
