"""Bytes on disk, by content: storage/sha256/ab/cd/<hash>, outside the web root, written once."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

_PIECE = 1 << 20


def root() -> Path:
    """The folder of this site."""
    return Path(settings.STORAGE_DIR)


def content_path(sha256: str) -> Path:
    """Where the content of this hash lives."""
    return root() / "sha256" / sha256[:2] / sha256[2:4] / sha256


def part_path(upload_id: UUID) -> Path:
    """Where an unfinished upload lives."""
    return root() / "incoming" / f"{upload_id}.part"


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def new_part(part: Path) -> BinaryIO:
    """The new part, open for writing."""
    try:
        return part.open("xb")
    except FileNotFoundError:
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return part.open("xb")


def keep(part: Path, sha256: str) -> None:
    """Move a finished part to its content's place, durably. Equal content is kept once."""
    target = content_path(sha256)
    fd = os.open(part, os.O_RDWR)
    try:
        os.fsync(fd)
        os.fchmod(fd, 0o400)
    finally:
        os.close(fd)
    try:
        part.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.replace(target)
    _sync_folder(target.parent)


def write_at(part: Path, offset: int, data: bytes) -> None:
    """Write a piece at its offset, durably; what lay behind it (a lost answer's rest) is cut off."""
    part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fd = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.ftruncate(fd, offset)
        written = 0
        while written < len(data):
            written += os.pwrite(fd, data[written:], offset + written)
        os.fdatasync(fd)
    finally:
        os.close(fd)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
