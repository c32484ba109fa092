"""What a file is: opened and checked once for each content, however often the same bytes arrive."""

from __future__ import annotations

from pathlib import Path

from tinhso.foundation.files import storage
from tinhso.foundation.files.checker import verdict_on
from tinhso.foundation.files.inspecting.verdict import Verdict
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.rules.types import BY_KEY


def judge(part: Path) -> tuple[str, Verdict]:
    """SHA-256 and verdict of a complete part. A content that was found good before is not opened again."""
    sha256 = storage.digest_of(part)
    known = StoredFile.objects.filter(sha256=sha256, state="ok").first()
    if known is not None:
        kind = next((key for key, kind in BY_KEY.items() if kind.media_type == known.media_type), "")
        if kind:
            return sha256, Verdict(kind=kind, pages=known.pages)
    return sha256, verdict_on(part)
