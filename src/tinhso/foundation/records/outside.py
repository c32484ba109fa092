"""Seals outside the database: var/seals/<database>/<stream>.jsonl, one line each, only ever appended.

A site copies these files to another machine or prints roots; whoever owns the database does not own them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tinhso.foundation.records.rules.canonical import canonical


def path_of(stream: str) -> Path:
    """The file of a stream; each database (each world) has its own folder."""
    folder = Path(settings.SEAL_FOLDER or Path(settings.VAR) / "seals")
    return folder / str(connection.settings_dict["NAME"]) / f"{stream}.jsonl"


def write(stream: str, content: dict[str, Any], digest: bytes, signature: bytes) -> None:
    """Append one seal, durably."""
    path = path_of(stream)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = canonical({**content, "hash": digest.hex(), "signature": signature.hex()}) + b"\n"
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(fd).st_size
        # A line cut by a crash must not swallow the next one.
        torn = size > 0 and os.pread(fd, 1, size - 1) != b"\n"
        os.write(fd, b"\n" + line if torn else line)
        os.fsync(fd)
    finally:
        os.close(fd)


def lines(stream: str) -> Iterator[dict[str, Any]]:
    """The seals of a stream in the order written; lines that cannot be read are skipped."""
    path = path_of(stream)
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict) and isinstance(found.get("number"), int):
                yield found


def last_number(stream: str) -> int:
    """The number of the newest seal outside; 0 when there is none."""
    path = path_of(stream)
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8192))
        tail = file.read().decode("utf-8", "replace").splitlines()
    for line in reversed(tail):
        try:
            return int(json.loads(line)["number"])
        except (ValueError, KeyError, TypeError):
            continue
    return 0
