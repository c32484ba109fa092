"""How much may be handed in. Settings named TINHSO_FILES_… change a limit for a site."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

MEGABYTE = 1_000_000


def _setting(name: str, default: int) -> int:
    return int(getattr(settings, f"TINHSO_FILES_{name}", default))


def max_size() -> int:
    """The largest file, in bytes."""
    return _setting("MAX_SIZE", 100 * MEGABYTE)


def max_chunk() -> int:
    """The largest piece of an upload, in bytes: small, so that a slow client holds no worker."""
    return _setting("MAX_CHUNK", 256 * 1024)


def upload_life() -> timedelta:
    """How long an unfinished upload can be resumed."""
    return timedelta(hours=_setting("UPLOAD_HOURS", 24))


def open_uploads() -> int:
    """How many unfinished uploads one account may have."""
    return _setting("OPEN_UPLOADS", 20)


def loose_files() -> int:
    """How many files one account may keep that belong to nothing yet."""
    return _setting("LOOSE_FILES", 200)


def loose_bytes() -> int:
    """How many bytes one account may keep that belong to nothing yet, unfinished uploads included."""
    return _setting("LOOSE_BYTES", 1000 * MEGABYTE)


def aside_bytes() -> int:
    """How many bytes are kept in all for visitors whose login ran out while they sent a file."""
    return _setting("ASIDE_BYTES", 500 * MEGABYTE)


def form_slots() -> int:
    """How many uploads by plain forms may run at once on this machine."""
    return _setting("FORM_SLOTS", 6)


def form_slots_each() -> int:
    """How many of them one person may hold."""
    return _setting("FORM_SLOTS_EACH", 2)


def checkers() -> int:
    """How many files are opened and checked at once by one web process."""
    return _setting("CHECKERS", 2)
