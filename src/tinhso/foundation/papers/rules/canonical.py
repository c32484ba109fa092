"""What a paper is made of as bytes that are the same wherever they are written. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def digest(value: Any) -> str:
    """SHA-256 over JSON with sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def digest_of_files(files: Mapping[str, str]) -> str:
    """SHA-256 over names and texts."""
    return digest(dict(files))
