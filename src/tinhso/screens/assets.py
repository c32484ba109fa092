"""Where built styles, scripts, fonts and icons are: names with content hashes through manifest.json."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

_read: tuple[float, dict[str, str]] | None = None


def folder() -> Path:
    """The folder the asset build writes to."""
    return Path(settings.ROOT) / "build" / "assets"


def manifest() -> dict[str, str]:
    """Plain name to hashed name; read again when a new build has replaced the file; empty before a build."""
    global _read
    path = folder() / "manifest.json"
    try:
        stamp = path.stat().st_mtime
    except FileNotFoundError:
        return {}
    if _read is None or _read[0] != stamp:
        _read = (stamp, json.loads(path.read_text(encoding="utf-8")))
    return _read[1]


def asset(name: str) -> str:
    """The address of one built file, e.g. `asset("resident.css")` → `/static/resident-3f2a….css`."""
    return f"{settings.STATIC_URL}{manifest().get(name, name)}"
